namespace FaceML.Rows;

/// <summary>Values that can be handed out by plain assignment: numbers, texts, images.</summary>
internal sealed class ColumnBuffer<T> : ColumnBuffer
{
    private readonly ValueGetter<T> read;
    private readonly T[] values;

    public ColumnBuffer(ValueGetter<T> read, int size)
    {
        this.read = read;
        values = new T[size];
    }

    public override void Read(int slot) => read(ref values[slot]);

    public override Delegate CreateGetter(Slot slot) => (ValueGetter<T>)((ref T value) => value = values[slot.Index]);
}
