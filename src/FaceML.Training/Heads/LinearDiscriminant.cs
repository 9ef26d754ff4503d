using FaceML.Training.Classical;

namespace FaceML.Training.Heads;

/// <summary>
/// A <see cref="MetricHead"/> in closed form, from the covariance within identities. Two forms, the better one chosen by cross-validation
/// over identities:
/// <list type="bullet">
/// <item>Whitening: embeddings are centered and whitened by that covariance (WCCN: Hatch, Kajarekar and Stolcke, "Within-class covariance
/// normalization for SVM-based speaker recognition", 2006), and, where a shorter vector is asked for, projected on the directions in which
/// identities then differ most (linear discriminant analysis, Fisher 1936).</item>
/// <item>Removal of nuisance directions: the few directions in which one identity varies most are taken out and all others stay as they
/// are (nuisance attribute projection: Campbell et al., "SVM based speaker verification using a GMM supervector kernel and NAP variability
/// compensation", 2006), with a smooth edge: a direction with the variance v is multiplied by 1/(1 + (v/cutoff)⁴).</item>
/// </list>
/// Thread-safe; the same data and settings give the same head, bit for bit, on the same machine.
/// </summary>
internal static class LinearDiscriminant
{
    // Dense where the choice matters: the optimum moves towards 1 the fewer people there are.
    private static readonly double[] Shrinkages = [0.2, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

    // In units of the mean variance; a factor of the root of 2 between them.
    private static readonly double[] Cutoffs = [4, 5.7, 8, 11.3, 16, 22.6, 32, 45];

    private const double Steepness = 4;

    // Without people to choose by: little is known about how one of them varies.
    private static readonly Form Unknown = new(0.9, null);

    /// <summary>Finds the head.</summary>
    /// <param name="set">At least two identities, one of them with at least two embeddings; they are normalized first.</param>
    /// <param name="options">The settings; null for the defaults. With fewer than four identities the form cannot be chosen and is
    /// whitening with a shrinkage of 0.9.</param>
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
        var solver = new Solver(IdentityScatter.Measure(unit), options.Seed);
        if (options.OutputLength is { } length && length != unit.Length && length > solver.LongestOutput)
        {
            throw new ArgumentOutOfRangeException(nameof(options), length,
                $"{nameof(options.OutputLength)} must be at most {solver.LongestOutput}, the number of identities less one; it is "
                    + $"{length}.");
        }

        (Form form, double before, double after) = options is { Shrinkage: null, Cutoff: null }
            ? Choose(unit, options, cancellationToken)
            : (new Form(options.Shrinkage, options.Cutoff), double.NaN, double.NaN);
        return new LinearDiscriminantResult(solver.Solve(form, options.OutputLength), form.Shrinkage, form.Cutoff, before, after);
    }

    private static (Form Form, double Before, double After) Choose(
        EmbeddingSet unit, LinearDiscriminantOptions options, CancellationToken cancellationToken)
    {
        // Of each form what departs least from the embeddings as they came goes last.
        bool shorter = options.OutputLength is { } length && length != unit.Length;
        Form[] forms = [.. Shrinkages.Select(s => new Form(s, null)), .. shorter ? [] : Cutoffs.Select(c => new Form(null, c))];
        double[][] rates = [.. IdentityFolds.Split(unit, options.Folds, options.Seed)
            .Where(fold => fold.Learn.Count > fold.Learn.ByIdentity().Count)
            .Select(fold => Rates(fold.Learn, fold.HeldOut, forms, options, cancellationToken))
            .Where(round => round.All(double.IsFinite))];
        if (rates.Length == 0)
        {
            return (Unknown, double.NaN, double.NaN);
        }

        double[] means = [.. Enumerable.Range(0, forms.Length + 1).Select(i => rates.Average(round => round[i]))];
        int best = Enumerable.Range(1, forms.Length).MaxBy(i => (means[i], i));
        return (forms[best - 1], means[0], means[best]);
    }

    // The embeddings as they came, then every form.
    private static double[] Rates(EmbeddingSet learn, EmbeddingSet heldOut, Form[] forms, LinearDiscriminantOptions options,
        CancellationToken cancellationToken)
    {
        var solver = new Solver(IdentityScatter.Measure(learn), options.Seed);
        int? length = options.OutputLength is { } asked && asked != learn.Length ? Math.Min(asked, solver.LongestOutput) : null;
        double[] rates = new double[forms.Length + 1];
        rates[0] = VerificationMetric.TrueMatchRate(heldOut, options.ValidationFalseMatchRate);
        Parallel.For(0, forms.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, i =>
            rates[i + 1] = VerificationMetric.TrueMatchRate(
                solver.Solve(forms[i], length).Transform(heldOut), options.ValidationFalseMatchRate));
        return rates;
    }

    // One of both is there.
    private sealed record Form(double? Shrinkage, double? Cutoff);

    private sealed class Solver(IdentityScatter scatter, long seed)
    {
        private readonly Lazy<SymmetricSpectrum> spectrum =
            new(() => SymmetricSpectrum.Decompose(scatter.Within(0), scatter.Length));

        public int LongestOutput => Math.Min(scatter.Length, scatter.Means.Length / scatter.Length - 1);

        public MetricHead Solve(Form form, int? outputLength)
        {
            int size = scatter.Length, rows = size;
            float[] weights = Scaled(form.Cutoff is { } cutoff ? WithoutNuisance(cutoff) : Whitening(form.Shrinkage!.Value));
            if (outputLength is { } length && length != size)
            {
                weights = Shortened(weights, length, out rows);
            }

            float[] mean = Array.ConvertAll(scatter.Mean, m => (float)m), bias = new float[rows];
            for (int i = 0; i < rows; i++)
            {
                bias[i] = -TensorPrimitives.Dot(weights.AsSpan(i * size, size), mean);
            }

            return MetricHead.Linear(size, rows, weights, bias);
        }

        private float[] Whitening(double shrinkage) =>
            Array.ConvertAll(PositiveDefinite.Whitening(scatter.Within(shrinkage), scatter.Length), w => (float)w);

        private float[] WithoutNuisance(double cutoff)
        {
            double unit = cutoff * scatter.MeanWithin;
            return spectrum.Value.Apply(v => 1 / (1 + Math.Pow(Math.Max(v, 0) / unit, Steepness)));
        }

        // The size of the numbers does not change the cosines, but it does what a learning rate means to a head that goes on from here,
        // and what a mean with the embeddings as they came is: that of the unit matrix.
        private float[] Scaled(float[] weights)
        {
            TensorPrimitives.Multiply(weights, MathF.Sqrt(scatter.Length) / TensorPrimitives.Norm<float>(weights), weights);
            return weights;
        }

        private float[] Shortened(float[] weights, int length, out int rows)
        {
            int size = scatter.Length, identities = scatter.Means.Length / size;
            float[] means = new float[scatter.Means.Length];
            MatrixProduct.MultiplyByTransposed(scatter.Means, weights, means, identities, size, size);
            (float[] directions, float[] singular) = Subspace.Dominant(means, identities, size, length, new TrainingRandom(seed));
            rows = singular.Length;
            float[] projected = new float[rows * size];
            MatrixProduct.Multiply(directions, weights, projected, rows, size, size);
            return projected;
        }
    }
}
