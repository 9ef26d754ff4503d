using System.Globalization;

namespace FaceML.Evaluation;

/// <summary>Two models on the same comparisons: what differs, and whether the data can tell. Immutable.</summary>
/// <param name="Decisions">McNemar's exact test of the decisions at each model's threshold; it takes comparisons as independent.</param>
/// <param name="Differences">Accuracy, equal error rate, area under the curve and TAR@FAR with paired bootstrap intervals, over people when they are known.</param>
public sealed record PairedComparison(McNemarTest Decisions, IReadOnlyList<PairedDifference> Differences)
{
    /// <summary>One sentence a figure: which model is better, or that they are not separable on these comparisons.</summary>
    public IReadOnlyList<string> Verdicts => [.. Differences.Select(d => d.IsSeparable
        ? string.Create(CultureInfo.InvariantCulture, $"{d.Figure}: {(d.Difference.Value > 0 == d.Figure.StartsWith("EER", StringComparison.Ordinal) ? "the first" : "the second")} model is better by {Math.Abs(d.Difference.Value):0.######} ({d.Difference}).")
        : $"{d.Figure}: not separable on these comparisons ({d.Difference}).")];

    /// <summary>Compares two models. Figures are measured on the same resamples, so that what both find hard cancels.</summary>
    /// <param name="first">The first model's scores.</param>
    /// <param name="second">The second model's scores of the same comparisons in the same order.</param>
    /// <param name="firstThreshold">The first model's threshold, chosen on other data.</param>
    /// <param name="secondThreshold">The second model's.</param>
    /// <param name="options">Confidence, replicates, seed, false match rates.</param>
    /// <exception cref="EvaluationDataException">Comparisons that are not the same (with the row).</exception>
    public static PairedComparison Of(ComparisonScores first, ComparisonScores second, float firstThreshold, float secondThreshold, EvaluationOptions? options = null)
    {
        options ??= new EvaluationOptions();
        options.Validate();
        RequireSame(first, second);
        long onlyFirst = 0, onlySecond = 0;
        for (int i = 0; i < first.Count; i++)
        {
            bool a = (first.Scores[i] >= firstThreshold) == first.IsGenuine[i], b = (second.Scores[i] >= secondThreshold) == second.IsGenuine[i];
            onlyFirst += a && !b ? 1 : 0;
            onlySecond += b && !a ? 1 : 0;
        }

        RankedScores firstRanked = new(first), secondRanked = new(second);
        string[] names = ["Accuracy", "EER", "AUC", .. options.FalseMatchRates.Select(r => string.Create(CultureInfo.InvariantCulture, $"TAR@FAR={r}"))];
        double[] a0 = Figures(first, firstRanked, firstThreshold, null, options), b0 = Figures(second, secondRanked, secondThreshold, null, options);
        double[][] samples = [.. names.Select(_ => new double[options.Replicates])];
        ComparisonBootstrap bootstrap = new(first, options.Replicates, options.Seed);
        int replicate = 0;
        bootstrap.Run(
            weights =>
            {
                double[] a = Figures(first, firstRanked, firstThreshold, weights, options), b = Figures(second, secondRanked, secondThreshold, weights, options);
                for (int i = 0; i < names.Length; i++)
                {
                    samples[i][replicate] = b[i] - a[i];
                }

                replicate++;
            },
            firstRanked.HasBothClasses);
        return new PairedComparison(McNemarTest.Of(onlyFirst, onlySecond), [.. names.Select((name, i) =>
        {
            (double low, double high) = ComparisonBootstrap.Percentiles(samples[i], options.Confidence);
            double value = b0[i] - a0[i];
            return new PairedDifference(name, a0[i], b0[i],
                new Estimate(value, Math.Min(low, value), Math.Max(high, value), options.Confidence, bootstrap.Method, 0, first.Count));
        })]);
    }

    private static double[] Figures(ComparisonScores scores, RankedScores ranked, float threshold, double[]? weights, EvaluationOptions options)
    {
        double right = 0, all = 0;
        for (int i = 0; i < scores.Count; i++)
        {
            double weight = weights is null ? 1 : weights[i];
            right += (scores.Scores[i] >= threshold) == scores.IsGenuine[i] ? weight : 0;
            all += weight;
        }

        ErrorCurve curve = ranked.Curve(weights);
        return [right / all, curve.EqualErrorRate, curve.AreaUnderCurve, .. options.FalseMatchRates.Select(r => curve.AtFalseMatchRate(r).TrueMatchRate)];
    }

    private static void RequireSame(ComparisonScores first, ComparisonScores second)
    {
        if (first.Count != second.Count || first.HasIdentities != second.HasIdentities)
        {
            throw new EvaluationDataException($"The models were run on different comparisons: {first.Count} and {second.Count}, with and without identities.");
        }

        for (int i = 0; i < first.Count; i++)
        {
            if (first.IsGenuine[i] != second.IsGenuine[i]
                || (first.HasIdentities && (first.FirstIdentities[i] != second.FirstIdentities[i] || first.SecondIdentities[i] != second.SecondIdentities[i])))
            {
                throw new EvaluationDataException($"Row {i}: the two models' comparisons are not the same.", i);
            }
        }
    }
}
