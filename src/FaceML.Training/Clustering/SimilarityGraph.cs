using System.Numerics.Tensors;
using FaceML.Training.Algebra;
using FaceML.Training.Data;

namespace FaceML.Training.Clustering;

/// <summary>Who resembles whom: for each embedding the others whose cosine reaches a threshold. Immutable and safe to share.</summary>
internal sealed class SimilarityGraph
{
    private const int BlockRows = 256;
    private readonly (int Other, float Cosine)[][] neighbors;

    private SimilarityGraph((int Other, float Cosine)[][] neighbors) => this.neighbors = neighbors;

    /// <summary>The number of embeddings.</summary>
    public int Count => neighbors.Length;

    /// <summary>Compares all pairs.</summary>
    /// <param name="set">The embeddings, normalized here; the labels are not used.</param>
    /// <param name="threshold">The lowest cosine of a link, −1 to 1.</param>
    public static SimilarityGraph Build(EmbeddingSet set, float threshold)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (!(threshold is >= -1 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold of cosines lies between −1 and 1.");
        }

        int n = set.Count, length = set.Length;
        float[] unit = set.Values.ToArray();
        for (int row = 0; row < n; row++)
        {
            Span<float> x = unit.AsSpan(row * length, length);
            TensorPrimitives.Divide(x, Math.Max(TensorPrimitives.Norm<float>(x), 1e-12f), x);
        }

        var lists = new (int, float)[n][];
        float[] cosines = new float[Math.Min(BlockRows, n) * n];
        for (int from = 0; from < n; from += BlockRows)
        {
            int rows = Math.Min(BlockRows, n - from);
            MatrixProduct.MultiplyByTransposed(unit.AsSpan(from * length, rows * length), unit, cosines, rows, length, n);
            for (int i = 0; i < rows; i++)
            {
                List<(int, float)> list = [];
                for (int j = 0; j < n; j++)
                {
                    if (j != from + i && cosines[i * n + j] >= threshold)
                    {
                        list.Add((j, cosines[i * n + j]));
                    }
                }

                lists[from + i] = [.. list];
            }
        }

        return new SimilarityGraph(lists);
    }

    /// <summary>The links of one embedding, by rising number of the other.</summary>
    /// <param name="node">0 to Count − 1.</param>
    public ReadOnlySpan<(int Other, float Cosine)> Neighbors(int node) => neighbors[node];
}
