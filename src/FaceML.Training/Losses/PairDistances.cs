namespace FaceML.Training.Losses;

/// <summary>All distances of a batch at once, and the way back from them to the embeddings.</summary>
internal static class PairDistances
{
    /// <summary>The squared Euclidean distance of every pair, n×n, never negative, 0 on the diagonal.</summary>
    public static float[] Squared(ReadOnlySpan<float> embeddings, int rows, int length)
    {
        float[] distances = new float[rows * rows];
        MatrixProduct.MultiplyByTransposed(embeddings, embeddings, distances, rows, length, rows);
        float[] squares = new float[rows];
        for (int i = 0; i < rows; i++)
        {
            squares[i] = distances[i * rows + i];
        }

        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < rows; j++)
            {
                distances[i * rows + j] = i == j ? 0 : Math.Max(0, squares[i] + squares[j] - 2 * distances[i * rows + j]);
            }
        }

        return distances;
    }

    /// <summary>
    /// Writes Σ_j c_ij (x_i − x_j) for every i, where c (n×n) holds for each pair twice the derivative of the loss
    /// with respect to their squared distance.
    /// </summary>
    public static void Gradient(ReadOnlySpan<float> embeddings, float[] coefficients, int rows, int length, Span<float> gradient)
    {
        MatrixProduct.Multiply(coefficients, embeddings, gradient, rows, rows, length);
        for (int i = 0; i < rows; i++)
        {
            float sum = TensorPrimitives.Sum(coefficients.AsSpan(i * rows, rows));
            Span<float> g = gradient.Slice(i * length, length);
            TensorPrimitives.Negate(g, g);
            TensorPrimitives.MultiplyAdd(embeddings.Slice(i * length, length), sum, g, g);
        }
    }
}
