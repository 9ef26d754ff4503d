using FaceML.Data;
using FaceML.Evaluation;

namespace FaceML.Bench.Lfw;

/// <summary>The figures of LFW's View 2 as FaceML measures them.</summary>
internal sealed record View2Result(FoldAccuracy Accuracy, VerificationMetrics Metrics)
{
    /// <summary>TAR at FAR 1e-3: three impostor pairs.</summary>
    public Estimate TrueMatchRate => Metrics.MatchRates[0].TrueMatchRate;

    public static View2Result Of(IReadOnlyList<ImagePair> pairs, Func<ImagePair, float> score)
    {
        float[] scores = [.. pairs.Select(score)];
        bool[] genuine = [.. pairs.Select(p => p.IsGenuine)];
        Dictionary<string, int> people = pairs.SelectMany(p => (string[])[p.FirstIdentity!, p.SecondIdentity!]).Distinct().Index().ToDictionary(p => p.Item, p => p.Index);
        ComparisonScores comparisons = new(scores, genuine, [.. pairs.Select(p => people[p.FirstIdentity!])], [.. pairs.Select(p => people[p.SecondIdentity!])]);
        return new(FoldAccuracy.Measure(scores, genuine, [.. pairs.Select(p => p.Fold)]),
            VerificationMetrics.Measure(comparisons, new EvaluationOptions { FalseMatchRates = [1e-3] }));
    }
}
