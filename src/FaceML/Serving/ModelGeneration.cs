namespace FaceML.Serving;

/// <summary>
/// One loaded state of a served file. Counts who is computing with it; when it has been replaced and the last has
/// finished, its networks are released.
/// </summary>
internal sealed class ModelGeneration
{
    private readonly LoadedPipeline pipeline;

    // The loader itself is the first user.
    private int users = 1;

    public ModelGeneration(LoadedPipeline pipeline, int version)
    {
        this.pipeline = pipeline;
        Version = version;
        Chain = new TransformerChain<ITransformer>(pipeline.Stages);
        OutputSchema = Chain.GetOutputSchema(pipeline.InputSchema);
        LoadedAt = DateTimeOffset.UtcNow;
    }

    public int Version { get; }

    public string Digest => pipeline.Digest;

    public DateTimeOffset LoadedAt { get; }

    public ITransformer Chain { get; }

    /// <summary>Its stages, in flat order.</summary>
    public IReadOnlyList<ITransformer> Stages => pipeline.Stages;

    /// <summary>The names of its networks.</summary>
    public IReadOnlyList<string> Networks => pipeline.Networks;

    /// <summary>What comes out for the schema that the file was saved with.</summary>
    public DataViewSchema OutputSchema { get; }

    /// <summary>Counts one more user; false when the generation is being released.</summary>
    public bool TryEnter()
    {
        for (int seen = Volatile.Read(ref users); seen > 0;)
        {
            int before = Interlocked.CompareExchange(ref users, seen + 1, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }

    public void Exit()
    {
        if (Interlocked.Decrement(ref users) == 0)
        {
            foreach (PipelinePart part in pipeline.Parts)
            {
                part.Dispose();
            }
        }
    }
}
