namespace FaceML.Training.Clustering;

/// <summary>
/// Clusters are where it is dense, the rest is noise (Ester, Kriegel, Sander, Xu, "A density-based algorithm for discovering clusters",
/// 1996).
/// </summary>
internal static class Dbscan
{
    /// <summary>The cluster number of noise.</summary>
    public const int Noise = -1;

    /// <summary>Finds the clusters.</summary>
    /// <param name="graph">The links: who lies within reach of whom.</param>
    /// <param name="minimumPoints">How many must lie within reach of a core, itself included, at least 1.</param>
    /// <returns>A cluster per embedding, numbered from 0 by first appearance, or <see cref="Noise"/>. A border point goes to the first
    /// cluster that reaches it.</returns>
    public static int[] Cluster(SimilarityGraph graph, int minimumPoints = 3)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumPoints, 1);
        int[] clusters = new int[graph.Count];
        Array.Fill(clusters, Noise);
        var open = new Queue<int>();
        for (int start = 0, next = 0; start < graph.Count; start++)
        {
            if (clusters[start] != Noise || !IsCore(graph, start, minimumPoints))
            {
                continue;
            }

            clusters[start] = next;
            open.Enqueue(start);
            while (open.TryDequeue(out int node))
            {
                foreach ((int other, _) in graph.Neighbors(node))
                {
                    if (clusters[other] != Noise)
                    {
                        continue;
                    }

                    clusters[other] = next;
                    if (IsCore(graph, other, minimumPoints))
                    {
                        open.Enqueue(other);
                    }
                }
            }

            next++;
        }

        return ClusterLabels.Renumber(clusters);
    }

    private static bool IsCore(SimilarityGraph graph, int node, int minimumPoints) => graph.Neighbors(node).Length + 1 >= minimumPoints;
}
