using FaceML.Evaluation;
using FaceML.Evaluation.Calibration;
using FaceML.Training.Heads;

namespace FaceML.Training.Classical;

/// <summary>
/// Probabilistic linear discriminant analysis, the two-covariance model (Brümmer and de Villiers, "The speaker partitioning problem",
/// 2010): an identity is a point drawn from N(0, B), an image of it that point with noise from N(0, W). The score of two sets of images is
/// the logarithm of how much likelier they are under one identity than under two, exact for any number of images on either side. Embeddings
/// are centered, whitened and brought to one length first (Garcia-Romero and Espy-Wilson, "Analysis of i-vector length normalization in
/// speaker recognition systems", 2011), which makes them about Gaussian. Covariances of few identities make the ratios too bold: a line
/// fitted to the scores of identities held out in turn brings them back. Immutable and safe to share.
/// </summary>
internal sealed class Plda
{
    private const string Kind = "FMLPLDA1";
    private const int Version = 2;

    private static readonly double[] WithinGrid = [0.2, 0.5, 0.8, 0.95], BetweenGrid = [0.05, 0.2, 0.4, 0.6, 0.8];

    private readonly MetricHead normalization;
    private readonly float[] mean;
    private readonly float[] rotation;
    private readonly float[] ratios;
    private readonly Line line;

    // From the ratio under the model to the one that is given.
    private readonly record struct Line(double Slope, double Intercept);

    private Plda(MetricHead normalization, float[] mean, float[] rotation, float[] ratios, Line line) =>
        (this.normalization, this.mean, this.rotation, this.ratios, this.line) = (normalization, mean, rotation, ratios, line);

    /// <summary>Numbers in an embedding.</summary>
    public int InputLength => normalization.InputLength;

    /// <summary>
    /// For each direction the variance between identities by the variance within one, at least 0; the directions that were found first,
    /// falling.
    /// </summary>
    public ReadOnlySpan<float> Ratios => ratios;

    /// <summary>The factor on the log-likelihood ratios of the model, fitted to identities held out; 1 where there were too few.</summary>
    public double Slope => line.Slope;

    /// <summary>What is added to them after that; 0 where there were too few.</summary>
    public double Intercept => line.Intercept;

    /// <summary>Fits the model.</summary>
    /// <param name="set">At least two identities, one of them with at least two embeddings.</param>
    /// <param name="options">The settings; null for the defaults. With fewer than four identities the shrinkages cannot be chosen and are
    /// strong.</param>
    /// <param name="cancellationToken">Ends the fit between two rounds.</param>
    /// <exception cref="TrainingDataException">One identity, or no identity with two embeddings that differ.</exception>
    public static Plda Fit(EmbeddingSet set, PldaOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        options ??= new PldaOptions();
        options.Check();
        LinearDiscriminantResult start =
            LinearDiscriminant.Fit(set, new LinearDiscriminantOptions { Folds = options.Folds, Seed = options.Seed }, cancellationToken);
        (double within, double between, Line line) = Choose(set, start, options, cancellationToken);
        return new Space(start.Head, set).Solve(within, between, line, options.Seed);
    }

    /// <summary>Brings embeddings into the space in which the noise of every direction has variance 1.</summary>
    /// <param name="embeddings">rows × <see cref="InputLength"/>, row-major, of any length: they are normalized first.</param>
    /// <returns>rows × <see cref="InputLength"/>.</returns>
    /// <exception cref="ArgumentException">Not whole rows.</exception>
    public float[] Project(ReadOnlySpan<float> embeddings)
    {
        int size = InputLength, rows = embeddings.Length / size;
        float[] normal = new float[embeddings.Length], result = new float[embeddings.Length];
        normalization.Transform(embeddings, normal);
        for (int row = 0; row < rows; row++)
        {
            Span<float> x = normal.AsSpan(row * size, size);
            TensorPrimitives.Subtract(x, mean, x);
        }

        MatrixProduct.MultiplyByTransposed(normal, rotation, result, rows, size, size);
        return result;
    }

