namespace FaceML.AspNetCore.CompreFace;

/// <summary>How the endpoints that CompreFace's clients call answer.</summary>
public sealed class CompreFaceOptions
{
    /// <summary>
    /// Whether <c>recognize</c> names only subjects whose match is promised: the face of a stranger gets an empty list, at the false
    /// positive identification rate of <see cref="FaceMLOptions.MaxFalsePositiveRate"/>. If it is <see langword="false"/>, each face gets
    /// the most alike subjects, as in CompreFace. The default value is <see langword="true"/>.
    /// </summary>
    public bool OnlyPromised { get; set; } = true;

    /// <summary>
    /// The gallery that holds the subjects of keys that are for several galleries. The default value is null: the only gallery of the
    /// server; where there are more, such keys are refused.
    /// </summary>
    public string? Gallery { get; set; }
}
