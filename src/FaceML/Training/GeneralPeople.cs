using System.Runtime.InteropServices;
using FaceML.Training.Data;
using FaceML.Training.Heads;

namespace FaceML.Training;

/// <summary>
/// How far a head may go with people of other kinds than those it learned from: it is drawn towards the embeddings as they came until the
/// loss on such people is shown to be small.
/// </summary>
internal static class GeneralPeople
{
    // Weights are tenths.
    private const int Steps = 10;

    private const int MostImpostors = 50_000;

    // Where none of n people shows an error, up to 3/n of all may still do so (rule of three: Hanley and Lippman-Hand, "If nothing goes
    // wrong, is everything all right?", 1983); a bootstrap of nothing but successes would claim certainty.
    private const double ZeroErrors = 3;

    private static readonly EvaluationOptions Evaluation = new() { Replicates = 200, FalseMatchRates = [1e-2] };

    /// <summary>Draws a head.</summary>
    /// <param name="head">The head.</param>
    /// <param name="general">Embeddings, before the head, of people whom it did not learn from.</param>
    /// <param name="most">How much the equal error rate may rise at most: the upper end of the 95 % interval of the difference.</param>
    /// <param name="cancellationToken">Ends it between two weights.</param>
    /// <returns>The head at the largest weight that loses no more, the weight and the difference; no head where no weight does.</returns>
    /// <exception cref="TrainingDataException">The people are too few to show so small a loss; says how many are needed.</exception>
    public static (MetricHead? Head, double Weight, PairedDifference Change) Keep(
        MetricHead head, EmbeddingSet general, double most, CancellationToken cancellationToken)
    {
        int people = general.ByIdentity().Values.Count(rows => rows.Count > 1);
        if (people * most < ZeroErrors)
        {
            throw new TrainingDataException(TrainingDataProblem.TooFewImages, string.Create(
                CultureInfo.InvariantCulture,
                $"{people:N0} general people with two images or more cannot show that they lose at most {most}: "
                    + $"{Math.Ceiling(ZeroErrors / most):N0} are needed, or a larger loss must be allowed."));
        }

        // The loss grows with the weight: after the head as it is, bisection.
        (MetricHead Head, PairedDifference Change) last = Try(Steps);
        if (Loses(last.Change))
        {
            (MetricHead Head, PairedDifference Change)? kept = null;
            int low = 0, high = Steps;
            while (high - low > 1)
            {
                int middle = (low + high) / 2;
                last = Try(middle);
                if (Loses(last.Change))
                {
                    high = middle;
                }
                else
                {
                    (low, kept) = (middle, last);
                }
            }

            return kept is { } found ? (found.Head, (double)low / Steps, found.Change) : (null, 0, last.Change);
        }

        return (last.Head, 1, last.Change);

        bool Loses(PairedDifference change) => change.Difference.High > most;

        (MetricHead Head, PairedDifference Change) Try(int tenths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            MetricHead drawn = head.Attenuated((double)tenths / Steps);
            PairedComparison change = HeldOutPairs.Compare(general, drawn.Transform(general), Evaluation, MostImpostors);
            return (drawn, change.EqualErrorRate);
        }
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
