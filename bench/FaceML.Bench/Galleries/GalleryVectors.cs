namespace FaceML.Bench.Galleries;

/// <summary>Vectors to fill galleries with: those of LFW, then perturbed copies of them until there are enough; or random ones. All of
/// length 1.</summary>
internal static class GalleryVectors
{
    // A copy is as like its original as two images of one person are: the median genuine cosine of the preset fast on LFW is about 0.7.
    private const float Likeness = 0.7f;

    public static float[][] Random(int count, int dimension, int seed)
    {
        float[][] all = new float[count][];
        Parallel.For(0, count, i => all[i] = Unit(new Random((seed * 1_000_003) + i), dimension));
        return all;
    }

    public static float[][] Crowded(float[][] originals, int count, int seed)
    {
        float[][] all = new float[count][];
        Parallel.For(
            0, count, i =>
            all[i] = i < originals.Length ? originals[i]
            : Near(new Random((seed * 1_000_003) + i), originals[i % originals.Length], Likeness));
        return all;
    }

    /// <summary>A unit vector of a cosine with another.</summary>
    public static float[] Near(Random random, float[] vector, float cosine)
    {
        float[] across = Unit(random, vector.Length);
        float dot = TensorPrimitives.Dot<float>(across, vector);
        TensorPrimitives.MultiplyAdd(vector, -dot, across, across);
        TensorPrimitives.Multiply(across, MathF.Sqrt(1 - (cosine * cosine)) / TensorPrimitives.Norm<float>(across), across);
        TensorPrimitives.MultiplyAdd(vector, cosine, across, across);
        TensorPrimitives.Divide(across, TensorPrimitives.Norm<float>(across), across);
        return across;
    }

    private static float[] Unit(Random random, int dimension)
    {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i += 2)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())), angle = 2 * Math.PI * random.NextDouble();
            vector[i] = (float)(radius * Math.Cos(angle));
            if (i + 1 < dimension)
            {
                vector[i + 1] = (float)(radius * Math.Sin(angle));
            }
        }

        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }
}
