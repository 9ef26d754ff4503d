namespace FaceML.Serving;

/// <summary>
/// What <see cref="FaceModelLoader.GetModel"/> gives: always answers with the current generation. ML.NET's pool takes
/// engines of an old model back after a swap and rents them again; bound to this, they answer from the new model.
/// Deliberately not disposable: an engine that is disposed must not take the model from the others.
/// </summary>
internal sealed class ServedTransformer(ModelSlot slot) : ITransformer
{
    bool ITransformer.IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => slot.Current.Chain.GetOutputSchema(inputSchema);

    public IDataView Transform(IDataView input) => new ServedDataView(slot, input);

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new ServedMapper(slot, inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException(
        "A served model is a file already: copy it, or load it with ml.Faces.Load and save it with ml.Faces.Save.");
}
