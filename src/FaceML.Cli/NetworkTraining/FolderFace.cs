using FaceML.Columns;

namespace FaceML.Cli;

/// <summary>A row to train a network on: an aligned face and who it shows.</summary>
internal sealed class FolderFace
{
    [FaceColumnType]
    public Image? AlignedFace { get; set; }

    public string Identity { get; set; } = "";

    /// <summary>The image that it was cut from.</summary>
    public string Path { get; set; } = "";
}
