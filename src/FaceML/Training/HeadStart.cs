using FaceML.Embedding;
using FaceML.Onnx;
using FaceML.Training.Data;
using FaceML.Training.Heads;

namespace FaceML.Training;

/// <summary>
/// Where training a network starts from a head (<see cref="FaceNetworkOptions.StartFromHead"/>): the network with the head folded behind
/// it, and what that makes of the images to learn from.
/// </summary>
/// <param name="Start">The network with the head, and its card.</param>
/// <param name="Vectors">What both make of the images as they are, mirrored ones too, by which the network is held to where it
/// started.</param>
/// <param name="Fitted">The head and its cross-validation.</param>
internal sealed record HeadStart(NetworkStart Start, EmbeddingSet Vectors, LinearDiscriminantResult Fitted)
{
    // Fewer cannot be cross-validated.
    private const int FewestPeople = 4;

    /// <summary>Learns the head.</summary>
    /// <param name="start">The network as it came.</param>
    /// <param name="options">The settings.</param>
    /// <param name="catalog">Where the network is looked up.</param>
    /// <param name="alignedFaces">The images to learn from.</param>
    /// <param name="labels">Who they show.</param>
    /// <param name="changed">The same images as they will be seen, so that the head sees that difference too; null where they will be seen
    /// as they are.</param>
    /// <returns>Null where cross-validation finds no gain.</returns>
    public static HeadStart? Learn(
        NetworkStart start, FaceNetworkOptions options, NetworkCatalog catalog, Image[] alignedFaces, int[] labels,
        Func<Image, Image>? changed)
    {
        if (labels.Distinct().Count() < FewestPeople)
        {
            return null;
        }

        EmbeddingSet plain = Embed(alignedFaces);
        EmbeddingSet learn = plain;
        if (changed is not null)
        {
            EmbeddingSet seen = Embed([.. alignedFaces.AsParallel().AsOrdered().Select(changed)]);
            learn = new EmbeddingSet([.. plain.Values, .. seen.Values], [.. labels, .. labels], plain.Length);
        }

        LinearDiscriminantResult fitted = LinearDiscriminant.Fit(
            learn, new LinearDiscriminantOptions
            {
                ValidationFalseMatchRate = options.Training.ValidationFalseMatchRate,
                Seed = options.Training.Step.Seed
            }, options.CancellationToken);
        // Not a number compares as false.
        return fitted.Validation > fitted.InitialValidation
            ? new HeadStart(Fold(start, fitted.Head), fitted.Head.Transform(plain), fitted)
            : null;

        EmbeddingSet Embed(IReadOnlyList<Image> some) =>
            new(TeacherVectors.Of([options.Network], catalog, some, options.CancellationToken).Values.ToArray(), labels,
                start.Card.Embedding!.Length);
    }

    private static NetworkStart Fold(NetworkStart start, MetricHead head)
    {
        // The head is one layer, so that it commutes, but for two lengths, with the sum of an image and its mirror image: the card's flip
        // stays as it is, and each step of training runs the network once.
        OnnxModel folded = HeadFolding.Fold(start.Network, start.Network.Graph.Outputs[0].Name, head);
        NetworkCard card = start.Card;
        return start with
        {
            Network = folded,
            Card = card with
            {
                Outputs = [card.Outputs[0] with { Name = folded.Graph.Outputs[0].Name, Shape = [head.OutputLength] }],
                Embedding = card.Embedding! with { Metric = FaceMetric.Cosine },
            },
        };
    }
}
