namespace Microsoft.ML;

/// <summary>Evaluation of two-class decisions.</summary>
public sealed class BinaryClassificationCatalog
{
    internal BinaryClassificationCatalog(HostEnvironment environment)
    {
        Environment = environment;
    }

    internal HostEnvironment Environment { get; }
}
