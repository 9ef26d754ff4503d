namespace Microsoft.ML;

/// <summary>Marks a class that a saved model may name, by a contract name.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class ExtensionBaseAttribute : Attribute
{
    private protected ExtensionBaseAttribute(string contractName)
    {
        ContractName = contractName;
    }

    /// <summary>The name by which saved models know the class.</summary>
    public string ContractName { get; }
}
