using FaceML.Onnx;
using FaceML.Training.Architectures;

namespace FaceML.Training;

/// <summary>What training starts from: a graph, and a card that is complete but for the file that does not exist yet.</summary>
/// <param name="Network">The graph.</param>
/// <param name="Card">The card of what will come out.</param>
/// <param name="Parent">The card of the network it comes from; null for random weights.</param>
internal sealed record NetworkStart(OnnxModel Network, NetworkCard Card, NetworkCard? Parent)
{
    private const string NoHash = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>What the network is given.</summary>
    public TensorSpec Input => Card.Inputs[0].ToTensorSpec();

    /// <exception cref="NetworkException">There is no such network, or it is none that can be trained.</exception>
    /// <exception cref="NetworkCardException">The name is none that a card can carry.</exception>
    public static NetworkStart Of(FaceNetworkOptions options) => options.Architecture is { } architecture
        ? Of(architecture, options.Name)
        : Of(NetworkContent.FromCatalog(options.Catalog, options.Network), options.Name);

    private static NetworkStart Of(NetworkContent content, string? name)
    {
        NetworkCard parent = content.Card!;
        if (parent.Kind != NetworkKind.Embedder || parent.Stages.Count > 0)
        {
            throw new NetworkException(
                parent.Name, $"an embedder of one file is wanted; its card says {parent.Kind} with {parent.Stages.Count + 1} files");
        }

        if (parent.Inputs[0].Standardize != InputStandardization.None)
        {
            throw new NetworkException(parent.Name,
                $"its input is standardized ({parent.Inputs[0].Standardize}), which training does not do; networks with a fixed mean and "
                    + $"scale can be trained");
        }

        name ??= parent.Name.Length > 58 ? parent.Name[..58] + "-tuned" : parent.Name + "-tuned";
        NetworkCard card = parent with
        {
            Schema = null,
            Name = name,
            Title = Cut($"{parent.Title}; trained further with FaceML"),
            File = name + ".onnx",
            Sha256 = NoHash,
            Source = new NetworkSource { Registry = "trained", Package = "faceml", Version = "from " + parent.Name, Path = name + ".onnx" },
            License = parent.License with
            {
                TrainingData = Cut(
                $"first: {parent.License.TrainingData}; then: images of whoever trained it further")
            },
            Embedding = parent.Embedding! with { Impostors = null },
            Measured = [],
        };
        OnnxModel network = OnnxModel.Read(content.Read()[0]);
        string embedding = parent.Outputs.Single(o => o.Role == "embedding").Name;
        foreach (OnnxValueInfo other in network.Graph.Outputs.Where(o => o.Name != embedding).ToArray())
        {
            network.Graph.Outputs.Remove(other);
        }

        network.Graph.RemoveUnused();
        return new NetworkStart(network, Checked(card with { Outputs = [.. parent.Outputs.Where(o => o.Role == "embedding")] }), parent);
    }

    private static NetworkStart Of(NetworkArchitecture architecture, string? name)
    {
        name ??= architecture is SiameseCnn ? "siamese-trained" : "mobilefacenet-trained";
        int side = architecture.InputSide, channels = architecture.InputChannels, length = architecture.EmbeddingLength;
        var card = new NetworkCard
        {
            Name = name,
            Title = $"Face embedding of {length} numbers from {side}×{side} pixels, {architecture.GetType().Name}, trained from nothing "
                + $"with FaceML",
            Kind = NetworkKind.Embedder,
            File = name + ".onnx",
            Sha256 = NoHash,
            Bytes = 1,
            Source = new NetworkSource { Registry = "trained", Package = "faceml", Version = "from random weights", Path = name + ".onnx" },
            License = new NetworkLicense
            {
                Package = "not stated",
                StatedIn = "nowhere: trained from nothing by its owner",
                Weights = "nothing is stated about the weights",
                TrainingData = "images of whoever trained it",
            },
            Inputs =
            [
                new NetworkInput
                {
                    Name = "input",
                    Width = side,
                    Height = side,
                    Layout = TensorLayout.Nchw,
                    Order = channels == 1 ? ChannelOrder.Gray : ChannelOrder.Rgb,
                    Mean = [.. Enumerable.Repeat(127.5f, channels)],
                    Scale = [.. Enumerable.Repeat(1 / 64f, channels)],
                    Batch = NetworkBatch.Dynamic,
                },
            ],
            Outputs = [new NetworkOutput { Role = "embedding", Name = "embedding", Shape = [length] }],
            Embedding = new EmbeddingCard { Template = AlignmentTemplate.ArcFace112.Name, Length = length, Metric = FaceMetric.Cosine },
        };
        return new NetworkStart(architecture.Build(), Checked(card), null);
    }

    // Through the reader, which applies every rule.
    private static NetworkCard Checked(NetworkCard card) => NetworkCard.Parse(System.Text.Encoding.UTF8.GetBytes(card.ToJson()), card.Name);

    private static string Cut(string text) => text.Length > 1000 ? text[..1000] : text;
}
