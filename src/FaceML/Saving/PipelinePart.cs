namespace FaceML.Saving;

/// <summary>What one entry of the manifest's stage list stands for: a FaceML stage, or a run of ML.NET's own stages.</summary>
internal abstract class PipelinePart : IDisposable
{
    /// <summary>The name for messages.</summary>
    public abstract string Name { get; }

    /// <summary>Its kind in the manifest.</summary>
    public abstract string Kind { get; }

    /// <summary>The stages that a chain is made of.</summary>
    public abstract IReadOnlyList<ITransformer> Transformers { get; }

    public DataViewSchema GetOutputSchema(DataViewSchema input) =>
        Transformers.Aggregate(input, (schema, stage) => stage.GetOutputSchema(schema));

    /// <summary>Numbers that the part computes from a fixed synthetic input behind the columns of <paramref name="input"/>.</summary>
    public abstract IReadOnlyList<float> Probe(DataViewSchema input);

    public void Dispose()
    {
        foreach (ITransformer transformer in Transformers)
        {
            (transformer as IDisposable)?.Dispose();
        }
    }
}
