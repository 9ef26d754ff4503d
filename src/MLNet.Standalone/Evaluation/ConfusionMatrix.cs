namespace Microsoft.ML.Data;

/// <summary>Rows counted by actual and decided class. The first class is the positive one.</summary>
public sealed class ConfusionMatrix
{
    internal ConfusionMatrix(BinaryEvaluator rows)
    {
        Counts = [[rows.TruePositives, rows.FalseNegatives], [rows.FalsePositives, rows.TrueNegatives]];
        PerClassPrecision = [BinaryEvaluator.Ratio(rows.TruePositives, rows.FalsePositives), BinaryEvaluator.Ratio(rows.TrueNegatives, rows.FalseNegatives)];
        PerClassRecall = [BinaryEvaluator.Ratio(rows.TruePositives, rows.FalseNegatives), BinaryEvaluator.Ratio(rows.TrueNegatives, rows.FalsePositives)];
    }

    /// <summary>For each class the part of the decisions for it that is right.</summary>
    public IReadOnlyList<double> PerClassPrecision { get; }

    /// <summary>For each class the part of its rows that is found.</summary>
    public IReadOnlyList<double> PerClassRecall { get; }

    /// <summary>Rows by actual class, and in these by decided class.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Counts { get; }

    /// <summary>The number of classes.</summary>
    public int NumberOfClasses => Counts.Count;

    /// <summary>The number of rows of an actual class for which another, or the same, was decided.</summary>
    public double GetCountForClassPair(int predictedClassIndicatorIndex, int actualClassIndicatorIndex)
    {
        Check(predictedClassIndicatorIndex, nameof(predictedClassIndicatorIndex));
        Check(actualClassIndicatorIndex, nameof(actualClassIndicatorIndex));
        return Counts[actualClassIndicatorIndex][predictedClassIndicatorIndex];
    }

    private void Check(int index, string parameter)
    {
        if ((uint)index >= (uint)Counts.Count)
        {
            throw new ArgumentException($"There is no class {index} of {Counts.Count}.", parameter);
        }
    }
}
