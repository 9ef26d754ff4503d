namespace FaceML.Bench.Lfw;

/// <summary>The figures of LFW's View 2 as FaceML measures them.</summary>
internal sealed record View2Result(ComparisonScores Comparisons, FoldAccuracy Accuracy, VerificationMetrics Metrics)
{
    /// <summary>TAR at FAR 1e-3: three impostor pairs.</summary>
    public Estimate TrueMatchRate => Metrics.MatchRates[0].TrueMatchRate;

    /// <summary>
    /// What differs between two models: the accuracy with its interval over folds, the other figures with theirs over people.
    /// </summary>
    public static IReadOnlyList<PairedDifference> Compare(View2Result first, View2Result second)
    {
        var others = PairedComparison.Of(first.Comparisons, second.Comparisons, first.Accuracy.Thresholds.Average(),
            second.Accuracy.Thresholds.Average(), new EvaluationOptions { FalseMatchRates = [1e-3] });
        return [FoldAccuracy.Compare(first.Accuracy, second.Accuracy), .. others.ErrorRates];
    }

    public static View2Result Of(IReadOnlyList<ImagePair> pairs, Func<ImagePair, float> score)
    {
        float[] scores = [.. pairs.Select(score)];
        bool[] genuine = [.. pairs.Select(p => p.IsGenuine)];
        Dictionary<string, int> people = pairs.SelectMany(p => (string[])[p.FirstIdentity!, p.SecondIdentity!]).Distinct().Index()
            .ToDictionary(p => p.Item, p => p.Index);
        ComparisonScores comparisons =
            new(scores, genuine, [.. pairs.Select(p => people[p.FirstIdentity!])], [.. pairs.Select(p => people[p.SecondIdentity!])]);
        return new(comparisons, FoldAccuracy.Measure(scores, genuine, [.. pairs.Select(p => p.Fold)]),
            VerificationMetrics.Measure(comparisons, new EvaluationOptions { FalseMatchRates = [1e-3] }));
    }
}
