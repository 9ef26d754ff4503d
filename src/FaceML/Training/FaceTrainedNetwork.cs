using System.Security.Cryptography;
using FaceML.Onnx;
using FaceML.Training.Data;
using FaceML.Training.Heads;
using FaceML.Training.Networks;

namespace FaceML.Training;

/// <summary>A network that was trained: its file's content, its card, how the training went. Immutable, safe to share.</summary>
public sealed class FaceTrainedNetwork
{
    private readonly byte[] content;

    internal FaceTrainedNetwork(
        OnnxModel network, NetworkCard draft, FaceTrainingSummary summary, IReadOnlyList<TrainingEpoch> epochs,
        IReadOnlyList<InterpolationPoint> interpolation, LinearDiscriminantResult? head)
    {
        content = network.ToBytes();
        Card = draft with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)), Bytes = content.Length };
        (Summary, Epochs, Interpolation, Head) = (summary, epochs, interpolation, head);
    }

    /// <summary>What it is: with the network that it came from and what it was trained on.</summary>
    public NetworkCard Card { get; }

    /// <summary>What it was trained on.</summary>
    public FaceTrainingSummary Summary { get; }

    /// <summary>The epochs, in order.</summary>
    public IReadOnlyList<TrainingEpoch> Epochs { get; }

    /// <summary>
    /// The points between the network as it came and the best epoch's, in rising order, of which one was chosen
    /// (<see cref="FaceNetworkOptions.Interpolation"/>): the true match rate of the people held out on images as they will be seen, and one
    /// minus their equal error rate on images as they are. Empty where nothing was mixed.
    /// </summary>
    internal IReadOnlyList<InterpolationPoint> Interpolation { get; }

    /// <summary>
    /// The head from which training started (<see cref="FaceNetworkOptions.StartFromHead"/>), to be compared with: it takes the embeddings
    /// of the network as it came. Null where training started without one.
    /// </summary>
    internal LinearDiscriminantResult? Head { get; }

    internal byte[] Content => content;

    /// <summary>
    /// Writes the network and, beside it with the extension <c>.json</c>, its card: whole or not at all. The folder can be given to a
    /// <see cref="NetworkCatalog"/>, the file to <c>faceml networks add</c>.
    /// </summary>
    /// <param name="path">The file, ending in <c>.onnx</c>.</param>
    /// <param name="measured">Figures for the card.</param>
    /// <exception cref="ArgumentException">The file's name is not one that a card can carry.</exception>
    /// <exception cref="IOException">Another process is writing it, or it cannot be written.</exception>
    public void Save(string path, IReadOnlyList<MeasuredFigure>? measured = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var hold = FileLock.Acquire(path);
        SaveHeld(path, measured);
    }

    /// <summary><see cref="Save"/> for a caller that holds the file's lock.</summary>
    internal void SaveHeld(string path, IReadOnlyList<MeasuredFigure>? measured = null) =>
        NetworkWriter.Write(Card with { Measured = [.. measured ?? []] }, content, path, replace: true);
}
