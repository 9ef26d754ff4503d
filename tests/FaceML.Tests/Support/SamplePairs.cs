using FaceML.Columns;
using FaceML.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Tests.Support;

/// <summary>A labeled pair of images in memory, under the column names of files.</summary>
internal sealed class SamplePair
{
    [ColumnName("Path1"), FaceImageType]
    public Image? Image1 { get; set; }

    [ColumnName("Path2"), FaceImageType]
    public Image? Image2 { get; set; }

    public bool Label { get; set; }
}

/// <summary>Pairs of the sample images' faces: each with itself seen again, and each two of an image.</summary>
internal static class SamplePairs
{
    public static IReadOnlyList<SamplePair> All { get; } = [.. SampleFaces.ByImage.SelectMany(faces =>
        faces.Select(face => new SamplePair { Image1 = face, Image2 = SampleFaces.Again(face), Label = true })
            .Concat(faces.SelectMany((a, i) => faces.Skip(i + 1).Select(b => new SamplePair { Image1 = a, Image2 = b }))))];

    public static IDataView View(MLContext ml) => ml.Data.LoadFromEnumerable(All);
}
