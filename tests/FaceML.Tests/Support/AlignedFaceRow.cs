using FaceML.Columns;

namespace FaceML.Tests.Support;

/// <summary>An aligned face to learn from.</summary>
internal sealed class AlignedFaceRow
{
    [FaceColumnType]
    public Image? AlignedFace { get; set; }

    public string Identity { get; set; } = "";

    public bool HeldOut { get; set; }
}
