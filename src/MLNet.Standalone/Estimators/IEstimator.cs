namespace Microsoft.ML;

/// <summary>Learns from a view how to transform views.</summary>
public interface IEstimator<out TTransformer>
    where TTransformer : ITransformer
{
    /// <summary>Reads what it needs of the view and returns the transformer.</summary>
    TTransformer Fit(IDataView input);

    /// <summary>Checks, before anything is read, the columns and returns those that the transformer will give.</summary>
    /// <exception cref="ArgumentException">A column that is needed is missing or of another type.</exception>
    SchemaShape GetOutputSchema(SchemaShape inputSchema);
}
