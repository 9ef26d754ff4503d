using FaceML.Columns;
using FaceML.Imaging;
using Microsoft.ML.Data;

namespace FaceML.Tests.Support;

/// <summary>A labeled pair of images in memory, under the column names of files.</summary>
internal sealed class SamplePair
{
    [ColumnName("Path1"), FaceColumnType]
    public Image? Image1 { get; set; }

    [ColumnName("Path2"), FaceColumnType]
    public Image? Image2 { get; set; }

    public bool Label { get; set; }
}
