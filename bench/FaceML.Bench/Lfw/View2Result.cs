namespace FaceML.Bench.Lfw;

/// <summary>
/// The figures of LFW's View 2 (Huang et al., 2007): for each fold the threshold that is best on the other folds is applied to it;
/// accuracy is the mean over the folds, its standard error the folds' standard deviation over √folds.
/// </summary>
internal sealed record View2Result(double Accuracy, double StandardError, double EqualErrorRate, double TarAt1e3)
{
    public static View2Result Of(IReadOnlyList<(float Score, bool Same, int Fold)> scores)
    {
        int folds = scores.Max(s => s.Fold) + 1;
        double[] accuracies = new double[folds];
        for (int fold = 0; fold < folds; fold++)
        {
            float threshold = BestThreshold([.. scores.Where(s => s.Fold != fold)]);
            accuracies[fold] = scores.Where(s => s.Fold == fold).Average(s => s.Score >= threshold == s.Same ? 1.0 : 0.0);
        }

        double mean = accuracies.Average();
        double deviation = folds < 2 ? 0 : Math.Sqrt(accuracies.Sum(a => (a - mean) * (a - mean)) / (folds - 1));
        return new(mean, deviation / Math.Sqrt(folds), EqualError(scores), TrueAcceptRate(scores, 1e-3));
    }

    /// <summary>The threshold with the most right decisions; the middle between two scores, of equally good ones the lowest.</summary>
    public static float BestThreshold(IReadOnlyList<(float Score, bool Same, int Fold)> scores)
    {
        var sorted = scores.OrderBy(s => s.Score).ToArray();
        int right = sorted.Count(s => s.Same), best = right;
        float threshold = sorted[0].Score;
        for (int i = 0; i < sorted.Length; i++)
        {
            right += sorted[i].Same ? -1 : 1;
            bool boundary = i + 1 == sorted.Length || sorted[i + 1].Score > sorted[i].Score;
            if (boundary && right > best)
            {
                best = right;
                threshold = i + 1 == sorted.Length ? MathF.BitIncrement(sorted[i].Score) : (sorted[i].Score + sorted[i + 1].Score) / 2;
            }
        }

        return threshold;
    }

    // Where the false match rate and the false non-match rate cross, the mean of the two nearest.
    private static double EqualError(IReadOnlyList<(float Score, bool Same, int Fold)> scores)
    {
        float[] genuine = Sorted(scores, true), impostor = Sorted(scores, false);
        double nearest = double.MaxValue, rate = 1;
        foreach (float threshold in genuine.Concat(impostor))
        {
            double fnmr = (double)Below(genuine, threshold) / genuine.Length, fmr = 1 - (double)Below(impostor, threshold) / impostor.Length;
            if (Math.Abs(fnmr - fmr) < nearest)
            {
                nearest = Math.Abs(fnmr - fmr);
                rate = (fnmr + fmr) / 2;
            }
        }

        return rate;
    }

    private static double TrueAcceptRate(IReadOnlyList<(float Score, bool Same, int Fold)> scores, double falseAcceptRate)
    {
        float[] genuine = Sorted(scores, true), impostor = Sorted(scores, false);
        int allowed = (int)Math.Floor(falseAcceptRate * impostor.Length);
        float threshold = MathF.BitIncrement(impostor[^(allowed + 1)]);
        return 1 - (double)Below(genuine, threshold) / genuine.Length;
    }

    private static float[] Sorted(IReadOnlyList<(float Score, bool Same, int Fold)> scores, bool same) =>
        [.. scores.Where(s => s.Same == same).Select(s => s.Score).Order()];

    private static int Below(float[] sorted, float threshold)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] < threshold ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
