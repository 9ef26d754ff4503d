namespace FaceML;

/// <summary>Two images to compare, by their paths: the input of a verification pipeline.</summary>
public sealed class FacePair
{
    /// <summary>The file of the one image.</summary>
    public string Path1 { get; set; } = "";

    /// <summary>The file of the other.</summary>
    public string Path2 { get; set; } = "";
}
