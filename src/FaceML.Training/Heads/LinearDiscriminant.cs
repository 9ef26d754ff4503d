using System.Numerics.Tensors;
using FaceML.Training.Algebra;
using FaceML.Training.Classical;
using FaceML.Training.Data;

namespace FaceML.Training.Heads;

/// <summary>
/// A <see cref="MetricHead"/> in closed form: embeddings are centered and whitened by the covariance within identities (WCCN: Hatch,
/// Kajarekar and Stolcke, "Within-class covariance normalization for SVM-based speaker recognition", 2006), and, where a shorter vector is
/// asked for, projected on the directions in which identities then differ most (linear discriminant analysis, Fisher 1936). The cosine of
/// what comes out counts a difference the less, the more one identity varies in it. Thread-safe; the same data and settings give the same
/// head, bit for bit, on the same machine.
/// </summary>
public static class LinearDiscriminant
{
    // Dense where the choice matters: the optimum moves towards 1 the fewer people there are.
    private static readonly double[] Grid = [0.2, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

    // Without people to choose by: little is known about how one of them varies.
    private const double UnknownShrinkage = 0.9;

    /// <summary>Finds the head.</summary>
    /// <param name="set">At least two identities, one of them with at least two embeddings; they are normalized first.</param>
    /// <param name="options">The settings; null for the defaults. With fewer than four identities the shrinkage cannot be chosen and is
    /// 0.9.</param>
    /// <param name="cancellationToken">Ends the search between two values.</param>
    /// <exception cref="TrainingDataException">One identity, or no identity with two embeddings that differ.</exception>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public static LinearDiscriminantResult Fit(
        EmbeddingSet set, LinearDiscriminantOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        options ??= new LinearDiscriminantOptions();
        options.Check();
        EmbeddingSet unit = set.Normalized();
        IdentityScatter scatter = IdentityScatter.Measure(unit);
        int most = Math.Min(unit.Length, scatter.Means.Length / scatter.Length - 1);
        if (options.OutputLength is { } length && length != unit.Length && length > most)
        {
            throw new ArgumentOutOfRangeException(nameof(options), length,
                $"{nameof(options.OutputLength)} must be at most {most}, the number of identities less one; it is {length}.");
        }

        (double shrinkage, double before, double after) = options.Shrinkage is { } given
            ? (given, double.NaN, double.NaN)
            : Choose(unit, options, cancellationToken);
        return new LinearDiscriminantResult(Solve(scatter, shrinkage, options.OutputLength, options.Seed), shrinkage, before, after);
    }

    private static (double Shrinkage, double Before, double After) Choose(
        EmbeddingSet unit, LinearDiscriminantOptions options, CancellationToken cancellationToken)
    {
        double[][] rates = [.. IdentityFolds.Split(unit, options.Folds, options.Seed)
            .Where(fold => fold.Learn.Count > fold.Learn.ByIdentity().Count)
            .Select(fold => Rates(fold.Learn, fold.HeldOut, options, cancellationToken))
            .Where(round => round.All(double.IsFinite))];
        if (rates.Length == 0)
        {
            return (UnknownShrinkage, double.NaN, double.NaN);
        }

        double[] means = [.. Enumerable.Range(0, Grid.Length + 1).Select(i => rates.Average(round => round[i]))];
        // Of equals the strongest shrinkage: it departs least from the embeddings as they came.
        int best = Enumerable.Range(1, Grid.Length).MaxBy(i => (means[i], i));
        return (Grid[best - 1], means[0], means[best]);
    }

    // The embeddings as they came, then every value of the grid.
    private static double[] Rates(
        EmbeddingSet learn, EmbeddingSet heldOut, LinearDiscriminantOptions options, CancellationToken cancellationToken)
    {
        IdentityScatter scatter = IdentityScatter.Measure(learn);
        int most = scatter.Means.Length / scatter.Length - 1;
        int? length = options.OutputLength is { } asked && asked != learn.Length ? Math.Min(asked, most) : null;
        double[] rates = new double[Grid.Length + 1];
        rates[0] = VerificationMetric.TrueMatchRate(heldOut, options.ValidationFalseMatchRate);
        Parallel.For(0, Grid.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, i =>
            rates[i + 1] = VerificationMetric.TrueMatchRate(
                Solve(scatter, Grid[i], length, options.Seed).Transform(heldOut), options.ValidationFalseMatchRate));
        return rates;
    }

    private static MetricHead Solve(IdentityScatter scatter, double shrinkage, int? outputLength, long seed)
    {
        int size = scatter.Length;
        double[] whitening = PositiveDefinite.Whitening(scatter.Within(shrinkage), size);
        // The size of the numbers does not change the cosines, but it does what a learning rate means to a head that goes on from here.
        double scale = Math.Sqrt(size) / TensorPrimitives.Norm<double>(whitening);
        float[] weights = Array.ConvertAll(whitening, w => (float)(scale * w));
        int rows = size;
        if (outputLength is { } length && length != size)
        {
            float[] means = new float[scatter.Means.Length];
            int identities = means.Length / size;
            MatrixProduct.MultiplyByTransposed(scatter.Means, weights, means, identities, size, size);
            (float[] directions, float[] singular) = Subspace.Dominant(means, identities, size, length, new TrainingRandom(seed));
            rows = singular.Length;
            float[] projected = new float[rows * size];
            MatrixProduct.Multiply(directions, weights, projected, rows, size, size);
            weights = projected;
        }

        float[] mean = Array.ConvertAll(scatter.Mean, m => (float)m), bias = new float[rows];
        for (int i = 0; i < rows; i++)
        {
            bias[i] = -TensorPrimitives.Dot(weights.AsSpan(i * size, size), mean);
        }

        return MetricHead.Linear(size, rows, weights, bias);
    }
}
