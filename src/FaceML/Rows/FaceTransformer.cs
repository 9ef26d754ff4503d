namespace FaceML;

/// <summary>
/// A fitted stage of FaceML: maps rows to rows, adds columns, changes none. Every transformer that
/// <c>ml.Faces</c> makes is one.
/// </summary>
/// <remarks>
/// Safe to share between threads; the cursors and prediction engines made from it are not. Cursors pull rows in
/// blocks where that pays (networks), with the values and the order of row by row, and compute only what an
/// active column needs.
/// </remarks>
public abstract class FaceTransformer : ITransformer
{
    private protected FaceTransformer(string stage, IReadOnlyList<InputColumn> inputs, IReadOnlyList<OutputColumn> outputs)
    {
        string? twice = outputs.GroupBy(o => o.Name).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null)
        {
            throw new ArgumentException($"{stage} would write column '{twice}' twice: give each output its own name.");
        }

        StageName = stage;
        Inputs = inputs;
        Outputs = outputs;
    }

    /// <summary>The name of the catalog's method, for messages.</summary>
    internal string StageName { get; }

    internal IReadOnlyList<InputColumn> Inputs { get; }

    internal IReadOnlyList<OutputColumn> Outputs { get; }

    /// <summary>The stage's name in saved pipelines, one of <see cref="Saving.StageTable"/>.</summary>
    internal abstract string Kind { get; }

    /// <summary>The networks that it runs.</summary>
    internal virtual IReadOnlyList<OnnxNetwork> Running => [];

    /// <summary>How many rows a cursor pulls before it computes; 1 means row by row.</summary>
    internal virtual int BlockSize => 1;

    /// <summary>Always true: each row's outputs depend on that row alone.</summary>
    bool ITransformer.IsRowToRowMapper => true;

    /// <inheritdoc/>
    /// <exception cref="Columns.FaceColumnException">An input column is missing or of another type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => new StageMapper(this, inputSchema).OutputSchema;

    /// <inheritdoc/>
    /// <exception cref="Columns.FaceColumnException">An input column is missing or of another type.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new StageDataView(input, new StageMapper(this, input.Schema));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => new StageMapper(this, inputSchema);

    // ML.NET's model zips cannot bring back a type that is not ML.NET's own: writing one would only fail later, at load.
    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException(
        $"ML.NET's model file cannot hold FaceML's stage {StageName}. Save the model with ml.Faces.Save(model, schema, path) and load it "
            + $"with ml.Faces.Load(path, out schema).");

    /// <summary>Writes the settings that <see cref="Saving.StageTable"/> makes the same stage from.</summary>
    internal abstract void Write(StageWriter settings);

    /// <summary>
    /// Numbers that the stage computes from a fixed synthetic input; another machine must come to the same, within rounding.
    /// </summary>
    internal virtual IReadOnlyList<float> Probe() => [];

    /// <summary>What a person should know of the stage, for the card; one line, or null.</summary>
    internal virtual string? Describe() => null;

    /// <summary>Makes the work of one cursor or row.</summary>
    /// <param name="input">The row to read from; only columns that an active output needs are active in it.</param>
    /// <param name="inputs">Where the stage's inputs are, in the order of <see cref="Inputs"/>.</param>
    /// <param name="capacity">How many slots are needed.</param>
    internal abstract BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity);
}
