namespace FaceML.Saving;

/// <summary>What a saved pipeline holds, opened.</summary>
/// <param name="Parts">The parts in order; those with networks hold native memory.</param>
/// <param name="InputSchema">The schema that it was saved with.</param>
/// <param name="Networks">The names of its networks, as the manifest lists them.</param>
/// <param name="Digest">The SHA-256 of the file's content.</param>
internal sealed record LoadedPipeline(
    IReadOnlyList<PipelinePart> Parts, DataViewSchema InputSchema, IReadOnlyList<string> Networks, string Digest)
{
    /// <summary>The stages in flat order.</summary>
    public ITransformer[] Stages => [.. Parts.SelectMany(part => part.Transformers)];
}
