using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace FaceML.Training.Classical;

/// <summary>Dominant directions of matrices.</summary>
internal static class Subspace
{
    private const int Oversampling = 20;
    private const int Iterations = 8;

    // Directions weaker than this share of the strongest are rounding, not data.
    private const double Negligible = 1e-5;

    /// <summary>The strongest right singular vectors (as rows) and the singular values of an n×length matrix.</summary>
    public static (float[] Vectors, float[] Singular) Dominant(float[] matrix, int n, int length, int count, TrainingRandom random)
    {
        int width = Math.Min(count + Oversampling, Math.Min(n, length));
        // All bases are kept as rows: width × n on the left side, width × length on the right.
        float[] right = new float[width * length], left = new float[width * n];
        for (int i = 0; i < right.Length; i++)
        {
            right[i] = (float)random.NextNormal();
        }

        for (int i = 0; i < Iterations; i++)
        {
            MatrixProduct.MultiplyByTransposed(right, matrix, left, width, length, n);
            Orthonormalize(left, width, n);
            MatrixProduct.Multiply(left, matrix, right, width, n, length);
            if (i + 1 < Iterations)
            {
                Orthonormalize(right, width, length);
            }
        }

        // right = QᵀX: its left singular vectors turn its rows into those of X.
        float[] gram = new float[width * width];
        MatrixProduct.MultiplyByTransposed(right, right, gram, width, length, width);
        Evd<double> evd = Matrix<double>.Build.Dense(width, width, (i, j) =>
            0.5 * ((double)gram[i * width + j] + gram[j * width + i])).Evd(Symmetricity.Symmetric);
        double[] values = [.. evd.EigenValues.Select(v => Math.Sqrt(Math.Max(0, v.Real)))];
        int[] order = [.. Enumerable.Range(0, width).OrderByDescending(i => values[i])];
        int kept = order.Take(count).Count(i => values[i] > Negligible * values[order[0]] && values[i] > 0);
        float[] turn = new float[kept * width], vectors = new float[kept * length];
        for (int i = 0; i < kept; i++)
        {
            for (int j = 0; j < width; j++)
            {
                turn[i * width + j] = (float)(evd.EigenVectors[j, order[i]] / values[order[i]]);
            }
        }

        MatrixProduct.Multiply(turn, right, vectors, kept, width, length);
        return (vectors, [.. order.Take(kept).Select(i => (float)values[i])]);
    }

    /// <summary>
    /// Gram and Schmidt's method on rows, each cleaned twice (Kahan: "twice is enough"); a row that depends on those before becomes zeros.
    /// </summary>
    public static void Orthonormalize(float[] rows, int count, int length)
    {
        for (int i = 0; i < count; i++)
        {
            Span<float> x = rows.AsSpan(i * length, length);
            float before = TensorPrimitives.Norm<float>(x);
            for (int pass = 0; pass < 2; pass++)
            {
                for (int j = 0; j < i; j++)
                {
                    ReadOnlySpan<float> y = rows.AsSpan(j * length, length);
                    TensorPrimitives.MultiplyAdd(y, -TensorPrimitives.Dot(x, y), x, x);
                }
            }

            float after = TensorPrimitives.Norm<float>(x);
            TensorPrimitives.Multiply(x, after > 1e-6f * before ? 1 / after : 0, x);
        }
    }
}
