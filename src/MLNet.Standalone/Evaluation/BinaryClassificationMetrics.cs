namespace Microsoft.ML.Data;

/// <summary>How good two-class decisions are. A positive decision is a score above 0.</summary>
public class BinaryClassificationMetrics
{
    internal BinaryClassificationMetrics(BinaryEvaluator rows)
    {
        AreaUnderRocCurve = rows.AreaUnderRocCurve();
        AreaUnderPrecisionRecallCurve = rows.AreaUnderPrecisionRecallCurve();
        PositivePrecision = BinaryEvaluator.Ratio(rows.TruePositives, rows.FalsePositives);
        PositiveRecall = BinaryEvaluator.Ratio(rows.TruePositives, rows.FalseNegatives);
        NegativePrecision = BinaryEvaluator.Ratio(rows.TrueNegatives, rows.FalseNegatives);
        NegativeRecall = BinaryEvaluator.Ratio(rows.TrueNegatives, rows.FalsePositives);
        Accuracy = BinaryEvaluator.Ratio(rows.TruePositives + rows.TrueNegatives, rows.FalsePositives + rows.FalseNegatives);
        double sum = PositivePrecision + PositiveRecall;
        F1Score = sum == 0 ? 0 : 2 * PositivePrecision * PositiveRecall / sum;
        ConfusionMatrix = new ConfusionMatrix(rows);
    }

    /// <summary>The chance that a positive row scores above a negative one, ties counting half.</summary>
    public double AreaUnderRocCurve { get; }

    /// <summary>The part of the decisions that is right.</summary>
    public double Accuracy { get; }

    /// <summary>The part of the positive decisions that is right; 0 when there is none.</summary>
    public double PositivePrecision { get; }

    /// <summary>The part of the positive rows that is found; 0 when there is none.</summary>
    public double PositiveRecall { get; }

    /// <summary>The part of the negative decisions that is right; 0 when there is none.</summary>
    public double NegativePrecision { get; }

    /// <summary>The part of the negative rows that is found; 0 when there is none.</summary>
    public double NegativeRecall { get; }

    /// <summary>The harmonic mean of positive precision and recall; 0 when both are.</summary>
    public double F1Score { get; }

    /// <summary>The area under precision over recall. ML.NET estimates it from a sample beyond 100,000 rows; here all rows count.</summary>
    public double AreaUnderPrecisionRecallCurve { get; }

    /// <summary>The decisions by class.</summary>
    public ConfusionMatrix ConfusionMatrix { get; }
}
