using FaceML.Columns;

namespace FaceML.Rows;

/// <summary>
/// ML.NET's images, kept for the rows of a block as copies: the next row disposes what a getter gave. The receiver gets a copy too, which
/// it owns, as from ML.NET's own stages.
/// </summary>
internal sealed class MLImageBuffer(DataViewRow input, DataViewSchema.Column column, int size) : ColumnBuffer, IDisposable
{
    private readonly ValueGetter<MLImage> read = ImageGetter.OfMLImage(input, column);
    private readonly MLImage?[] values = new MLImage?[size];
    private MLImage? current;

    public override void Read(int slot)
    {
        read(ref current!);
        values[slot]?.Dispose();
        values[slot] = current is null ? null : MLImagePixels.Clone(current);
    }

    public override Delegate CreateGetter(Slot slot) => (ValueGetter<MLImage>)((ref MLImage value) =>
    {
        value?.Dispose();
        value = values[slot.Index] is { } kept ? MLImagePixels.Clone(kept) : null!;
    });

    public void Dispose() => Array.ForEach(values, value => value?.Dispose());
}
