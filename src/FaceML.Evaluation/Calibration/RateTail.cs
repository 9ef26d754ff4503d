namespace FaceML.Evaluation.Calibration;

/// <summary>
/// One class's scores from the most dangerous on: impostor scores falling, genuine scores rising. It may be only the head of them.
/// </summary>
internal sealed class RateTail
{
    private readonly int[]? first;
    private readonly int[]? second;
    private readonly int peopleCount;

    public RateTail(float[] scores, int[]? first, int[]? second, IdentityClusters? clusters, int peopleCount)
    {
        (Scores, this.first, this.second, Clusters, this.peopleCount) = (scores, first, second, clusters, peopleCount);
        Comparisons = clusters?.Comparisons ?? scores.Length;
    }

    public float[] Scores { get; }

    public IdentityClusters? Clusters { get; }

    public long Comparisons { get; }

    public int Identities => Clusters?.Identities ?? 0;

    public static RateTail Of(ComparisonScores scores, bool genuine)
    {
        if (!scores.HasIdentities)
        {
            float[] alone = (genuine ? scores.Genuine : scores.Impostor).ToArray();
            if (!genuine)
            {
                Array.Reverse(alone);
            }

            return new RateTail(alone, null, null, null, 0);
        }

        int count = genuine ? scores.GenuineCount : scores.ImpostorCount, at = 0;
        float[] keys = new float[count];
        int[] rows = new int[count];
        for (int i = 0; i < scores.Count; i++)
        {
            if (scores.IsGenuine[i] == genuine)
            {
                (keys[at], rows[at++]) = (scores.Scores[i], i);
            }
        }

        Array.Sort(keys, rows);
        if (!genuine)
        {
            Array.Reverse(keys);
            Array.Reverse(rows);
        }

        int[] first = new int[count], second = new int[count];
        for (int i = 0; i < count; i++)
        {
            (first[i], second[i]) = (scores.FirstIdentities[rows[i]], scores.SecondIdentities[rows[i]]);
        }

        return new RateTail(keys, first, second,
            IdentityClusters.FromPairs(first.Zip(second), genuine || scores.AreSamples, scores.IdentityCount), scores.IdentityCount);
    }

    /// <summary>
    /// The effective number of independent comparisons where the measured rate is that of the <paramref name="errors"/> most dangerous
    /// scores, for a bound of this one-sided confidence.
    /// </summary>
    public double EffectiveSize(long errors, double confidence) =>
        Clusters is null ? Comparisons : Clusters.EffectiveSize(
            Enumerable.Range(0, (int)errors).Select(i => (first![i], second![i])), confidence);

    /// <summary>
    /// The number of errors that at least a share <paramref name="confidence"/> of the bootstrap's resamples of people keep within
    /// <paramref name="rate"/>: the rate at a threshold is monotone, so bounding it by percentiles is a percentile of the ranks.
    /// </summary>
    public long BootstrapErrors(double rate, double confidence, int replicates, int seed)
    {
        Random random = new(seed);
        double[] people = new double[peopleCount];
        long[] within = new long[replicates];
        for (int b = 0; b < replicates; b++)
        {
            double total;
            do
            {
                for (int i = 0; i < people.Length; i++)
                {
                    people[i] = random.Next(2) * 2;
                }

                total = Clusters!.TotalWeight(people);
            }
            while (total == 0);
            double allowed = rate * total, sum = 0;
            int errors = 0;
            for (; errors < Scores.Length; errors++)
            {
                sum += first![errors] == second![errors] ? people[first[errors]] : people[first[errors]] * people[second[errors]];
                if (sum > allowed)
                {
                    break;
                }
            }

            within[b] = errors;
        }

        Array.Sort(within);
        return within[(int)Math.Floor((1 - confidence) * replicates)];
    }
}
