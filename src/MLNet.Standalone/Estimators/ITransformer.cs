namespace Microsoft.ML;

/// <summary>Makes a view of a view: what an estimator gives when it is fitted.</summary>
public interface ITransformer : ICanSaveModel
{
    /// <summary>The columns that a view of the given columns is transformed to.</summary>
    /// <exception cref="ArgumentException">A column that is needed is missing or of another type.</exception>
    DataViewSchema GetOutputSchema(DataViewSchema inputSchema);

    /// <summary>The transformed view. Nothing is read until a cursor is.</summary>
    IDataView Transform(IDataView input);

    /// <summary>Whether each row is made of one input row alone, so that <see cref="GetRowToRowMapper"/> can be called.</summary>
    bool IsRowToRowMapper { get; }

    /// <summary>A mapper of single rows of the given columns.</summary>
    /// <exception cref="InvalidOperationException">The transformer is none.</exception>
    IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema);
}
