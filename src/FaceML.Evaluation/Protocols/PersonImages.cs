namespace FaceML.Evaluation.Protocols;

/// <summary>One person and their images.</summary>
/// <param name="Identity">The person's name.</param>
/// <param name="Images">Paths below the image folder, with forward slashes, in ordinal order.</param>
public sealed record PersonImages(string Identity, IReadOnlyList<string> Images);
