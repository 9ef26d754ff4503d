namespace FaceML.Training.Clustering;

/// <summary>Numbers clusters by their first member.</summary>
internal static class ClusterLabels
{
    /// <summary>Replaces arbitrary cluster numbers by 0, 1, 2 … in order of appearance; negative ones stay.</summary>
    public static int[] Renumber(ReadOnlySpan<int> clusters)
    {
        var numbers = new Dictionary<int, int>();
        int[] result = new int[clusters.Length];
        for (int i = 0; i < clusters.Length; i++)
        {
            if (clusters[i] >= 0 && !numbers.TryAdd(clusters[i], numbers.Count))
            {
                result[i] = numbers[clusters[i]];
                continue;
            }

            result[i] = clusters[i] < 0 ? clusters[i] : numbers[clusters[i]];
        }

        return result;
    }
}
