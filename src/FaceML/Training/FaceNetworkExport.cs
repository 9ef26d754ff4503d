using System.Security.Cryptography;
using FaceML.Embedding;
using FaceML.Onnx;
using FaceML.Training.Heads;

namespace FaceML.Training;

/// <summary>Writes an embedding network and the head trained behind it as one ONNX file with its card.</summary>
internal static class FaceNetworkExport
{
    /// <param name="stages">The stages of a fitted chain.</param>
    /// <param name="name">The new network's name.</param>
    /// <param name="path">The ONNX file; the card goes beside it.</param>
    /// <exception cref="ArgumentException">The chain is not an embedding with one head behind it.</exception>
    /// <exception cref="NetworkException">The network's file has gone, or it cannot be extended.</exception>
    public static NetworkCard Write(IReadOnlyList<FaceTransformer> stages, string name, string path)
    {
        FaceMetricHeadTransformer[] heads = [.. stages.OfType<FaceMetricHeadTransformer>()];
        // A verification pipeline holds one head twice, once for each image of a pair.
        if (heads is not [FaceMetricHeadTransformer head, ..] || heads.Any(h => !h.Head.Save().AsSpan().SequenceEqual(head.Head.Save())))
        {
            throw new ArgumentException($"A chain with one trained head is wanted; this one has {heads.Length}.", nameof(stages));
        }

        FaceEmbeddingTransformer embedding =
            stages.OfType<FaceEmbeddingTransformer>().LastOrDefault(e => e.Outputs[0].Name == head.Inputs[0].Name)
            ?? throw new ArgumentException(
                $"No network of this chain makes the column '{head.Inputs[0].Name}' that the head reads.", nameof(stages));
        if (embedding.Networks is not [NetworkContent network])
        {
            throw new ArgumentException(
                $"The head stands behind a fusion of {embedding.Networks.Count} networks, which is not one network; train it on the "
                    + $"vectors of one.", nameof(stages));
        }

        NetworkCard card = network.Card!;
        bool mirrored = embedding.Mirrors;
        OnnxModel folded;
        try
        {
            folded = HeadFolding.Fold(OnnxModel.Read(network.Read()[0]), Output(card).Name, head.Head, mirrored ? ColumnAxis(card) : null);
        }
        catch (OnnxFormatException e)
        {
            throw new NetworkException(card.Name, $"no head can be put behind it: {e.Message}", e);
        }

        byte[] bytes = folded.ToBytes();
        NetworkCard result = CardOf(card, head, name, Path.GetFileName(path), bytes, folded.Graph.Outputs[0].Name);
        NetworkWriter.Write(result, bytes, path, replace: true);
        return result;
    }

    private static NetworkOutput Output(NetworkCard card) => card.Outputs.Single(o => o.Role == "embedding");

    // The batch is the first axis.
    private static int ColumnAxis(NetworkCard card) => card.Inputs[0].Layout == TensorLayout.Nchw ? 3 : 2;

    private static NetworkCard CardOf(
        NetworkCard backbone, FaceMetricHeadTransformer head, string name, string file, byte[] bytes, string output) => backbone with
        {
            Schema = null,
            Name = name,
            Title = $"{backbone.Name} with a head of {head.Head.OutputLength} numbers trained behind it",
            File = file,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            Bytes = bytes.Length,
            Source = new NetworkSource { Registry = "file", Package = backbone.Name, Version = "trained", Path = file },
            License = backbone.License with
            {
                TrainingData = FormattableString.Invariant(
            $"{backbone.License.TrainingData}; its head: {head.Summary.Images} images of {head.Summary.People} people")
            },
            Outputs = [Output(backbone) with { Name = output, Shape = [head.Head.OutputLength] }],
            // The mirrored image is inside the file now, and the new vectors' scores were not measured.
            Embedding = backbone.Embedding! with
            {
                Length = head.Head.OutputLength,
                Metric = FaceMetric.Cosine,
                Flip = false,
                Impostors = null
            },
            Measured = [],
        };
}
