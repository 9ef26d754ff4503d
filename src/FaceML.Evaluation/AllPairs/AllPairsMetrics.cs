namespace FaceML.Evaluation.AllPairs;

/// <summary>
/// The figures of an all-pairs comparison, each with its interval: percentile bootstraps over people, from the tails that the comparison
/// kept. A figure that the tails do not reach, in the data or in a resample, is null. Immutable.
/// </summary>
/// <param name="EqualErrorRate">The equal error rate: the mean of FMR and FNMR at the impostor score where they cross.</param>
/// <param name="MatchRates">TAR at the false match rates asked for; those that the tails do not reach are left out.</param>
public sealed record AllPairsMetrics(Estimate? EqualErrorRate, IReadOnlyList<MatchRateAt> MatchRates)
{
    private const double ExpectedEvents = 10;

    /// <summary>Measures <paramref name="result"/>. Takes time in proportion to kept pairs × replicates.</summary>
    /// <param name="result">A comparison that kept rather more than the share of its impostor pairs that the largest rate asks for, and all
    /// genuine pairs or the smallest.</param>
    /// <param name="options">Confidence, replicates, seed, false match rates.</param>
    /// <exception cref="EvaluationDataException">A class without a comparison.</exception>
    public static AllPairsMetrics Measure(AllPairsResult result, EvaluationOptions? options = null)
    {
        options ??= new EvaluationOptions();
        options.Validate();
        AllPairsTails tails = new(result);
        double[] rates = [.. options.FalseMatchRates];
        tails.Weigh(null);
        double[] values = tails.Figures(rates);
        double[][] samples = [.. values.Select(_ => new double[options.Replicates])];
        Random random = new(options.Seed);
        double[] people = new double[result.SamplesPerIdentity.Count];
        for (int b = 0; b < options.Replicates; b++)
        {
            do
            {
                for (int i = 0; i < people.Length; i++)
                {
                    people[i] = random.Next(2) * 2;
                }
            }
            while (!tails.Weigh(people));
            double[] resampled = tails.Figures(rates);
            for (int i = 0; i < samples.Length; i++)
            {
                samples[i][b] = resampled[i];
            }
        }

        Estimate? Make(int figure)
        {
            if (double.IsNaN(values[figure]) || Array.Exists(samples[figure], double.IsNaN))
            {
                return null;
            }

            (double low, double high) = ComparisonBootstrap.Percentiles(samples[figure], options.Confidence);
            return new Estimate(values[figure], Math.Min(low, values[figure]), Math.Max(high, values[figure]), options.Confidence,
                IntervalMethod.IdentityBootstrap, 0,
                result.Genuine.Total + result.Impostor.Total);
        }

        List<MatchRateAt> matches = [];
        tails.Weigh(null);
        for (int i = 0; i < rates.Length; i++)
        {
            if (Make(1 + i) is { } rate)
            {
                matches.Add(new MatchRateAt(
                    rates[i], tails.ThresholdAt(rates[i])!.Value, rate, rates[i] * result.Impostor.Total >= ExpectedEvents));
            }
        }

        return new AllPairsMetrics(Make(0), matches);
    }
}
