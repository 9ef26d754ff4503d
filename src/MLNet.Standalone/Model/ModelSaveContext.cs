namespace Microsoft.ML;

/// <summary>A model that is being saved. Only ML.NET's own parts can write into it; others can hand it on to one of them.</summary>
public sealed class ModelSaveContext : IDisposable
{
    private ModelPart part;

    internal ModelSaveContext()
    {
    }

    /// <summary>Ends the part.</summary>
    public void Dispose()
    {
    }

    /// <summary>What a transformer saves of itself.</summary>
    /// <exception cref="InvalidOperationException">It saves nothing: it is not one of ML.NET's own.</exception>
    internal static ModelPart PartOf(ITransformer transformer)
    {
        using var context = new ModelSaveContext();
        transformer.Save(context);
        return context.part ?? throw new InvalidOperationException(
            $"{transformer.GetType()} cannot be part of a saved model: it wrote nothing, and only ML.NET's own transformers can write.");
    }

    internal void Write(ModelPart written)
    {
        if (part is not null)
        {
            throw new InvalidOperationException("A transformer writes itself once.");
        }

        part = written;
    }

    internal void WriteChain(ITransformerChain chain) => Write(new ModelPart(
        ModelPart.Chain, [], [.. chain.Transformers.Select(PartOf)], [.. chain.Scopes.Select(scope => (int)scope)]));

    internal void WriteCustomMapping(string contractName, Assembly assembly)
    {
        if (contractName is null)
        {
            throw new InvalidOperationException("A custom mapping without a contract name cannot be saved.");
        }

        Write(new ModelPart(ModelPart.CustomMapping, [contractName, assembly.FullName]));
    }
}
