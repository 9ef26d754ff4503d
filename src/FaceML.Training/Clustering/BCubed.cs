namespace FaceML.Training.Clustering;

/// <summary>
/// How well clusters fit identities: for each item the share of its cluster that is of its identity (precision) and the share of its
/// identity that is in its cluster (recall), averaged over the items (Bagga and Baldwin 1998; Amigó, Gonzalo, Artiles, Verdejo, "A
/// comparison of extrinsic clustering evaluation metrics", 2009).
/// </summary>
/// <param name="Precision">0 to 1.</param>
/// <param name="Recall">0 to 1.</param>
internal readonly record struct BCubed(double Precision, double Recall)
{
    /// <summary>The harmonic mean of precision and recall; 0 when both are.</summary>
    public double F => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;

    /// <summary>Measures a clustering.</summary>
    /// <param name="clusters">The cluster of each item; an item with a negative number (noise) is a cluster of its own.</param>
    /// <param name="identities">The identity of each item.</param>
    /// <exception cref="ArgumentException">Not as many of the one as of the other, or none.</exception>
    public static BCubed Evaluate(ReadOnlySpan<int> clusters, ReadOnlySpan<int> identities)
    {
        if (clusters.Length != identities.Length || clusters.IsEmpty)
        {
            throw new ArgumentException(
                $"As many clusters as identities are expected, and at least one; {clusters.Length} and {identities.Length} came.",
                nameof(identities));
        }

        var inCluster = new Dictionary<int, int>();
        var ofIdentity = new Dictionary<int, int>();
        var shared = new Dictionary<(int, int), int>();
        for (int i = 0; i < clusters.Length; i++)
        {
            int cluster = Own(clusters[i], i);
            inCluster[cluster] = inCluster.GetValueOrDefault(cluster) + 1;
            ofIdentity[identities[i]] = ofIdentity.GetValueOrDefault(identities[i]) + 1;
            shared[(cluster, identities[i])] = shared.GetValueOrDefault((cluster, identities[i])) + 1;
        }

        double precision = 0, recall = 0;
        foreach (((int cluster, int identity), int count) in shared.OrderBy(s => s.Key))
        {
            precision += (double)count * count / inCluster[cluster];
            recall += (double)count * count / ofIdentity[identity];
        }

        return new BCubed(precision / clusters.Length, recall / clusters.Length);
    }

    // Below the number of any cluster, and different for each item.
    private static int Own(int cluster, int item) => cluster >= 0 ? cluster : -1 - item;
}
