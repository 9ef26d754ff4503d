namespace FaceML.Evaluation;

/// <summary>
/// Bootstrap weights of comparisons. With known people, people are drawn: each gets weight 0 or 2 with probability one half
/// ("double or nothing"), a genuine comparison weighs its person's weight and an impostor comparison the product of both
/// (Owen and Eckles 2012, "Bootstrapping data arrays of arbitrary order": such product weights do not understate the variance).
/// Without people, comparisons are drawn with replacement, each class by itself (Efron and Tibshirani 1993).
/// </summary>
internal sealed class ComparisonBootstrap(ComparisonScores comparisons, int replicates, int seed)
{
    private const int Attempts = 1000;

    public IntervalMethod Method => comparisons.HasIdentities ? IntervalMethod.IdentityBootstrap : IntervalMethod.PairBootstrap;

    /// <summary>
    /// Measures figures on every resample: <paramref name="measure"/> gets the weights, or null for the comparisons as they are, and
    /// gives as many values each time. The estimates' intervals are percentiles and always hold the value.
    /// </summary>
    public Estimate[] Estimate(Func<double[]?, double[]> measure, Func<double[], bool> usable, double confidence)
    {
        double[] values = measure(null);
        double[][] samples = [.. values.Select(_ => new double[replicates])];
        int replicate = 0;
        Run(
            weights =>
            {
                double[] resampled = measure(weights);
                for (int i = 0; i < samples.Length; i++)
                {
                    samples[i][replicate] = resampled[i];
                }

                replicate++;
            },
            usable);
        return [.. values.Select((value, i) =>
        {
            (double low, double high) = Percentiles(samples[i], confidence);
            return new Estimate(value, Math.Min(low, value), Math.Max(high, value), confidence, Method, 0, comparisons.Count);
        })];
    }

    /// <summary>
    /// The percentile interval of <paramref name="values"/> (sorted here): the quantiles at (1 ∓ confidence) / 2, linearly interpolated.
    /// </summary>
    public static (double Low, double High) Percentiles(double[] values, double confidence)
    {
        Array.Sort(values);
        return (Quantile(values, (1 - confidence) / 2), Quantile(values, (1 + confidence) / 2));
    }

    public static double Quantile(double[] ascending, double probability)
    {
        double position = probability * (ascending.Length - 1);
        int index = (int)position;
        double share = position - index;

        // Between two infinite values, or exactly on one, there is nothing to interpolate.
        return index + 1 >= ascending.Length || share == 0 || ascending[index] == ascending[index + 1] ? ascending[index]
            : ascending[index] + (share * (ascending[index + 1] - ascending[index]));
    }

    /// <summary>
    /// Calls <paramref name="each"/> once a replicate with the weights of all comparisons (overwritten by the next call).
    /// </summary>
    private void Run(Action<double[]> each, Func<double[], bool> usable)
    {
        Random random = new(seed);
        double[] weights = new double[comparisons.Count];
        double[] people = new double[comparisons.IdentityCount];
        int[] genuine = Indices(true), impostor = Indices(false);
        for (int b = 0; b < replicates; b++)
        {
            int attempt = 0;
            do
            {
                if (++attempt > Attempts)
                {
                    throw new EvaluationDataException(
                        $"The bootstrap over {comparisons.IdentityCount} identities does not find a resample with both classes: more "
                            + $"people are needed.");
                }

                if (comparisons.HasIdentities)
                {
                    DrawPeople(random, people, weights);
                }
                else
                {
                    Array.Clear(weights);
                    DrawFrom(random, genuine, weights);
                    DrawFrom(random, impostor, weights);
                }
            }
            while (!usable(weights));
            each(weights);
        }
    }

    private void DrawPeople(Random random, double[] people, double[] weights)
    {
        for (int i = 0; i < people.Length; i++)
        {
            people[i] = random.Next(2) * 2;
        }

        ReadOnlySpan<int> first = comparisons.FirstIdentities, second = comparisons.SecondIdentities;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = first[i] == second[i] ? people[first[i]] : people[first[i]] * people[second[i]];
        }
    }

    private static void DrawFrom(Random random, int[] rows, double[] weights)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            weights[rows[random.Next(rows.Length)]]++;
        }
    }

    private int[] Indices(bool genuine)
    {
        List<int> rows = [];
        for (int i = 0; i < comparisons.Count; i++)
        {
            if (comparisons.IsGenuine[i] == genuine)
            {
                rows.Add(i);
            }
        }

        return [.. rows];
    }
}
