namespace Microsoft.ML.Transforms;

/// <summary>The transformer of <see cref="CustomMappingCatalog.CustomMapping"/>.</summary>
public sealed class CustomMappingTransformer<TSrc, TDst> : ITransformer
    where TSrc : class, new()
    where TDst : class, new()
{
    private readonly Action<TSrc, TDst> mapAction;
    private readonly string contractName;
    private readonly SchemaDefinition inputDefinition;

    internal CustomMappingTransformer(Action<TSrc, TDst> mapAction, string contractName, SchemaDefinition inputDefinition, SchemaDefinition outputDefinition)
    {
        ArgumentNullException.ThrowIfNull(mapAction);
        this.mapAction = mapAction;
        this.contractName = contractName;
        this.inputDefinition = inputDefinition;
        OutputMembers = RowMember.Of(typeof(TDst), outputDefinition, SchemaDefinition.Direction.Write);
    }

    bool ITransformer.IsRowToRowMapper => true;

    internal RowMember[] InputMembers => RowMember.Of(typeof(TSrc), inputDefinition, SchemaDefinition.Direction.Both);

    internal RowMember[] OutputMembers { get; }

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
        ctx.WriteCustomMapping(contractName, mapAction.Method.DeclaringType.Assembly);
    }

    private CustomRowMapper<TSrc, TDst> Mapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new CustomRowMapper<TSrc, TDst>(inputSchema, mapAction, new RowBinding<TSrc>(inputSchema, false, inputDefinition), OutputMembers);
    }
}
