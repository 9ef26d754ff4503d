namespace Microsoft.ML.Transforms;

/// <summary>Names the contract of the <see cref="CustomMappingFactory{TSrc, TDst}"/> it marks.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CustomMappingFactoryAttributeAttribute : ExtensionBaseAttribute
{
    /// <summary>Names the contract.</summary>
    public CustomMappingFactoryAttributeAttribute(string contractName)
        : base(contractName)
    {
    }
}
