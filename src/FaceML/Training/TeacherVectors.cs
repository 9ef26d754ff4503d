using FaceML.Imaging;
using FaceML.Training.Data;
using FaceML.Training.Networks;
using FaceML.Vision;

namespace FaceML.Training;

/// <summary>What teachers make of chips: each network's unit vectors, put behind each other so that a cosine is the mean of the networks' cosines.</summary>
internal static class TeacherVectors
{
    private const int Block = 64;

    /// <exception cref="NetworkException">There is no such network, or it does not load.</exception>
    public static EmbeddingSet Of(IReadOnlyList<string> networks, NetworkCatalog catalog, IReadOnlyList<Image> chips, CancellationToken cancellationToken)
    {
        float share = 1 / MathF.Sqrt(networks.Count);
        var parts = new List<float[]>[networks.Count];
        for (int n = 0; n < networks.Count; n++)
        {
            using OnnxNetwork network = catalog.Load(networks[n]);
            var embedder = new FaceEmbedder(network);
            parts[n] = [];
            for (int first = 0; first < chips.Count; first += Block)
            {
                cancellationToken.ThrowIfCancellationRequested();
                parts[n].AddRange(embedder.EmbedChips([.. chips.Skip(first).Take(Block)]));
            }
        }

        float[][] fused = [.. Enumerable.Range(0, chips.Count).Select(i => parts.SelectMany(p => p[i].Select(v => v * share)).ToArray())];
        return EmbeddingSet.FromVectors(fused, new int[chips.Count]);
    }
}
