namespace Microsoft.ML.Transforms;

/// <summary>The transformer of <see cref="TransformExtensionsCatalog.DropColumns"/> and the SelectColumns methods.</summary>
public sealed class ColumnSelectingTransformer : ITransformer
{
    private readonly string[] names;
    private readonly bool keepHidden;

    internal ColumnSelectingTransformer(string[] names, bool keeps, bool keepHidden)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Length == 0)
        {
            throw new InvalidOperationException("The columns to keep or to drop must be named.");
        }

        this.names = names;
        this.keepHidden = keepHidden;
        Keeps = keeps;
    }

    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>Whether the names are those of the columns to keep, not of those to drop.</summary>
    internal bool Keeps { get; }

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Mapper(inputSchema).OutputSchema;

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedDataView(input, Mapper(input.Schema));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => new RowToRowMapper(Mapper(inputSchema));

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ArgumentNullException.ThrowIfNull(ctx);
        ctx.Write(new ModelPart(!Keeps ? ModelPart.Drop : keepHidden ? ModelPart.SelectHidden : ModelPart.Select, names));
    }

    /// <summary>Throws when a name is not among those of the input.</summary>
    internal void Demand(IEnumerable<string> existing)
    {
        string[] missing = [.. names.Except(existing)];
        if (missing.Length > 0)
        {
            throw Errors.MissingColumn("inputSchema", "input", string.Join(",", missing));
        }
    }

    internal bool IsKept(string name) => names.Contains(name) == Keeps;

    private ColumnChoice Mapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        Demand(inputSchema.Select(column => column.Name));
        if (!Keeps)
        {
            return ColumnChoice.Of(inputSchema, column => IsKept(column.Name));
        }

        IEnumerable<DataViewSchema.Column> kept = names.SelectMany(
            name => inputSchema.Where(column => column.Name == name && (keepHidden || !column.IsHidden)));
        return new ColumnChoice(inputSchema, [.. kept.Select(column => (new DataViewSchema.DetachedColumn(column), column.Index))]);
    }
}
