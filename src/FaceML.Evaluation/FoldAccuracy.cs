using MathNet.Numerics.Distributions;

namespace FaceML.Evaluation;

/// <summary>
/// Accuracy under cross-validation as LFW's View 2 asks for it (Huang et al. 2007): for every fold the threshold with the best
/// accuracy on the other folds is applied to it; reported are the mean and the standard error S/√folds (S with n − 1). Immutable.
/// </summary>
/// <param name="Accuracy">The mean over folds with the interval of Student's t.</param>
/// <param name="StandardError">The standard error of the mean.</param>
/// <param name="Folds">Every fold's accuracy.</param>
/// <param name="Thresholds">The threshold that was applied to each fold.</param>
public sealed record FoldAccuracy(Estimate Accuracy, double StandardError, IReadOnlyList<double> Folds, IReadOnlyList<float> Thresholds)
{
    /// <summary>Measures the folds.</summary>
    /// <param name="scores">Finite scores.</param>
    /// <param name="isGenuine">Their labels.</param>
    /// <param name="folds">The fold of each, 0 to folds − 1; none may be empty.</param>
    /// <param name="confidence">The confidence of the interval.</param>
    /// <exception cref="EvaluationDataException">Different lengths, fewer than two folds, an empty fold, a score that is not finite, a
    /// class missing outside of a fold.</exception>
    public static FoldAccuracy Measure(
        ReadOnlySpan<float> scores, ReadOnlySpan<bool> isGenuine, ReadOnlySpan<int> folds, double confidence = 0.95)
    {
        if (folds.Length != scores.Length || isGenuine.Length != scores.Length)
        {
            throw new EvaluationDataException(
                $"{scores.Length} scores require as many labels and folds; there are {isGenuine.Length} and {folds.Length}.");
        }

        int count = folds.IsEmpty ? 0 : folds.ToArray().Max() + 1;
        if (count < 2)
        {
            throw new EvaluationDataException($"Cross-validation requires at least two folds; there is {count}.");
        }

        double[] accuracies = new double[count];
        float[] thresholds = new float[count];
        for (int fold = 0; fold < count; fold++)
        {
            List<float> trainScores = [], testScores = [];
            List<bool> trainLabels = [], testLabels = [];
            for (int i = 0; i < scores.Length; i++)
            {
                (folds[i] == fold ? testScores : trainScores).Add(scores[i]);
                (folds[i] == fold ? testLabels : trainLabels).Add(isGenuine[i]);
            }

            if (testScores.Count == 0)
            {
                throw new EvaluationDataException($"Fold {fold} of {count} is empty.");
            }

            thresholds[fold] = BestThreshold(new ComparisonScores([.. trainScores], [.. trainLabels]));
            accuracies[fold] = testScores.Zip(testLabels).Count(t => (t.First >= thresholds[fold]) == t.Second) / (double)testScores.Count;
        }

        (double mean, double error, double half) = Student(accuracies, confidence);
        return new FoldAccuracy(
            new Estimate(mean, Math.Max(0, mean - half), Math.Min(1, mean + half), confidence, IntervalMethod.FoldStudent, 0,
                scores.Length),
            error, accuracies, thresholds);
    }

    /// <summary>
    /// The accuracies of two models on the same folds of the same comparisons. The interval of the difference is Student's t on the folds'
    /// differences, so that what both find hard cancels.
    /// </summary>
    /// <param name="first">The first model's.</param>
    /// <param name="second">The second model's.</param>
    /// <param name="confidence">The confidence of the interval.</param>
    /// <exception cref="EvaluationDataException">They are not of as many folds and comparisons.</exception>
    public static PairedDifference Compare(FoldAccuracy first, FoldAccuracy second, double confidence = 0.95)
    {
        if (first.Folds.Count != second.Folds.Count || first.Accuracy.Trials != second.Accuracy.Trials)
        {
            throw new EvaluationDataException(
                $"The same folds are wanted: {first.Accuracy.Trials} comparisons in {first.Folds.Count} and {second.Accuracy.Trials} in "
                    + $"{second.Folds.Count}.");
        }

        (double mean, _, double half) = Student([.. second.Folds.Zip(first.Folds, (b, a) => b - a)], confidence);
        return new PairedDifference("Accuracy", first.Accuracy, second.Accuracy,
            new Estimate(mean, Math.Max(-1, mean - half), Math.Min(1, mean + half), confidence, IntervalMethod.FoldStudent, 0,
                first.Accuracy.Trials));
    }

    /// <summary>
    /// A threshold with the most correct decisions. LFW does not say which of several: every threshold between two neighboring scores
    /// decides alike, and several such gaps may tie. Taken is the middle of the range from the lowest to the highest of the best thresholds
    /// or, where the middle itself decides worse, the middle of the best gap nearest to it (the stricter of two as near). The choice
    /// favors neither kind of error: changing the signs of the scores and the classes changes the sign of the threshold.
    /// </summary>
    public static float BestThreshold(ComparisonScores scores)
    {
        IReadOnlyList<CurvePoint> points = ErrorCurve.Of(scores).Points;
        List<(double Low, double High)> best = [];
        double most = double.NegativeInfinity;
        for (int i = 0; i < points.Count; i++)
        {
            double correct = Math.Round(
                (points[i].TrueMatchRate * scores.GenuineCount) + ((1 - points[i].FalseMatchRate) * scores.ImpostorCount));
            if (correct >= most)
            {
                if (correct > most)
                {
                    best.Clear();
                    most = correct;
                }

                best.Add(GapAt(points, i));
            }
        }

        double middle = (best[^1].Low + best[0].High) / 2;
        (double low, double high) = best.MinBy(gap => Math.Max(0, Math.Max(gap.Low - middle, middle - gap.High)));
        float threshold = (float)(middle > low && middle <= high ? middle : (low + high) / 2);

        // Rounding may drop the middle onto the lower neighbor, which must not match.
        return threshold > low ? threshold : MathF.BitIncrement((float)low);
    }

    // The thresholds that decide as point i does lie above Low and up to High: the next score, and its own.
    private static (double Low, double High) GapAt(IReadOnlyList<CurvePoint> points, int i) =>
        i == 0 ? (points[1].Threshold, MathF.BitIncrement(points[1].Threshold))
        : i + 1 == points.Count ? (MathF.BitDecrement(points[i].Threshold), points[i].Threshold)
        : (points[i + 1].Threshold, points[i].Threshold);

    private static (double Mean, double Error, double HalfWidth) Student(double[] values, double confidence)
    {
        int count = values.Length;
        double mean = values.Average(), error = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (count - 1) / count);
        return (mean, error, StudentT.InvCDF(0, 1, count - 1, (1 + confidence) / 2) * error);
    }
}
