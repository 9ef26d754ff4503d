namespace Microsoft.ML.Runtime;

/// <summary>What a progress report counts.</summary>
public sealed class ProgressHeader
{
    /// <summary>The names of what is counted.</summary>
    public readonly IReadOnlyList<string> UnitNames;

    /// <summary>The names of what is measured besides.</summary>
    public readonly IReadOnlyList<string> MetricNames;

    /// <summary>Metrics and units; null for none.</summary>
    public ProgressHeader(string[] metricNames, string[] unitNames)
    {
        MetricNames = metricNames ?? [];
        UnitNames = unitNames ?? [];
    }

    /// <summary>Units only.</summary>
    public ProgressHeader(params string[] unitNames)
        : this(null, unitNames)
    {
    }
}
