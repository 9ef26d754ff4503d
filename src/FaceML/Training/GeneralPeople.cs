using System.Runtime.InteropServices;
using FaceML.Evaluation;
using FaceML.Training.Data;
using FaceML.Training.Heads;

namespace FaceML.Training;

/// <summary>
/// How far a head may go with people of other kinds than those it learned from: it is drawn towards the embeddings as they came until the
/// loss on such people is shown to be small.
/// </summary>
internal static class GeneralPeople
{
    private static readonly double[] Weights = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];

    /// <summary>Draws a head.</summary>
    /// <param name="head">The head.</param>
    /// <param name="general">Embeddings, before the head, of people whom it did not learn from.</param>
    /// <param name="most">How much the equal error rate may rise at most: the upper end of the 95 % interval of the difference.</param>
    /// <param name="cancellationToken">Ends it between two weights.</param>
    /// <returns>The head at the largest weight that loses no more, the weight and the difference; no head where no weight does.</returns>
    /// <exception cref="EvaluationDataException">There is no genuine or no impostor pair.</exception>
    public static (MetricHead? Head, double Weight, PairedDifference Change) Keep(
        MetricHead head, EmbeddingSet general, double most, CancellationToken cancellationToken)
    {
        PairedDifference? change = null;
        foreach (double weight in Weights)
        {
            cancellationToken.ThrowIfCancellationRequested();
            MetricHead drawn = head.Attenuated(weight);
            change = HeldOutPairs.Compare(general, drawn.Transform(general)).Differences.Single(d => d.Figure == "EER");
            if (change.Difference.High <= most)
            {
                return (drawn, weight, change);
            }
        }

        return (null, 0, change!);
    }

    /// <summary>Refuses general people whose images are learned from: the loss on them would look too small.</summary>
    /// <exception cref="TrainingDataException">An embedding stands on both sides, or the lengths differ.</exception>
    public static void CheckDisjoint(EmbeddingSet learned, EmbeddingSet general)
    {
        if (learned.Length != general.Length)
        {
            throw new TrainingDataException(TrainingDataProblem.UnequalLengths,
                $"The embeddings of general people have {general.Length} numbers, those to learn from {learned.Length}.");
        }

        HashSet<string> known = [.. Enumerable.Range(0, learned.Count).Select(row => Key(learned, row))];
        int shared = Enumerable.Range(0, general.Count).Count(row => known.Contains(Key(general, row)));
        if (shared > 0)
        {
            throw new TrainingDataException(TrainingDataProblem.IdentityInBothParts,
                $"{shared} images of general people are also among those to learn from; others are needed.");
        }
    }

    private static string Key(EmbeddingSet set, int row) => Convert.ToBase64String(MemoryMarshal.AsBytes(set.Row(row)));
}
