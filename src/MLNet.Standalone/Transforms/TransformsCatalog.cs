namespace Microsoft.ML;

/// <summary>Estimators that make columns from columns.</summary>
public sealed class TransformsCatalog
{
    internal TransformsCatalog(HostEnvironment environment)
    {
        Environment = environment;
    }

    internal HostEnvironment Environment { get; }
}
