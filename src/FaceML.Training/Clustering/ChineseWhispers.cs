namespace FaceML.Training.Clustering;

/// <summary>
/// Everybody takes over, again and again, the cluster that is strongest among those linked to them (Biemann, "Chinese whispers",
/// 2006): unlike plain linking, one wrong link between two people does not join them.
/// </summary>
internal static class ChineseWhispers
{
    /// <summary>Finds the clusters.</summary>
    /// <param name="graph">The links; their strength is the cosine.</param>
    /// <param name="iterations">Rounds at most, at least 1; it ends earlier when no group changes.</param>
    /// <param name="seed">Decides the order in which everybody is asked; the same seed gives the same clusters.</param>
    /// <returns>A cluster per embedding, numbered from 0 by first appearance.</returns>
    public static int[] Cluster(SimilarityGraph graph, int iterations = 30, long seed = 1)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        var random = new TrainingRandom(seed);
        int[] clusters = [.. Enumerable.Range(0, graph.Count)], order = [.. clusters];
        bool changed = true;
        for (int round = 0; round < iterations && changed; round++)
        {
            changed = false;
            random.Shuffle<int>(order);
            foreach (int node in order)
            {
                int strongest = Strongest(graph.Neighbors(node), clusters, clusters[node]);
                changed |= strongest != clusters[node];
                clusters[node] = strongest;
            }
        }

        return ClusterLabels.Renumber(clusters);
    }

    private static int Strongest(ReadOnlySpan<(int Other, float Cosine)> neighbors, int[] clusters, int own)
    {
        var strengths = new SortedDictionary<int, double>();
        foreach ((int other, float cosine) in neighbors)
        {
            strengths[clusters[other]] = strengths.GetValueOrDefault(clusters[other]) + cosine;
        }

        // On a tie one stays where one is, else the lowest number wins: the outcome hangs on the seed alone.
        int best = own;
        double strength = strengths.GetValueOrDefault(own, double.NegativeInfinity);
        foreach ((int cluster, double sum) in strengths)
        {
            (best, strength) = sum > strength ? (cluster, sum) : (best, strength);
        }

        return best;
    }
}
