using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>Makes transformers of the parts of a saved model. The kinds are a closed list; a file cannot name a type.</summary>
internal sealed class ModelReader(ComponentCatalog catalog)
{
    /// <exception cref="InvalidDataException">A part is not one that can be.</exception>
    public ITransformer Read(ModelPart part)
    {
        string[] names = part?.Names is null ? throw new InvalidDataException("A part of the model is missing.") : [.. part.Names];
        if (names.Any(string.IsNullOrEmpty))
        {
            throw new InvalidDataException($"The model's part '{part.Kind}' lacks a name.");
        }

        return part.Kind switch
        {
            ModelPart.Chain => Chain(part),
            ModelPart.Copy when names.Length == 2 => new ColumnCopyingTransformer(names[0], names[1]),
            ModelPart.Drop when names.Length > 0 => new ColumnSelectingTransformer(names, keeps: false, keepHidden: false),
            ModelPart.Select when names.Length > 0 => new ColumnSelectingTransformer(names, keeps: true, keepHidden: false),
            ModelPart.SelectHidden when names.Length > 0 => new ColumnSelectingTransformer(names, keeps: true, keepHidden: true),
            ModelPart.Concatenate when names.Length > 1 => new ColumnConcatenatingTransformer(names[0], names[1..]),
            ModelPart.CustomMapping when names.Length == 2 => CustomMapping(names[0], names[1]),
            _ => throw new InvalidDataException($"The model has a part '{part.Kind}' with {names.Length} names, which this library does not know."),
        };
    }

    private TransformerChain<ITransformer> Chain(ModelPart part)
    {
        if (part.Parts is null || part.Scopes is null || part.Parts.Count != part.Scopes.Count)
        {
            throw new InvalidDataException("The model's chain has not as many scopes as parts.");
        }

        return new TransformerChain<ITransformer>(part.Parts.Select(Read), part.Scopes.Select(scope => (TransformerScope)scope));
    }

    /// <summary>As in ML.NET the factory's assembly is registered when the application can load it.</summary>
    private ITransformer CustomMapping(string contractName, string assemblyName)
    {
        try
        {
            catalog.RegisterAssembly(Assembly.Load(new AssemblyName(assemblyName)));
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException)
        {
            throw new InvalidOperationException(
                $"The assembly '{assemblyName}' of the custom mapping '{contractName}' cannot be loaded.", exception);
        }

        return catalog.CreateMappingFactory(contractName).CreateTransformer(contractName);
    }
}
