namespace FaceML.Evaluation.AllPairs;

/// <summary>
/// The kept pairs of an all-pairs comparison from the most dangerous on, and what they weigh when people weigh differently.
/// </summary>
internal sealed class AllPairsTails
{
    private readonly IReadOnlyList<ScoredPair> impostors;
    private readonly IReadOnlyList<ScoredPair> genuine;
    private readonly IReadOnlyList<int> people;
    private readonly IdentityClusters impostorClusters;
    private readonly IdentityClusters genuineClusters;
    private readonly double[] impostorSums;
    private readonly double[] genuineSums;
    private readonly double[] ones;
    private double impostorTotal;
    private double genuineTotal;

    public AllPairsTails(AllPairsResult result)
    {
        if (result.Genuine.Total == 0 || result.Impostor.Total == 0)
        {
            throw new EvaluationDataException(
                $"There are {result.Genuine.Total} genuine and {result.Impostor.Total} impostor comparisons; both are needed.");
        }

        (impostors, genuine, people) = (result.LargestImpostors, result.SmallestGenuine, result.Identities);
        int[] samples = [.. result.SamplesPerIdentity];
        (impostorClusters, genuineClusters) = (IdentityClusters.AllPairs(samples), IdentityClusters.AllGenuine(samples));
        (impostorSums, genuineSums) = (new double[impostors.Count + 1], new double[genuine.Count + 1]);
        ones = new double[samples.Length];
        Array.Fill(ones, 1);
    }

    /// <summary>Gives people weights, null for one each; false when a class is left without any.</summary>
    public bool Weigh(double[]? weights)
    {
        weights ??= ones;
        (impostorTotal, genuineTotal) = (impostorClusters.TotalWeight(weights), genuineClusters.TotalWeight(weights));
        for (int i = 0; i < impostors.Count; i++)
        {
            impostorSums[i + 1] = impostorSums[i] + (weights[people[impostors[i].First]] * weights[people[impostors[i].Second]]);
        }

        for (int i = 0; i < genuine.Count; i++)
        {
            genuineSums[i + 1] = genuineSums[i] + weights[people[genuine[i].First]];
        }

        return impostorTotal > 0 && genuineTotal > 0;
    }

    /// <summary>The equal error rate and the true match rate at each false match rate; NaN beyond the tails.</summary>
    public double[] Figures(double[] rates) =>
        [EqualErrorRate(), .. rates.Select(r => ThresholdAt(r) is { } threshold ? 1 - NonMatches(threshold) : double.NaN)];

    /// <summary>
    /// The lowest threshold at which the share of impostor comparisons is at most <paramref name="rate"/>; null beyond the tail.
    /// </summary>
    public float? ThresholdAt(double rate)
    {
        int first = FirstAbove(impostorSums, rate * impostorTotal);
        return first > impostors.Count ? null : MathF.BitIncrement(impostors[first - 1].Score);
    }

    /// <summary>Both rates at a threshold that the tails reach, else null. People weigh one each.</summary>
    public OperatingPoint? At(float threshold, double confidence)
    {
        if ((impostors.Count < impostorClusters.Comparisons && !(threshold > impostors[^1].Score))
            || (genuine.Count < genuineClusters.Comparisons && threshold > genuine[^1].Score))
        {
            return null;
        }

        (int, int) People(ScoredPair pair) => (people[pair.First], people[pair.Second]);
        ScoredPair[] matched = [.. impostors.TakeWhile(p => p.Score >= threshold)], missed =
            [.. genuine.TakeWhile(p => p.Score < threshold)];
        return new OperatingPoint(threshold,
            Estimate.Rate(matched.Length, impostorClusters.Comparisons,
                impostorClusters.EffectiveSize(matched.Select(People), (1 + confidence) / 2), confidence),
            Estimate.Rate(missed.Length, genuineClusters.Comparisons,
                genuineClusters.EffectiveSize(missed.Select(People), (1 + confidence) / 2), confidence));
    }

    private double EqualErrorRate()
    {
        // Along the impostors' tail FMR rises and FNMR falls.
        int low = 0, high = impostors.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            double missed = NonMatches(impostors[middle].Score);
            if (double.IsNaN(missed) || impostorSums[middle + 1] / impostorTotal < missed)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low == impostors.Count ? double.NaN : ((impostorSums[low + 1] / impostorTotal) + NonMatches(impostors[low].Score)) / 2;
    }

    // The share of genuine comparisons below the threshold; NaN beyond the tail.
    private double NonMatches(float threshold)
    {
        int low = 0, high = genuine.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = genuine[middle].Score < threshold ? (middle + 1, high) : (low, middle);
        }

        return low == genuine.Count && genuine.Count < genuineClusters.Comparisons ? double.NaN : genuineSums[low] / genuineTotal;
    }

    // The first place of the rising sums that exceeds the limit; past the end when none does.
    private static int FirstAbove(double[] sums, double limit)
    {
        int low = 0, high = sums.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sums[middle] <= limit * (1 + 1e-12) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
