using FaceML.Columns;

namespace FaceML;

/// <summary>
/// Two images to compare that are in memory already, for a verification pipeline: the same columns as <see cref="FacePair"/>,
/// holding images instead of paths. A pipeline fitted on files serves both.
/// </summary>
public sealed class FaceImagePair
{
    /// <summary>The one image; null where there is none.</summary>
    [ColumnName("Path1"), FaceColumnType]
    public Image? Image1 { get; set; }

    /// <summary>The other.</summary>
    [ColumnName("Path2"), FaceColumnType]
    public Image? Image2 { get; set; }
}
