namespace FaceML.Evaluation;

/// <summary>Two models on the same comparisons: what differs, and whether the data can tell. Immutable.</summary>
/// <param name="Decisions">McNemar's exact test of the decisions at each model's threshold; it takes comparisons as independent.</param>
/// <param name="Accuracy">Share of right decisions, each model at its threshold. All intervals are of the paired bootstrap, over people
/// when they are known.</param>
/// <param name="EqualErrorRate">Equal error rate; lower is better.</param>
/// <param name="AreaUnderCurve">Area under the ROC curve.</param>
/// <param name="TrueMatchRates">The true match rate at each false match rate of the options, in their order.</param>
public sealed record PairedComparison(
    McNemarTest Decisions,
    PairedDifference Accuracy,
    PairedDifference EqualErrorRate,
    PairedDifference AreaUnderCurve,
    IReadOnlyList<PairedDifference> TrueMatchRates)
{
    /// <summary>All figures: accuracy, equal error rate, area under the curve, true match rates.</summary>
    public IReadOnlyList<PairedDifference> Differences => [Accuracy, EqualErrorRate, AreaUnderCurve, .. TrueMatchRates];

    /// <summary>The figures that need no threshold and say most: equal error rate and true match rates.</summary>
    public IReadOnlyList<PairedDifference> ErrorRates => [EqualErrorRate, .. TrueMatchRates];

    /// <summary>One sentence a figure: which model is better, or that they are not separable on these comparisons.</summary>
    public IReadOnlyList<string> Verdicts => [.. Differences.Select(Verdict)];

    /// <summary>The difference of the true match rates at a false match rate of the options.</summary>
    /// <param name="falseMatchRate">One of <see cref="EvaluationOptions.FalseMatchRates"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">It was not measured.</exception>
    public PairedDifference TrueMatchRateAt(double falseMatchRate) =>
        TrueMatchRates.FirstOrDefault(d => d.FalseMatchRate == falseMatchRate)
        ?? throw new ArgumentOutOfRangeException(nameof(falseMatchRate), falseMatchRate,
            $"The false match rate must be one that was measured ({string.Join(", ", TrueMatchRates.Select(d => d.FalseMatchRate))}).");

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
        Estimate[] figures = new ComparisonBootstrap(first, options.Replicates, options.Seed).Estimate(
            weights =>
            {
                double[] a = Figures(first, firstRanked, firstThreshold, weights, options), b =
                    Figures(second, secondRanked, secondThreshold, weights, options);
                return [.. a, .. b, .. b.Zip(a, (y, x) => y - x)];
            },
            firstRanked.HasBothClasses,
            options.Confidence);
        int n = figures.Length / 3;
        return new PairedComparison(McNemarTest.Of(onlyFirst, onlySecond), Difference("Accuracy", 0),
            Difference("EER", 1) with { LowerIsBetter = true }, Difference("AUC", 2), [.. options.FalseMatchRates.Select((rate, i) =>
                Difference($"TAR@FAR={RateText.Of(rate)}", 3 + i) with { FalseMatchRate = rate })]);

        PairedDifference Difference(string name, int i) => new(name, figures[i], figures[n + i], figures[(2 * n) + i]);
    }

    private static string Verdict(PairedDifference difference)
    {
        if (!difference.IsSeparable)
        {
            return $"{difference.Figure}: not separable on these comparisons ({difference.Difference}).";
        }

        string better = difference.SecondIsBetter ? "second" : "first", by = RateText.Of(Math.Abs(difference.Difference.Value));
        return $"{difference.Figure}: the {better} model is better by {by} ({difference.Difference}).";
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
