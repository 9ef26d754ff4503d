namespace FaceML.Rows;

/// <summary>A stage bound to a schema: where its inputs are, what comes out.</summary>
internal sealed class StageMapper : IRowToRowMapper
{
    private readonly DataViewSchema.Column[] inputs;

    public StageMapper(FaceTransformer stage, DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        Stage = stage;
        InputSchema = inputSchema;
        inputs = [.. stage.Inputs.Select(input => input.Find(inputSchema, stage.StageName))];
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        foreach (OutputColumn output in stage.Outputs)
        {
            builder.AddColumn(output.Name, output.Type);
        }

        OutputSchema = builder.ToSchema();
    }

    public FaceTransformer Stage { get; }

    public DataViewSchema InputSchema { get; }

    /// <summary>The input's columns, at the same indices, then the stage's.</summary>
    public DataViewSchema OutputSchema { get; }

    /// <summary>The index of an output among the stage's, or −1 for a column that is passed through.</summary>
    public int OutputIndex(int column) => column < InputSchema.Count ? -1 : column - InputSchema.Count;

    public BlockWork CreateWork(DataViewRow input, int capacity) => Stage.CreateWork(input, inputs, capacity);

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        bool[] needed = Flags(dependingColumns);
        if (needed.AsSpan(InputSchema.Count).Contains(true))
        {
            foreach (DataViewSchema.Column input in inputs)
            {
                needed[input.Index] = true;
            }
        }

        return InputSchema.Where(column => needed[column.Index]);
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Schema != InputSchema)
        {
            throw new ArgumentException("The row's schema is not the one that this mapper was made for.", nameof(input));
        }

        return new StageRow(this, input, Flags(activeColumns));
    }

    /// <summary>Which columns of the output schema are asked for.</summary>
    public bool[] Flags(IEnumerable<DataViewSchema.Column> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        bool[] flags = new bool[OutputSchema.Count];
        foreach (DataViewSchema.Column column in columns)
        {
            if (column.Index >= flags.Length)
            {
                throw new ArgumentException($"Column '{column.Name}' is not of this schema.", nameof(columns));
            }

            flags[column.Index] = true;
        }

        return flags;
    }
}
