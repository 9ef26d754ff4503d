using FaceML.Columns;
using Microsoft.ML.Transforms.Image;

namespace FaceML.Rows;

/// <summary>Reads images from a column of either type.</summary>
internal static class ImageGetter
{
    /// <summary>
    /// The getter of a FaceML image column, or one that copies the pixels out of a column of <see cref="MLImage"/>. In both cases an image
    /// that it gave stays valid when the row moves on.
    /// </summary>
    /// <param name="row">Where to read.</param>
    /// <param name="column">A column that <see cref="InputColumn.Image"/> accepts.</param>
    /// <param name="background">What lies behind transparent pixels; null for the decoder's default.</param>
    public static ValueGetter<Image> Of(DataViewRow row, DataViewSchema.Column column, Rgb? background = null)
    {
        if (column.Type is not ImageDataViewType)
        {
            return row.GetGetter<Image>(column);
        }

        ValueGetter<MLImage> get = OfMLImage(row, column);
        Rgb behind = background ?? ImageDecodeOptions.Default.Background;
        MLImage? current = null;
        return (ref Image value) =>
        {
            get(ref current!);
            value = current is null ? null! : MLImagePixels.ToImage(current, behind);
        };
    }

    /// <summary>
    /// The getter of a column of <see cref="MLImage"/>; null where there is none. As everywhere in ML.NET, the value of the previous call
    /// is passed in again, so that a getter that made it can dispose it; one whose images belong to the caller's rows leaves them alone.
    /// </summary>
    public static ValueGetter<MLImage> OfMLImage(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<MLImage> get = row.GetGetter<MLImage>(column);
        MLImage? current = null;
        return (ref MLImage value) =>
        {
            MLImage? before = current;
            get(ref current!);
            value = (current is null || ReferenceEquals(before, current) && MLImagePixels.IsDisposed(current) ? null : current)!;
        };
    }
}
