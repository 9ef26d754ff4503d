using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace FaceML.Training.Algebra;

/// <summary>The eigenvalues and eigenvectors of a symmetric matrix, for functions of the matrix. Immutable.</summary>
internal sealed class SymmetricSpectrum
{
    private readonly double[] values;
    private readonly float[] vectors;

    private SymmetricSpectrum(double[] values, float[] vectors) => (this.values, this.vectors) = (values, vectors);

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="matrix">size × size, row-major, symmetric.</param>
    /// <param name="size">The number of rows.</param>
    public static SymmetricSpectrum Decompose(double[] matrix, int size)
    {
        Evd<double> evd = Matrix<double>.Build.Dense(
            size, size, (i, j) => (matrix[i * size + j] + matrix[j * size + i]) / 2).Evd(Symmetricity.Symmetric);
        float[] vectors = new float[size * size];
        for (int i = 0; i < vectors.Length; i++)
        {
            vectors[i] = (float)evd.EigenVectors[i % size, i / size];
        }

        return new SymmetricSpectrum([.. evd.EigenValues.Select(v => v.Real)], vectors);
    }

    /// <summary>The matrix with every eigenvalue replaced.</summary>
    /// <param name="function">The new eigenvalue by the old one.</param>
    /// <returns>size × size, row-major.</returns>
    public float[] Apply(Func<double, double> function)
    {
        int size = values.Length;
        float[] scaled = (float[])vectors.Clone(), result = new float[size * size];
        for (int i = 0; i < size; i++)
        {
            Span<float> row = scaled.AsSpan(i * size, size);
            TensorPrimitives.Multiply(row, (float)function(values[i]), row);
        }

        MatrixProduct.TransposedMultiply(vectors, scaled, result, size, size, size);
        return result;
    }
}
