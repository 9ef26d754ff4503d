namespace FaceML.Training.Losses;

/// <summary>Weights of classes from the number of their images.</summary>
internal static class ClassWeights
{
    private const double Beta = 0.999;

    /// <summary>One weight per class, scaled so that the mean over the images is 1; empty for <see cref="ClassBalance.None"/>.</summary>
    /// <param name="labels">The class of each image, 0 to <paramref name="classes"/> − 1.</param>
    /// <param name="classes">The number of classes; a class without images gets weight 0.</param>
    /// <param name="balance">The rule.</param>
    public static float[] Compute(ReadOnlySpan<int> labels, int classes, ClassBalance balance)
    {
        if (balance == ClassBalance.None)
        {
            return [];
        }

        int[] counts = new int[classes];
        foreach (int label in labels)
        {
            counts[label]++;
        }

        double[] weights = Array.ConvertAll(counts, n =>
            n == 0 ? 0 : balance == ClassBalance.InverseFrequency ? 1.0 / n : (1 - Beta) / (1 - Math.Pow(Beta, n)));
        double total = weights.Zip(counts, (w, n) => w * n).Sum();
        double scale = labels.Length / total;
        return Array.ConvertAll(weights, w => (float)(w * scale));
    }
}
