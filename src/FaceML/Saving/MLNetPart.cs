namespace FaceML.Saving;

/// <summary>A run of ML.NET's own stages between FaceML's: saved as one model zip of ML.NET's.</summary>
internal sealed class MLNetPart(IReadOnlyList<ITransformer> stages) : PipelinePart
{
    public const string StageKind = "mlnet";

    public override string Name => $"ML.NET: {string.Join(", ", Transformers.Select(MLNetStages.ShortNameOf))}";

    public override string Kind => StageKind;

    public override IReadOnlyList<ITransformer> Transformers { get; } = stages;

    public ITransformer Chain { get; } = new TransformerChain<ITransformer>([.. stages]);

    /// <summary>The columns that the run reads: what the schema in ML.NET's zip is narrowed to.</summary>
    public DataViewSchema Inputs(DataViewSchema input)
    {
        IRowToRowMapper mapper = Chain.GetRowToRowMapper(input);
        var builder = new DataViewSchema.Builder();
        foreach (DataViewSchema.Column column in mapper.GetDependencies(Added(input, mapper.OutputSchema)).OrderBy(c => c.Index))
        {
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        }

        return builder.ToSchema();
    }

    /// <summary>The names of the columns that the run adds.</summary>
    public IEnumerable<string> Outputs(DataViewSchema input) => Added(input, GetOutputSchema(input)).Where(c => !c.IsHidden)
        .Select(c => c.Name);

    /// <exception cref="Exception">Whatever an ML.NET stage throws over the synthetic row.</exception>
    public override IReadOnlyList<float> Probe(DataViewSchema input)
    {
        DataViewSchema narrow = Inputs(input);
        return MLNetProbe.CanFill(narrow) ? MLNetProbe.Run(Chain, narrow) : [];
    }

    /// <summary>The probe, or nothing where the stages do not take a synthetic row, such as one without a file of that name.</summary>
    public IReadOnlyList<float> ProbeOrNothing(DataViewSchema input)
    {
        try
        {
            return Probe(input);
        }
        catch (Exception)
        {
            return [];
        }
    }

    // A stage that passes a column through keeps its place; one that selects columns moves them, which counts as added: it reads them.
    private static IEnumerable<DataViewSchema.Column> Added(DataViewSchema input, DataViewSchema output) =>
        output.Where(c => c.Index >= input.Count || input[c.Index].Name != c.Name || !input[c.Index].Type.Equals(c.Type));
}
