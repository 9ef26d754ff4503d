namespace FaceML.Training.Classical;

/// <summary>How embeddings vary: within identities, and the means of the identities. Immutable.</summary>
internal sealed class IdentityScatter
{
    private readonly double[] within;

    private IdentityScatter(double[] within, float[] means, double[] mean, double imagesPerIdentity) =>
        (this.within, Means, Mean, ImagesPerIdentity) = (within, means, mean, imagesPerIdentity);

    /// <summary>Numbers in an embedding.</summary>
    public int Length => Mean.Length;

    /// <summary>The mean of the identities' means: everybody counts alike, however many images there are.</summary>
    public double[] Mean { get; }

    /// <summary>The mean of each identity less <see cref="Mean"/>, identities × length.</summary>
    public float[] Means { get; }

    /// <summary>
    /// The harmonic mean of the images per identity: a mean of one identity varies by the covariance within, divided by this.
    /// </summary>
    public double ImagesPerIdentity { get; }

    /// <summary>The mean of the variances within identities along the axes, above 0.</summary>
    /// <exception cref="TrainingDataException">The embeddings of everybody are equal.</exception>
    public double MeanWithin
    {
        get
        {
            double trace = 0;
            for (int i = 0; i < Length; i++)
            {
                trace += within[i * Length + i];
            }

            return trace > 0 ? trace / Length : throw new TrainingDataException(
                TrainingDataProblem.TooFewImages, "The embeddings of one identity never differ; images that differ are needed.");
        }
    }

    /// <summary>Measures a set.</summary>
    /// <exception cref="TrainingDataException">One identity, or no identity with two embeddings.</exception>
    public static IdentityScatter Measure(EmbeddingSet set)
    {
        SortedDictionary<int, List<int>> groups = set.ByIdentity();
        IdentityChecks.RequireGenuinePair(groups);
        int size = set.Length, group = 0;
        float[] deviations = set.Values.ToArray(), means = new float[groups.Count * size];
        foreach (List<int> rows in groups.Values)
        {
            Span<float> center = means.AsSpan(group++ * size, size);
            foreach (int row in rows)
            {
                TensorPrimitives.MultiplyAdd(set.Row(row), 1f / rows.Count, center, center);
            }

            foreach (int row in rows)
            {
                Span<float> x = deviations.AsSpan(row * size, size);
                TensorPrimitives.Subtract(x, center, x);
            }
        }

        double[] mean = new double[size];
        for (int i = 0; i < means.Length; i++)
        {
            mean[i % size] += (double)means[i] / groups.Count;
        }

        for (int i = 0; i < means.Length; i++)
        {
            means[i] -= (float)mean[i % size];
        }

        float[] products = new float[size * size];
        MatrixProduct.TransposedMultiply(deviations, deviations, products, size, set.Count, size);
        double freedom = set.Count - groups.Count;
        return new IdentityScatter(
            Array.ConvertAll(products, p => p / freedom), means, mean, groups.Count / groups.Values.Sum(rows => 1.0 / rows.Count));
    }

    /// <summary>
    /// The covariance within identities, shrunk towards a multiple of the unit matrix of the same trace (Ledoit and Wolf, "A
    /// well-conditioned estimator for large-dimensional covariance matrices", 2004): (1 − shrinkage)·S + shrinkage·tr(S)/length·I.
    /// </summary>
    /// <param name="shrinkage">0 to 1; above 0 the result is positive definite.</param>
    /// <exception cref="TrainingDataException">The embeddings of everybody are equal.</exception>
    public double[] Within(double shrinkage)
    {
        double mean = MeanWithin;
        double[] result = new double[Length * Length];
        TensorPrimitives.Multiply(within, 1 - shrinkage, result);
        for (int i = 0; i < Length; i++)
        {
            result[i * Length + i] += shrinkage * mean;
        }

        return result;
    }
}
