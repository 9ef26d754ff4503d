namespace Microsoft.ML.Transforms;

/// <summary>Gives the method of a custom mapping when a saved model is loaded.</summary>
/// <remarks>Derive, mark with <see cref="CustomMappingFactoryAttributeAttribute"/> and a contract name, and register the assembly with <see cref="MLContext.ComponentCatalog"/>.</remarks>
public abstract class CustomMappingFactory<TSrc, TDst> : ICustomMappingFactory
    where TSrc : class, new()
    where TDst : class, new()
{
    /// <summary>The method.</summary>
    public abstract Action<TSrc, TDst> GetMapping();

    ITransformer ICustomMappingFactory.CreateTransformer(string contractName) =>
        new CustomMappingTransformer<TSrc, TDst>(GetMapping(), contractName, null, null);
}
