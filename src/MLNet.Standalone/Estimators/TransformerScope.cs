namespace Microsoft.ML.Data;

/// <summary>When a transformer of a chain takes part.</summary>
[Flags]
public enum TransformerScope
{
    /// <summary>Never.</summary>
    None = 0,

    /// <summary>While the chain is fitted.</summary>
    Training = 1,

    /// <summary>While it is evaluated.</summary>
    Testing = 2,

    /// <summary>While it is used.</summary>
    Scoring = 4,

    /// <summary>While it is fitted and evaluated.</summary>
    TrainTest = Training | Testing,

    /// <summary>Always.</summary>
    Everything = Training | Testing | Scoring,
}
