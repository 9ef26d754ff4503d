namespace Microsoft.ML.Runtime;

/// <summary>Takes the figures of a progress report.</summary>
public interface IProgressEntry
{
    /// <summary>Sets the progress of a unit.</summary>
    void SetProgress(int index, double value);

    /// <summary>Sets the progress of a unit and where it ends.</summary>
    void SetProgress(int index, double value, double lim);

    /// <summary>Sets a metric.</summary>
    void SetMetric(int index, double value);
}
