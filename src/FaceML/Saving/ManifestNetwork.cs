namespace FaceML.Saving;

/// <summary>A network: inside the archive, or a reference by hash to the catalog of whoever loads the file.</summary>
/// <param name="Id">What stages refer to it by, see <see cref="NetworkContent.Id"/>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Sha256">The hash of the ONNX file, of a cascade's first.</param>
/// <param name="Reference">Whether the files are elsewhere.</param>
/// <param name="Entries">The entries with the ONNX files: one, or as many as the cascade has; empty for a reference.</param>
/// <param name="CardEntry">The entry with its card; null when it has none.</param>
internal sealed record ManifestNetwork(
    string Id, string Name, string Sha256, bool Reference, IReadOnlyList<string> Entries, string? CardEntry);
