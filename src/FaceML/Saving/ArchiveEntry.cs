namespace FaceML.Saving;

/// <summary>An entry as the manifest lists it.</summary>
/// <param name="Name">The name inside the archive.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">The hash of its content, lower-case hexadecimal.</param>
internal sealed record ArchiveEntry(string Name, long Bytes, string Sha256);
