namespace FaceML.AspNetCore.CompreFace;

/// <summary>How the endpoints that CompreFace's clients call answer.</summary>
public sealed class CompreFaceOptions
{
    /// <summary>
    /// The gallery that holds the subjects of keys that are for several galleries. The default value is null: the only gallery of the server,
    /// and such keys have no subjects where there are more.
    /// </summary>
    public string? Gallery { get; set; }
}
