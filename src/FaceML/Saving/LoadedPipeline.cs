using Microsoft.ML;

namespace FaceML.Saving;

/// <summary>What a saved pipeline holds, opened.</summary>
/// <param name="Stages">The stages in order; those with networks are disposable.</param>
/// <param name="InputSchema">The schema that it was saved with.</param>
/// <param name="Digest">The SHA-256 of the file's content.</param>
internal sealed record LoadedPipeline(IReadOnlyList<FaceTransformer> Stages, DataViewSchema InputSchema, string Digest);
