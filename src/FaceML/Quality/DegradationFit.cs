using System.Numerics.Tensors;
using FaceML.Recognition;
using MathNet.Numerics.LinearAlgebra;

namespace FaceML.Quality;

/// <summary>
/// Fits <see cref="Degradations"/>: each class's center is the mean of what it does to images, the vector of the spoiled image less that of
/// the image as it is, so that people differ in nothing; within classes vectors vary by one common covariance.
/// </summary>
internal sealed class DegradationFit
{
    // Of the covariance, as a multiple of a vector's mean square.
    private const double Regularization = 0.1;

    // Most images are as they are. Evidence counts more than it says, since what is not subtracted stays in both vectors of a pair. Chosen
    // on people of View 2 and on 278 others.
    private const double Prior = 0.8, Temperature = 0.6;

    private readonly IReadOnlyList<DegradedVector> samples;
    private readonly int[] classes;
    private readonly int count, dimension, maxDirections;
    private readonly Matrix<double> root, inverse;
    private readonly float[] mean;
    private readonly Dictionary<(int Person, int Image), float[]> plain;

    /// <param name="samples">Images as they are and spoiled versions of them.</param>
    /// <param name="classes">The class of each (<see cref="DegradationClasses"/>).</param>
    /// <param name="maxDirections">The largest number of directions.</param>
    public DegradationFit(IReadOnlyList<DegradedVector> samples, int[] classes, int maxDirections)
    {
        (this.samples, this.classes, this.maxDirections) = (samples, classes, maxDirections);
        (count, dimension) = (classes.Max(), samples[0].Vector.Length);
        plain = samples.Where(s => s.Kind < 0).ToDictionary(s => (s.Person, s.Image), s => s.Vector);
        mean = Mean([.. plain.Values]);
        root = WithinClasses().Cholesky().Factor;
        inverse = root.Inverse();
    }

    /// <summary>Fits to some of the people.</summary>
    /// <param name="uses">Whether a person's images are used.</param>
    public Degradations Among(Func<int, bool> uses)
    {
        Matrix<double> centers = Matrix<double>.Build.Dense(count, dimension);
        int[] sizes = new int[count];
        for (int i = 0; i < samples.Count; i++)
        {
            if (classes[i] > 0 && uses(samples[i].Person))
            {
                int row = classes[i] - 1;
                sizes[row]++;
                ReadOnlySpan<float> spoiled = samples[i].Vector, good = plain[(samples[i].Person, samples[i].Image)];
                for (int column = 0; column < dimension; column++)
                {
                    centers[row, column] += spoiled[column] - good[column];
                }
            }
        }

        Matrix<double> whitened = Matrix<double>.Build.DiagonalOfDiagonalArray([.. sizes.Select(size => 1.0 / Math.Max(1, size))]) * centers
            * inverse.Transpose();
        var eigen = whitened.TransposeAndMultiply(whitened).Evd(Symmetricity.Symmetric);
        double[] values = [.. eigen.EigenValues.Select(value => value.Real)];
        int[] largest = [.. Enumerable.Range(0, count).Where(i => values[i] > 1e-9 * values.Max()).OrderByDescending(i => values[i])
            .Take(maxDirections)];
        Matrix<double> vectors = Matrix<double>.Build.DenseOfColumnVectors(largest.Select(i => eigen.EigenVectors.Column(i)));
        Matrix<double> axes = Matrix<double>.Build.DiagonalOfDiagonalArray([.. largest.Select(i => 1 / Math.Sqrt(values[i]))])
            * vectors.TransposeThisAndMultiply(whitened);
        float[] readings = Rows(axes * inverse), removals = Rows(axes * root.Transpose());
        float[] offsets = [.. largest.Select((_, n) =>
            Rounded(TensorPrimitives.Dot<float>(mean, readings.AsSpan(n * dimension, dimension))))];
        return new Degradations(
            dimension, readings, offsets, removals, Rows(whitened.TransposeAndMultiply(axes)), Prior, Temperature);
    }

    // The covariance of vectors about the mean of their class.
    private Matrix<double> WithinClasses()
    {
        int[] used = [.. Enumerable.Range(0, samples.Count).Where(i => classes[i] >= 0)];
        Dictionary<int, float[]> means = used.GroupBy(i => classes[i])
            .ToDictionary(own => own.Key, own => Mean([.. own.Select(i => samples[i].Vector)]));
        Matrix<double> centered = Matrix<double>.Build.Dense(
            used.Length, dimension, (row, column) => samples[used[row]].Vector[column] - means[classes[used[row]]][column]);
        return centered.TransposeThisAndMultiply(centered) / used.Length
            + Matrix<double>.Build.DiagonalIdentity(dimension) * (Regularization / dimension);
    }

    private static float[] Mean(float[][] vectors)
    {
        float[] mean = new float[vectors[0].Length];
        foreach (float[] vector in vectors)
        {
            TensorPrimitives.MultiplyAdd(vector, 1f / vectors.Length, mean, mean);
        }

        return mean;
    }

    private static float[] Rows(Matrix<double> matrix) => [.. matrix.ToRowMajorArray().Select(Rounded)];

    // As the saved form has it, so that a model is the same before and after it was saved.
    private static float Rounded(double value) => (float)(Half)value;
}
