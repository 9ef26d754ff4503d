namespace FaceML.Serving;

/// <summary>The right to compute with a generation until disposed.</summary>
internal readonly struct ModelLease(ModelGeneration generation) : IDisposable
{
    public ModelGeneration Generation { get; } = generation;

    public void Dispose() => Generation.Exit();
}
