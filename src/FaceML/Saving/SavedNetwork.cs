namespace FaceML.Saving;

/// <summary>A network of a saved pipeline.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Sha256">The SHA-256 of its ONNX file, of a cascade's first.</param>
/// <param name="IsReference">Whether it is not in the file but looked up in the catalog by its hash.</param>
/// <param name="Bytes">The length of its files; null for a reference.</param>
/// <param name="Card">What is known of it; null for a file without a card.</param>
public sealed record SavedNetwork(string Name, string Sha256, bool IsReference, long? Bytes, NetworkCard? Card);
