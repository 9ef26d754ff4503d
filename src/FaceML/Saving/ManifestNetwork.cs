namespace FaceML.Saving;

/// <summary>A network: inside the archive, or a reference by hash to the catalog of whoever loads the file.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Sha256">The hash of the ONNX file.</param>
/// <param name="Reference">Whether the file is elsewhere.</param>
/// <param name="Entry">The entry with the ONNX file; null for a reference.</param>
/// <param name="CardEntry">The entry with its card; null when it has none.</param>
internal sealed record ManifestNetwork(string Name, string Sha256, bool Reference, string? Entry, string? CardEntry);
