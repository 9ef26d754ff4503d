using FaceML.Evaluation.AllPairs;

namespace FaceML.Evaluation.Calibration;

/// <summary>
/// The largest impostor scores of an all-pairs comparison with the people behind them: what a threshold for a false match rate
/// needs to know of millions of comparisons. Immutable and thread-safe.
/// </summary>
public sealed class ImpostorTail
{
    private readonly float[] scores;
    private readonly int[] first;
    private readonly int[] second;

    /// <summary>A tail.</summary>
    /// <param name="scores">The largest scores of all impostor comparisons, in any order; none that is larger may be missing.</param>
    /// <param name="firstIdentities">The people of the first samples, 0 to people − 1.</param>
    /// <param name="secondIdentities">The people of the second samples.</param>
    /// <param name="samplesPerIdentity">How many samples each person has; every pair of samples of different people was compared.</param>
    /// <exception cref="EvaluationDataException">Lengths, identities or counts that do not fit, or a score that is not finite.</exception>
    public ImpostorTail(ReadOnlySpan<float> scores, ReadOnlySpan<int> firstIdentities, ReadOnlySpan<int> secondIdentities,
        ReadOnlySpan<int> samplesPerIdentity)
    {
        if (firstIdentities.Length != scores.Length || secondIdentities.Length != scores.Length)
        {
            throw new EvaluationDataException(
                $"{scores.Length} scores require as many identities; there are {firstIdentities.Length} first and "
                    + $"{secondIdentities.Length} second ones.");
        }

        int people = 0;
        foreach (int samples in samplesPerIdentity)
        {
            if (samples < 0)
            {
                throw new EvaluationDataException($"A person with {samples} samples is not one.");
            }

            people += samples > 0 ? 1 : 0;
        }

        if (people < 2)
        {
            throw new EvaluationDataException($"Impostor comparisons require at least two people; there are {people}.");
        }

        for (int i = 0; i < scores.Length; i++)
        {
            (int a, int b) = (firstIdentities[i], secondIdentities[i]);
            if (a == b || (uint)a >= samplesPerIdentity.Length || (uint)b >= samplesPerIdentity.Length || samplesPerIdentity[a] == 0
                || samplesPerIdentity[b] == 0)
            {
                throw new EvaluationDataException(
                    $"Row {i}: identities {a} and {b} are no impostor comparison among the {people} people with samples.", i);
            }

            if (!float.IsFinite(scores[i]))
            {
                throw new EvaluationDataException($"Row {i}: the score is {scores[i]}; only finite scores can be evaluated.", i);
            }
        }

        int[] order = [.. Enumerable.Range(0, scores.Length)];
        float[] keys = scores.ToArray();
        Array.Sort(keys, order);
        Array.Reverse(keys);
        Array.Reverse(order);
        (this.scores, first, second) = (keys, new int[keys.Length], new int[keys.Length]);
        for (int i = 0; i < order.Length; i++)
        {
            (first[i], second[i]) = (firstIdentities[order[i]], secondIdentities[order[i]]);
        }

        SamplesPerIdentity = samplesPerIdentity.ToArray();
        Clusters = IdentityClusters.AllPairs(SamplesPerIdentity);
        if (scores.Length > Clusters.Comparisons)
        {
            throw new EvaluationDataException(
                $"The tail has {scores.Length} scores, the people only {Clusters.Comparisons} impostor comparisons.");
        }
    }

    /// <summary>The tail that an all-pairs comparison kept: its largest impostor scores.</summary>
    public static ImpostorTail Of(AllPairsResult result)
    {
        float[] scores = [.. result.LargestImpostors.Select(p => p.Score)];
        int[] first = [.. result.LargestImpostors.Select(p => result.Identities[p.First])];
        int[] second = [.. result.LargestImpostors.Select(p => result.Identities[p.Second])];
        return new ImpostorTail(scores, first, second, [.. result.SamplesPerIdentity]);
    }

    /// <summary>The scores, descending.</summary>
    public ReadOnlySpan<float> Scores => scores;

    /// <summary>The number of all impostor comparisons, of which the tail holds the largest.</summary>
    public long Comparisons => Clusters.Comparisons;

    /// <summary>The number of people.</summary>
    public int Identities => Clusters.Identities;

    internal int[] SamplesPerIdentity { get; }

    internal IdentityClusters Clusters { get; }

    /// <summary>
    /// The quantile, at the confidence, of the scores that the share <paramref name="rate"/> exceeds in resamples of the people: each fits
    /// exceedances, shape and scale above the same u. A resample without a tail counts as +∞.
    /// </summary>
    internal double ResampledScoreAt(ParetoTail fitted, double rate, IdentificationOptions options)
    {
        int count = fitted.Count;
        double[] over = new double[count], weights = new double[count], people = new double[SamplesPerIdentity.Length], found =
            new double[options.Replicates];
        for (int i = 0; i < count; i++)
        {
            over[i] = scores[count - 1 - i] - fitted.Threshold;
        }

        Random random = new(options.Seed);
        for (int b = 0; b < found.Length; b++)
        {
            for (int i = 0; i < people.Length; i++)
            {
                people[i] = random.Next(2) * 2;
            }

            double sum = 0, total = Clusters.TotalWeight(people);
            for (int i = 0; i < count; i++)
            {
                weights[i] = people[first[count - 1 - i]] * people[second[count - 1 - i]];
                sum += weights[i];
            }

            double odds = sum / total / rate;
            found[b] = !(total > 0) || !(sum > 0) || ParetoTail.Parameters(over, weights) is not (double shape, double scale)
                ? double.PositiveInfinity
                : odds <= 1 ? fitted.Threshold
                : fitted.Threshold + ParetoTail.Quantile(shape, scale, odds);
        }

        Array.Sort(found);
        return found[(int)Math.Ceiling(options.Confidence * (found.Length - 1))];
    }

    internal RateTail ToRateTail() => new(scores, first, second, Clusters, SamplesPerIdentity.Length);
}
