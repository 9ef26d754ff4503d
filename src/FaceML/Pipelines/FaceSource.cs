namespace FaceML;

/// <summary>An image by its path: the input of an embedding pipeline.</summary>
public sealed class FaceSource
{
    /// <summary>The image's file.</summary>
    public string Path { get; set; } = "";
}
