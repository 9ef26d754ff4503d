using FaceML.Training.Classical;
using FaceML.Training.Data;
using FaceML.Training.Fusion;

namespace FaceML.Liveness;

/// <summary>
/// Learns a liveness head. Which features it goes by and how strongly its weights are held small is decided by cross-validation: each
/// fold's people are scored by heads that have not seen them. Of all choices within one standard error of the best, the one with the fewest
/// numbers and the strongest pull is taken (Breiman, Friedman, Olshen and Stone 1984, the 1-SE rule).
/// </summary>
internal static class LivenessHeadTrainer
{
    private const int MostFolds = 10, TextureComponents = 24;
    private static readonly double[] Ridges = [1, 1e-1, 1e-2, 1e-3, 1e-4];

    /// <summary>A head and how it was chosen.</summary>
    /// <param name="Head">The head, learned from all samples.</param>
    /// <param name="Ridge">The pull on its weights.</param>
    /// <param name="Folds">The folds of the cross-validation.</param>
    /// <param name="OutOfFold">The probability of each sample by the head that has not seen its person.</param>
    internal sealed record Result(LivenessHead Head, double Ridge, int Folds, float[] OutOfFold);

    private sealed record Candidate(
        FaceLivenessFeatures Features, double Ridge, int Length, float[] Scores, double Loss, double StandardError);

    /// <param name="samples">Live faces of two people and attacks on two at least.</param>
    /// <param name="allowed">The features that may be chosen.</param>
    /// <param name="seed">Decides the folds.</param>
    /// <param name="cancellation">Ends it between two folds.</param>
    /// <exception cref="TrainingDataException">There are too few people.</exception>
    public static Result Train(LivenessSamples samples, FaceLivenessFeatures allowed, int seed, CancellationToken cancellation)
    {
        Require(samples);
        int[] folds = samples.Folds(MostFolds, seed);
        FaceLivenessFeatures[] subsets =
            [.. Enumerable.Range(1, (int)FaceLivenessFeatures.All).Select(i => (FaceLivenessFeatures)i).Where(f => (f & ~allowed) == 0)];
        Dictionary<(FaceLivenessFeatures, double), float[]> scores = [];
        foreach (FaceLivenessFeatures subset in subsets)
        {
            Array.ForEach(Ridges, ridge => scores.Add((subset, ridge), new float[samples.Count]));
        }

        int[] used = [.. folds.Distinct().Order()];
        foreach (int fold in used)
        {
            int[] held = [.. Enumerable.Range(0, samples.Count).Where(i => folds[i] == fold)];
            LivenessSamples training = samples.Take([.. Enumerable.Range(0, samples.Count).Where(i => folds[i] != fold)]);
            foreach (FaceLivenessFeatures subset in subsets)
            {
                foreach ((double ridge, LivenessHead head) in Fit(training, subset, Ridges))
                {
                    Array.ForEach(held, i => scores[(subset, ridge)][i] = head.Probability(samples.Faces[i]));
                }

                cancellation.ThrowIfCancellationRequested();
            }
        }

        Candidate[] candidates = [.. scores.Select(entry => Judge(samples, folds, used, entry.Key.Item1, entry.Key.Item2, entry.Value))];
        Candidate best = candidates.MinBy(candidate => candidate.Loss)!;
        Candidate chosen = candidates.Where(candidate => candidate.Loss <= best.Loss + best.StandardError)
            .OrderBy(candidate => candidate.Length).ThenByDescending(candidate => candidate.Ridge).First();
        return new Result(Fit(samples, chosen.Features, [chosen.Ridge]).Single().Head, chosen.Ridge, used.Length, chosen.Scores);
    }

    private static IEnumerable<(
        double Ridge, LivenessHead Head)> Fit(LivenessSamples samples, FaceLivenessFeatures features, double[] ridges)
    {
        PrincipalComponents? texture = features.HasFlag(FaceLivenessFeatures.ColorTexture)
            ? PrincipalComponents.Fit(
                EmbeddingSet.FromVectors([.. samples.Faces.Select(face => face.ColorTexture!)], samples.People), TextureComponents)
            : null;
        float[] rows = [.. samples.Faces.SelectMany(face => LivenessHead.Row(face, features, texture))];
        double[] weights = samples.Weights();
        return ridges.Select(ridge => (ridge, new LivenessHead(features, texture, LogisticFusion.Fit(rows, samples.Live, weights, ridge))));
    }

    private static Candidate Judge(
        LivenessSamples samples, int[] folds, int[] used, FaceLivenessFeatures features, double ridge, float[] scores)
    {
        double[] weights = samples.Weights();
        double Loss(IEnumerable<int> rows)
        {
            double sum = 0, total = 0;
            foreach (int i in rows)
            {
                sum -= weights[i] * Math.Log(Math.Max(1e-9, samples.Live[i] ? scores[i] : 1 - scores[i]));
                total += weights[i];
            }

            return sum / total;
        }

        int[] all = [.. Enumerable.Range(0, samples.Count)];
        double[] byFold = [.. used.Select(fold => Loss(all.Where(i => folds[i] == fold)))];
        double mean = byFold.Average(), variance = byFold.Sum(loss => (loss - mean) * (loss - mean)) / (byFold.Length - 1);
        return new Candidate(features, ridge, LengthOf(samples.Faces[0], features), scores, Loss(all), Math.Sqrt(variance / byFold.Length));
    }

    private static int LengthOf(LivenessDescription face, FaceLivenessFeatures features) =>
        (features.HasFlag(FaceLivenessFeatures.Network) ? face.Network!.Length : 0)
        + (features.HasFlag(FaceLivenessFeatures.Statistics) ? face.Statistics!.Length : 0)
        + (features.HasFlag(FaceLivenessFeatures.ColorTexture) ? TextureComponents : 0);

    private static void Require(LivenessSamples samples)
    {
        int People(bool live) => Enumerable.Range(0, samples.Count).Where(i => samples.Live[i] == live)
            .Select(i => samples.People[i]).Distinct().Count();
        if (People(true) < 2 || People(false) < 2)
        {
            throw new TrainingDataException(TrainingDataProblem.OneIdentity,
                $"A liveness head needs live faces of at least 2 people and attacks on at least 2, besides those who are held out for "
                    + $"the threshold; there are {People(true)} and {People(false)}.");
        }
    }
}
