using System.Numerics.Tensors;
using FaceML.Training.Data;

namespace FaceML.Training;

/// <summary>What a teacher makes of faces: unit vectors.</summary>
internal static class TeacherVectors
{
    private const int Block = 64;

    /// <summary>What networks make of aligned faces, mirrored ones too; several are fused as a recognizer fuses them.</summary>
    /// <exception cref="NetworkException">There is no such network, or it does not load.</exception>
    /// <exception cref="InvalidOperationException">The networks require faces aligned by different templates, so no aligned face serves
    /// them all.</exception>
    public static EmbeddingSet Of(
        IReadOnlyList<string> networks, NetworkCatalog catalog, IReadOnlyList<Image> alignedFaces, CancellationToken cancellationToken)
    {
        List<OnnxNetwork> loaded = [];
        try
        {
            loaded.AddRange(networks.Select(name => catalog.Load(name)));
            var embedder = new FaceEmbedder(loaded);
            List<float[]> vectors = [];
            foreach (Image[] block in alignedFaces.Chunk(Block))
            {
                cancellationToken.ThrowIfCancellationRequested();
                vectors.AddRange(embedder.EmbedAligned(block));
            }

            return EmbeddingSet.FromVectors(vectors, new int[alignedFaces.Count]);
        }
        finally
        {
            loaded.ForEach(network => network.Dispose());
        }
    }

    /// <summary>
    /// Vectors that came from elsewhere, brought to length 1; one without direction stays as it is, and nothing is learned from it.
    /// </summary>
    public static EmbeddingSet Of(IReadOnlyList<float[]> vectors) => EmbeddingSet.FromVectors(
        [.. vectors.Select(v => TensorPrimitives.Norm<float>(v) is var norm and > 0 ? Array.ConvertAll(v, x => x / norm) : v)],
        new int[vectors.Count]);
}
