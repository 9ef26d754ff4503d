using System.Globalization;

namespace FaceML.Evaluation;

/// <summary>Two models on the same comparisons: what differs, and whether the data can tell. Immutable.</summary>
/// <param name="Decisions">McNemar's exact test of the decisions at each model's threshold; it takes comparisons as independent.</param>
/// <param name="Differences">Accuracy, equal error rate, area under the curve and TAR@FAR with paired bootstrap intervals, over people when
/// they are known.</param>
public sealed record PairedComparison(McNemarTest Decisions, IReadOnlyList<PairedDifference> Differences)
{
    /// <summary>One sentence a figure: which model is better, or that they are not separable on these comparisons.</summary>
    public IReadOnlyList<string> Verdicts => [.. Differences.Select(d => d.IsSeparable
        ? string.Create(CultureInfo.InvariantCulture,
            $"{d.Figure}: {(d.Difference.Value > 0 == d.Figure.StartsWith("EER", StringComparison.Ordinal) ? "the first" : "the second")} model is better by {RateText.Of(Math.Abs(d.Difference.Value))} ({d.Difference}).")
        : $"{d.Figure}: not separable on these comparisons ({d.Difference}).")];

    /// <summary>Compares two models. Figures are measured on the same resamples, so that what both find hard cancels.</summary>
    /// <param name="first">The first model's scores.</param>
    /// <param name="second">The second model's scores of the same comparisons in the same order.</param>
    /// <param name="firstThreshold">The first model's threshold, chosen on other data.</param>
    /// <param name="secondThreshold">The second model's.</param>
    /// <param name="options">Confidence, replicates, seed, false match rates.</param>
    /// <exception cref="EvaluationDataException">Comparisons that are not the same (with the row).</exception>
    public static PairedComparison Of(
        ComparisonScores first, ComparisonScores second, float firstThreshold, float secondThreshold, EvaluationOptions? options = null)
    {
        options ??= new EvaluationOptions();
        options.Validate();
        RequireSame(first, second);
        long onlyFirst = 0, onlySecond = 0;
        for (int i = 0; i < first.Count; i++)
        {
            bool a = (first.Scores[i] >= firstThreshold) == first.IsGenuine[i], b =
                (second.Scores[i] >= secondThreshold) == second.IsGenuine[i];
            onlyFirst += a && !b ? 1 : 0;
            onlySecond += b && !a ? 1 : 0;
        }

        RankedScores firstRanked = new(first), secondRanked = new(second);
        string[] names = ["Accuracy", "EER", "AUC", .. options.FalseMatchRates
            .Select(r => string.Create(CultureInfo.InvariantCulture, $"TAR@FAR={RateText.Of(r)}"))];
        Estimate[] figures = new ComparisonBootstrap(first, options.Replicates, options.Seed).Estimate(
            weights =>
            {
                double[] a = Figures(first, firstRanked, firstThreshold, weights, options), b =
                    Figures(second, secondRanked, secondThreshold, weights, options);
                return [.. a, .. b, .. b.Zip(a, (y, x) => y - x)];
            },
            firstRanked.HasBothClasses,
            options.Confidence);
        int n = names.Length;
        return new PairedComparison(McNemarTest.Of(onlyFirst, onlySecond),
            [.. names.Select((name, i) => new PairedDifference(name, figures[i], figures[n + i], figures[(2 * n) + i]))]);
    }

    private static double[] Figures(
        ComparisonScores scores, RankedScores ranked, float threshold, double[]? weights, EvaluationOptions options)
    {
        double right = 0, all = 0;
        for (int i = 0; i < scores.Count; i++)
        {
            double weight = weights is null ? 1 : weights[i];
            right += (scores.Scores[i] >= threshold) == scores.IsGenuine[i] ? weight : 0;
            all += weight;
        }

        ErrorCurve curve = ranked.Curve(weights);
        return [right / all, curve.EqualErrorRate, curve.AreaUnderCurve, .. options.FalseMatchRates
            .Select(r => curve.AtFalseMatchRate(r).TrueMatchRate)];
    }

    private static void RequireSame(ComparisonScores first, ComparisonScores second)
    {
        if (first.Count != second.Count || first.HasIdentities != second.HasIdentities)
        {
            throw new EvaluationDataException(
                $"The models were run on different comparisons: {first.Count} and {second.Count}, with and without identities.");
        }

        for (int i = 0; i < first.Count; i++)
        {
            if (first.IsGenuine[i] != second.IsGenuine[i]
                || (first.HasIdentities && (first.FirstIdentities[i] != second.FirstIdentities[i]
                    || first.SecondIdentities[i] != second.SecondIdentities[i])))
            {
                throw new EvaluationDataException($"Row {i}: the two models' comparisons are not the same.", i);
            }
        }
    }
}
