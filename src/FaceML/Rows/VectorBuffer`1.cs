namespace FaceML.Rows;

/// <summary>Vectors: copied out, because the receiver owns and may overwrite the buffer it passes.</summary>
internal sealed class VectorBuffer<T> : ColumnBuffer
{
    private readonly ValueGetter<VBuffer<T>> read;
    private readonly VBuffer<T>[] values;

    public VectorBuffer(ValueGetter<VBuffer<T>> read, int size)
    {
        this.read = read;
        values = new VBuffer<T>[size];
    }

    public override void Read(int slot) => read(ref values[slot]);

    public override Delegate CreateGetter(Slot slot) =>
        (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => values[slot.Index].CopyTo(ref value));
}
