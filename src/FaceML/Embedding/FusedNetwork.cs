namespace FaceML.Embedding;

/// <summary>A further network whose vectors are fused with the first's, see <see cref="FaceEmbeddingOptions.FusedWith"/>.</summary>
/// <param name="Network">Its name in the catalog.</param>
/// <param name="InputColumnName">A column of aligned faces aligned by its template; may be the first network's column where both require
/// the same.</param>
internal sealed record FusedNetwork(string Network, string InputColumnName);