    /// <summary>The log-likelihood ratio (natural logarithm) that two sets of images show one identity rather than two.</summary>
    /// <param name="enrollment">The projections of one side's images (<see cref="Project"/>), at least one.</param>
    /// <param name="probe">Those of the other side, at least one.</param>
    /// <exception cref="ArgumentException">Not whole rows, or none.</exception>
    public double Score(ReadOnlySpan<float> enrollment, ReadOnlySpan<float> probe)
    {
        int size = InputLength, n = enrollment.Length / size, m = probe.Length / size;
        if (n < 1 || m < 1 || n * size != enrollment.Length || m * size != probe.Length)
        {
            throw new ArgumentException(
                $"Rows of {size} numbers are expected on both sides; {enrollment.Length} and {probe.Length} numbers came.");
        }

        // log p of n images of one identity, per direction, with S their sum: −½·log(1 + nψ) + ½·ψS²/(1 + nψ), and what cancels.
        double score = 0;
        for (int i = 0; i < size; i++)
        {
            double ratio = ratios[i], first = 0, second = 0;
            for (int row = 0; row < n; row++)
            {
                first += enrollment[row * size + i];
            }

            for (int row = 0; row < m; row++)
            {
                second += probe[row * size + i];
            }

            double together = 1 + (n + m) * ratio, one = 1 + n * ratio, other = 1 + m * ratio, sum = first + second;
            score += 0.5 * (Math.Log(one * other / together) + ratio * (
                sum * sum / together - first * first / one - second * second / other));
        }

        return line.Slope * score + line.Intercept;
    }

    /// <summary>The model as bytes: versioned and with a checksum.</summary>
    public byte[] Save() => SealedRecord.Write(Kind, Version, writer =>
    {
        writer.WriteBlock(normalization.Save());
        writer.Write(mean);
        writer.Write(rotation);
        writer.Write(ratios);
        writer.Write(line.Slope);
        writer.Write(line.Intercept);
    });

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="CheckpointException">Damaged, of another version, or numbers that cannot be.</exception>
    public static Plda Load(byte[] bytes) => SealedRecord.Read(bytes, Kind, Version, reader =>
    {
        MetricHead head = MetricHead.Load(reader.ReadBlock("A normalization"));
        int size = head.OutputLength;
        if (head.InputLength != size || (long)size * size * sizeof(float) > bytes.Length)
        {
            throw new CheckpointException($"A normalization of {head.InputLength} → {size} numbers does not fit the model.");
        }

        float[] mean = new float[size], rotation = new float[size * size], ratios = new float[size];
        foreach (float[] numbers in (float[][])[mean, rotation, ratios])
        {
            reader.ReadFinite(numbers, "The model");
        }

        var line = new Line(reader.ReadDouble(), reader.ReadDouble());
        if (!double.IsFinite(line.Slope) || !double.IsFinite(line.Intercept))
        {
            throw new CheckpointException("The model is not finite.");
        }

        return ratios.All(r => r >= 0)
            ? new Plda(head, mean, rotation, ratios, line)
            : throw new CheckpointException("A ratio of variances is below 0.");
    });

    // The strongest shrinkage where no people can be held out. Cllr judges discrimination and the size of the numbers at once; what a line
    // can mend of them is mended first.
    private static (double Within, double Between, Line Line) Choose(
        EmbeddingSet set, LinearDiscriminantResult start, PldaOptions options, CancellationToken cancellationToken)
    {
        (double Within, double Between)[] pairs = [.. WithinGrid.SelectMany(w => BetweenGrid.Select(b => (w, b)))];
        List<float>[] genuine = [.. pairs.Select(_ => new List<float>())], impostor = [.. pairs.Select(_ => new List<float>())];
        foreach ((EmbeddingSet learn, EmbeddingSet heldOut) in IdentityFolds.Split(set, options.Folds, options.Seed))
        {
            if (learn.Count == learn.ByIdentity().Count || heldOut.Count == heldOut.ByIdentity().Count)
            {
                continue;
            }

            MetricHead head = LinearDiscriminant.Fit(
                learn, new LinearDiscriminantOptions { Shrinkage = start.Shrinkage, Cutoff = start.Cutoff }, cancellationToken).Head;
            var space = new Space(head, learn);
            Parallel.For(0, pairs.Length,
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, i =>
                space.Solve(pairs[i].Within, pairs[i].Between, new Line(1, 0), options.Seed).ScorePairs(heldOut, genuine[i], impostor[i]));
        }

        if (genuine[0].Count == 0)
        {
            return (WithinGrid[^1], BetweenGrid[^1], new Line(1, 0));
        }

        Line[] lines = new Line[pairs.Length];
        double[] costs = new double[pairs.Length];
        Parallel.For(0, pairs.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, i =>
        {
            var calibration = ScoreCalibration.Fit(ComparisonScores.FromClasses([.. genuine[i]], [.. impostor[i]]));
            double zero = calibration.LogLikelihoodRatio(0);
            lines[i] = new Line(calibration.LogLikelihoodRatio(1) - zero, zero);
            costs[i] = CalibrationQuality.CostOf(
                [.. genuine[i].Select(s => calibration.LogLikelihoodRatio(s))],
                [.. impostor[i].Select(s => calibration.LogLikelihoodRatio(s))]);
        });
        int best = Array.IndexOf(costs, costs.Min());
        return (pairs[best].Within, pairs[best].Between, lines[best]);
    }

