namespace FaceML.Recognition;

/// <summary>A face and its vector.</summary>
/// <param name="Face">The face in its image.</param>
/// <param name="Vector">Its vector of length 1.</param>
public sealed record FaceEmbedding(Face Face, ReadOnlyMemory<float> Vector);
