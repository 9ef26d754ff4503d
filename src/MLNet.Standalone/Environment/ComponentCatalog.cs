using System.Collections.Concurrent;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Runtime;

/// <summary>The application's own parts that a saved model may name. A part is found only after its assembly was registered.</summary>
public sealed class ComponentCatalog
{
    private readonly ConcurrentDictionary<string, Type> mappingFactories = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Assembly, bool> registered = [];

    internal ComponentCatalog()
    {
    }

    /// <summary>Makes an assembly's custom mapping factories known under their contract names.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="throwOnError">Whether two factories of the same contract name are an error; otherwise the first stays.</param>
    public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        if (!registered.TryAdd(assembly, true))
        {
            return;
        }

        foreach (Type type in assembly.GetTypes())
        {
            if (type.IsAbstract || type.GetCustomAttribute<CustomMappingFactoryAttributeAttribute>() is not { } contract)
            {
                continue;
            }

            if (!mappingFactories.TryAdd(contract.ContractName, type) && throwOnError && mappingFactories[contract.ContractName] != type)
            {
                throw new InvalidOperationException(
                    $"The contract '{contract.ContractName}' of {type} is also that of {mappingFactories[contract.ContractName]}.");
            }
        }
    }

    internal ICustomMappingFactory CreateMappingFactory(string contractName) =>
        mappingFactories.TryGetValue(contractName, out Type type)
            ? Activator.CreateInstance(type) as ICustomMappingFactory
                ?? throw new InvalidOperationException($"{type} is marked as a custom mapping factory but does not derive from {typeof(CustomMappingFactory<,>).Name.Split('`')[0]}.")
            : throw new InvalidOperationException(
                $"No custom mapping with the contract '{contractName}' is known. Call {nameof(MLContext)}.{nameof(MLContext.ComponentCatalog)}.{nameof(RegisterAssembly)} with the assembly that has its factory.");
}
