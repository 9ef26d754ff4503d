using System.Numerics.Tensors;
using FaceML.Training.Algebra;
using FaceML.Training.Data;

namespace FaceML.Training;

/// <summary>The comparisons of a held-out part, to tell whether training helped: the same pairs before and after.</summary>
internal static class HeldOutPairs
{
    /// <summary>
    /// The cosines of all genuine pairs of a set and of its impostor pairs, with the people of each; of too many impostor pairs a random
    /// part. The same labels and seed give the same pairs in the same order, whatever the vectors are.
    /// </summary>
    /// <param name="set">The vectors, of any length but zero.</param>
    /// <param name="mostImpostors">How many impostor pairs are taken at most, at least 1.</param>
    /// <param name="seed">Decides which.</param>
    /// <exception cref="EvaluationDataException">There is no genuine or no impostor pair.</exception>
    public static ComparisonScores Score(EmbeddingSet set, int mostImpostors = 200_000, long seed = 1)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostImpostors, 1);
        long genuine = set.ByIdentity().Values.Sum(rows => (long)rows.Count * (rows.Count - 1) / 2);
        long impostors = (long)set.Count * (set.Count - 1) / 2 - genuine;
        var random = new TrainingRandom(seed);
        List<float> scores = [];
        List<bool> labels = [];
        List<int> first = [], second = [];
        long wanted = Math.Min(mostImpostors, impostors), left = impostors;
        for (int i = 0; i < set.Count; i++)
        {
            for (int j = i + 1; j < set.Count; j++)
            {
                bool same = set.Labels[i] == set.Labels[j];
                // Selection sampling (Knuth, The Art of Computer Programming, volume 2, algorithm 3.4.2 S).
                if (!same && random.NextDouble() * left-- >= wanted)
                {
                    continue;
                }

                wanted -= same ? 0 : 1;
                scores.Add(TensorPrimitives.CosineSimilarity(set.Row(i), set.Row(j)));
                labels.Add(same);
                first.Add(set.Labels[i]);
                second.Add(set.Labels[j]);
            }
        }

        return new ComparisonScores([.. scores], [.. labels], [.. first], [.. second]);
    }

    /// <summary>What a change of the vectors did to their comparisons, with intervals of the paired bootstrap over people.</summary>
    /// <param name="before">The vectors before.</param>
    /// <param name="after">Those after, of the same rows; of the same or another length.</param>
    /// <param name="options">Confidence, replicates, false match rates; null for 95 %, 500 replicates, 0.01 and 0.001.</param>
    /// <param name="mostImpostors">How many impostor pairs are taken at most.</param>
    /// <exception cref="EvaluationDataException">The rows are not the same, or there are no pairs of both kinds.</exception>
    public static PairedComparison Compare(
        EmbeddingSet before, EmbeddingSet after, EvaluationOptions? options = null, int mostImpostors = 200_000)
    {
        ComparisonScores first = Score(before, mostImpostors), second = Score(after, mostImpostors);
        options ??= new EvaluationOptions { Replicates = 500, FalseMatchRates = [1e-2, 1e-3] };
        // Decisions by a common rule: each side's threshold at the strictest rate asked for.
        double rate = options.FalseMatchRates.Count == 0 ? 1e-3 : options.FalseMatchRates.Min();
        return PairedComparison.Of(first, second, Threshold(first, rate), Threshold(second, rate), options);
    }

    private static float Threshold(ComparisonScores scores, double rate) =>
        MathF.BitIncrement(scores.Impostor[^(1 + (int)Math.Floor(rate * scores.ImpostorCount))]);
}
