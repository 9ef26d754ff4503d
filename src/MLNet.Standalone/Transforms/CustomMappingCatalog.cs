using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Transforms written as a method.</summary>
public static class CustomMappingCatalog
{
    /// <summary>Makes columns by a method that is called with an object of the input columns and one to fill.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="mapAction">Fills its second argument from its first. Both objects are reused from row to row. Called from several threads when the transformer is used by several.</param>
    /// <param name="contractName">The name under which a saved model finds the method's <see cref="CustomMappingFactory{TSrc, TDst}"/>; null when it is never saved.</param>
    /// <param name="inputSchemaDefinition">How columns become the members of <typeparamref name="TSrc"/>; null for what its attributes say. Not saved.</param>
    /// <param name="outputSchemaDefinition">How the members of <typeparamref name="TDst"/> become columns; null for what its attributes say. Not saved.</param>
    public static CustomMappingEstimator<TSrc, TDst> CustomMapping<TSrc, TDst>(
        this TransformsCatalog catalog,
        Action<TSrc, TDst> mapAction,
        string contractName,
        SchemaDefinition inputSchemaDefinition = null,
        SchemaDefinition outputSchemaDefinition = null)
        where TSrc : class, new()
        where TDst : class, new()
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new CustomMappingEstimator<TSrc, TDst>(
            new CustomMappingTransformer<TSrc, TDst>(mapAction, contractName, inputSchemaDefinition, outputSchemaDefinition));
    }
}
