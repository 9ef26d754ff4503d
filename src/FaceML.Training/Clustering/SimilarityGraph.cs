namespace FaceML.Training.Clustering;

/// <summary>
/// Who resembles whom: for each embedding the others whose score with it, the inner product, reaches a threshold. Of embeddings of length 1
/// that is the cosine. Immutable and safe to share.
/// </summary>
internal sealed class SimilarityGraph
{
    private const int BlockRows = 256;
    private readonly (int Other, float Score)[][] neighbors;

    private SimilarityGraph((int Other, float Score)[][] neighbors) => this.neighbors = neighbors;

    /// <summary>The number of embeddings.</summary>
    public int Count => neighbors.Length;

    /// <summary>Compares all pairs.</summary>
    /// <param name="set">The embeddings, of length 1 or shorter; the labels are not used.</param>
    /// <param name="threshold">The lowest score of a link, −1 to 1.</param>
    public static SimilarityGraph Build(EmbeddingSet set, float threshold)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (!(threshold is >= -1 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold of scores lies between −1 and 1.");
        }

        int n = set.Count, length = set.Length;
        var lists = new (int, float)[n][];
        float[] scores = new float[Math.Min(BlockRows, n) * n];
        for (int from = 0; from < n; from += BlockRows)
        {
            int rows = Math.Min(BlockRows, n - from);
            MatrixProduct.MultiplyByTransposed(set.Values.Slice(from * length, rows * length), set.Values, scores, rows, length, n);
            for (int i = 0; i < rows; i++)
            {
                List<(int, float)> list = [];
                for (int j = 0; j < n; j++)
                {
                    if (j != from + i && scores[i * n + j] >= threshold)
                    {
                        list.Add((j, scores[i * n + j]));
                    }
                }

                lists[from + i] = [.. list];
            }
        }

        return new SimilarityGraph(lists);
    }

    /// <summary>The links of one embedding, by rising number of the other.</summary>
    /// <param name="node">0 to Count − 1.</param>
    public ReadOnlySpan<(int Other, float Score)> Neighbors(int node) => neighbors[node];
}
