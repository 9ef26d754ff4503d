namespace Microsoft.ML.Transforms;

/// <summary>A factory of custom mappings, whatever their types are.</summary>
internal interface ICustomMappingFactory
{
    ITransformer CreateTransformer(string contractName);
}
