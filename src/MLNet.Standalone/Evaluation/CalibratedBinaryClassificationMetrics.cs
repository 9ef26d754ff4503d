namespace Microsoft.ML.Data;

/// <summary>How good two-class decisions and their probabilities are.</summary>
public sealed class CalibratedBinaryClassificationMetrics : BinaryClassificationMetrics
{
    internal CalibratedBinaryClassificationMetrics(BinaryEvaluator rows)
        : base(rows)
    {
        LogLoss = rows.LogLoss;
        LogLossReduction = rows.LogLossReduction;
        Entropy = rows.Entropy;
    }

    /// <summary>The mean logarithmic loss of the probabilities, in bits.</summary>
    public double LogLoss { get; }

    /// <summary>How much of the entropy of the classes the probabilities take away; 1 is all of it, below 0 they mislead.</summary>
    public double LogLossReduction { get; }

    /// <summary>The entropy of the classes, in bits.</summary>
    public double Entropy { get; }
}
