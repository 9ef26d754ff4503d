namespace FaceML.Training.Clustering;

/// <summary>
/// The simplest clustering: who is linked, directly or over others, belongs together (connected components; single linkage cut at the
/// threshold).
/// </summary>
internal static class ThresholdLinking
{
    /// <summary>Finds the clusters.</summary>
    /// <param name="graph">The links.</param>
    /// <returns>A cluster per embedding, numbered from 0 by first appearance.</returns>
    public static int[] Cluster(SimilarityGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        int[] clusters = new int[graph.Count];
        Array.Fill(clusters, -1);
        var open = new Stack<int>();
        for (int start = 0, next = 0; start < graph.Count; start++)
        {
            if (clusters[start] >= 0)
            {
                continue;
            }

            clusters[start] = next;
            open.Push(start);
            while (open.TryPop(out int node))
            {
                foreach ((int other, _) in graph.Neighbors(node))
                {
                    if (clusters[other] < 0)
                    {
                        clusters[other] = next;
                        open.Push(other);
                    }
                }
            }

            next++;
        }

        return clusters;
    }
}
