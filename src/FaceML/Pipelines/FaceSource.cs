namespace FaceML;

/// <summary>A picture by its path: the input of an embedding pipeline.</summary>
public sealed class FaceSource
{
    /// <summary>The picture's file.</summary>
    public string Path { get; set; } = "";
}