    // All pairs of a set.
    private void ScorePairs(EmbeddingSet set, List<float> genuine, List<float> impostor)
    {
        int size = InputLength;
        float[] projected = Project(set.Values);
        // Of two single images the score is a constant, a sum over each image and a product: only the product differs from pair to pair.
        float[] weighted = new float[projected.Length];
        double[] own = new double[set.Count];
        double constant = 0;
        for (int i = 0; i < size; i++)
        {
            double ratio = ratios[i];
            constant += Math.Log((1 + ratio) * (1 + ratio) / (1 + 2 * ratio));
            for (int row = 0; row < set.Count; row++)
            {
                double x = projected[row * size + i];
                own[row] += 0.5 * ratio * x * x * (1 / (1 + 2 * ratio) - 1 / (1 + ratio));
                weighted[row * size + i] = (float)(x * ratio / (1 + 2 * ratio));
            }
        }

        for (int a = 0; a < set.Count; a++)
        {
            for (int b = a + 1; b < set.Count; b++)
            {
                double score = 0.5 * constant + own[a] + own[b] + TensorPrimitives.Dot(
                    projected.AsSpan(a * size, size), weighted.AsSpan(b * size, size));
                (set.Labels[a] == set.Labels[b] ? genuine : impostor).Add((float)(line.Slope * score + line.Intercept));
            }
        }
    }

    // The embeddings after length normalization, from which models of any shrinkage are made.
    private sealed class Space(MetricHead normalization, EmbeddingSet set)
    {
        private readonly IdentityScatter scatter = IdentityScatter.Measure(normalization.Transform(set));

        public Plda Solve(double withinShrinkage, double betweenShrinkage, Line line, long seed)
        {
            int size = scatter.Length, identities = scatter.Means.Length / size, most = Math.Min(size, identities - 1);
            float[] whitening = Array.ConvertAll(PositiveDefinite.Whitening(scatter.Within(withinShrinkage), size), w => (float)w);
            float[] means = new float[scatter.Means.Length];
            MatrixProduct.MultiplyByTransposed(scatter.Means, whitening, means, identities, size, size);
            (float[] found, float[] singular) = Subspace.Dominant(means, identities, size, most, new TrainingRandom(seed));
            // The mean of a few images varies by their noise too: that part is no difference between identities.
            double[] between = [.. singular.Select(s => Math.Max(0, (double)s * s / (identities - 1) - 1 / scatter.ImagesPerIdentity))];
            double mean = between.Sum() / size;
            float[] ratios = [.. Enumerable.Range(0, size)
                .Select(i => (float)((1 - betweenShrinkage) * (i < between.Length ? between[i] : 0) + betweenShrinkage * mean))];
            float[] basis = Complete(found, size, seed), rotation = new float[size * size];
            MatrixProduct.Multiply(basis, whitening, rotation, size, size, size);
            return new Plda(normalization, Array.ConvertAll(scatter.Mean, m => (float)m), rotation, ratios, line);
        }

        // Directions in which the identities of the set do not differ have one ratio: any basis of them will do.
        private static float[] Complete(float[] directions, int size, long seed)
        {
            float[] basis = new float[size * size];
            directions.CopyTo(basis, 0);
            var random = new TrainingRandom(seed);
            for (int i = directions.Length; i < basis.Length; i++)
            {
                basis[i] = (float)random.NextNormal();
            }

            Subspace.Orthonormalize(basis, size, size);
            return basis;
        }
    }
}
