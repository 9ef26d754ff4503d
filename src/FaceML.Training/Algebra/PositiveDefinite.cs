using MathNet.Numerics.LinearAlgebra;

namespace FaceML.Training.Algebra;

/// <summary>Whitening by a symmetric positive definite matrix, in double precision.</summary>
internal static class PositiveDefinite
{
    /// <summary>The lower triangular rows W with W·S·Wᵀ = I: the inverse of Cholesky's factor of S.</summary>
    /// <param name="matrix">S, size × size, row-major; only the lower triangle is read.</param>
    /// <param name="size">The number of rows.</param>
    /// <returns>size × size, row-major.</returns>
    /// <exception cref="ArgumentException">S is not positive definite.</exception>
    public static double[] Whitening(double[] matrix, int size)
    {
        Matrix<double> factor = Matrix<double>.Build.Dense(size, size, (i, j) =>
            matrix[Math.Max(i, j) * size + Math.Min(i, j)]).Cholesky().Factor;
        double[] rows = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            // Forward substitution on the unit matrix, a row at a time: row i of L·W = I.
            Span<double> row = rows.AsSpan(i * size, i + 1);
            row[i] = 1;
            for (int j = 0; j < i; j++)
            {
                TensorPrimitives.MultiplyAdd(rows.AsSpan(j * size, j + 1), -factor[i, j], row[..(j + 1)], row[..(j + 1)]);
            }

            TensorPrimitives.Divide(row, factor[i, i], row);
        }

        return rows;
    }
}
