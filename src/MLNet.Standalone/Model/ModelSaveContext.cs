namespace Microsoft.ML;

/// <summary>A model that is being saved. Only ML.NET's own parts can write into it.</summary>
public sealed class ModelSaveContext : IDisposable
{
    internal ModelSaveContext()
    {
    }

    /// <summary>Ends the part.</summary>
    public void Dispose()
    {
    }

    internal void WriteChain(ITransformerChain chain) => throw new NotImplementedException();

    internal void WriteCustomMapping(string contractName, Assembly assembly) => throw new NotImplementedException();
}
