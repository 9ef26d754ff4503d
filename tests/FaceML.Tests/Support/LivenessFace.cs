using FaceML.Columns;
using FaceML.Imaging;

namespace FaceML.Tests.Support;

/// <summary>A labeled image with the faces found in it, in memory, and what became of it.</summary>
internal sealed class LivenessFace
{
    [FaceColumnType]
    public Image? Image { get; set; }

    [FaceColumnType]
    public DetectedFaces Faces { get; set; } = DetectedFaces.NoImage;

    public bool Label { get; set; }

    public string Species { get; set; } = "";

    public string Identity { get; set; } = "";
}
