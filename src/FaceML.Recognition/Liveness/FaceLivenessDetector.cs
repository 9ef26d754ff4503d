namespace FaceML.Recognition;

/// <summary>
/// Tells from one image whether a face is live or an attack, such as a print or a screen that is held before the camera (ISO/IEC 30107-1: a
/// presentation attack).
/// </summary>
/// <remarks>
/// Safe to share between threads. Does not dispose the network. Advisory: one image cannot stop a good screen, a mask or an injected image,
/// and how well a network does on the images of another camera has to be measured (docs/liveness.md).
/// </remarks>
public sealed class FaceLivenessDetector
{
    private const int MostAtOnce = 16;

    private readonly OnnxNetwork network;
    private readonly LivenessCard card;
    private readonly int scores;

    /// <summary>Makes a detector.</summary>
    /// <param name="network">A network whose card says <see cref="NetworkKind.Liveness"/>.</param>
    /// <exception cref="NetworkException">The network is of another kind.</exception>
    public FaceLivenessDetector(OnnxNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.Require(NetworkKind.Liveness);
        this.network = network;
        card = network.Card.Liveness!;
        scores = network.Card.OutputIndex("scores");
    }

    /// <summary>The name of the network that is taken where none is named: the one that FaceML.Networks.Default brings.</summary>
    public static string DefaultNetwork => "faceplugin-liveness";

    /// <summary>The classes that the network tells apart; one of them is "live".</summary>
    internal int Classes => network.Card.Outputs[scores].Length;

    /// <summary>The crop that the network's card asks for.</summary>
    internal float CropOfCard => card.Crop;

    /// <summary>The probability, by the network, that a face is live. It is not calibrated on anybody's images.</summary>
    /// <param name="image">The image.</param>
    /// <param name="box">The face's box in it, as a detector gives it.</param>
    /// <returns>0 (attack) to 1 (live).</returns>
    /// <exception cref="ArgumentException">The box is empty, not finite, or shows nothing of the image.</exception>
    /// <exception cref="NetworkException">The network gave a number that is not finite.</exception>
    public float Assess(Image image, in Box box) => Assess([(image, box)])[0];

    /// <summary>
    /// The same for several faces, in blocks of one network run each; the values are those of one by one, to within rounding (1e-5).
    /// </summary>
    internal float[] Assess(IReadOnlyList<(Image Image, Box Box)> faces) =>
        [.. Scores(faces, card.Crop).Select(numbers => Probabilities(numbers)[card.Live])];

    /// <summary>
    /// What the network answers when it is shown faces by a crop of the caller's: its numbers for all classes, the live one first, as
    /// logits.
    /// </summary>
    internal float[][] Logits(IReadOnlyList<(Image Image, Box Box)> faces, float crop) => [.. Scores(faces, crop).Select(LiveFirst)];

    private float[] LiveFirst(float[] numbers)
    {
        float[] logits = card.Logits ? numbers : [.. numbers.Select(p => MathF.Log(Math.Max(p, 1e-6f)))];
        return [logits[card.Live], .. logits.Where((_, i) => i != card.Live)];
    }

    private float[] Probabilities(float[] numbers)
    {
        if (card.Logits)
        {
            // The largest becomes 0, so that no exponential overflows.
            TensorPrimitives.Subtract(numbers, TensorPrimitives.Max<float>(numbers), numbers);
            TensorPrimitives.SoftMax(numbers, numbers);
        }

        return numbers;
    }

    private float[][] Scores(IReadOnlyList<(Image Image, Box Box)> faces, float crop)
    {
        ArgumentNullException.ThrowIfNull(faces);
        float[][] result = new float[faces.Count][];
        int most = network.TakesBatches ? MostAtOnce : 1;
        for (int start = 0; start < faces.Count; start += most)
        {
            int count = Math.Min(most, faces.Count - start);
            using NetworkRun run = network.Rent(count);
            for (int i = 0; i < count; i++)
            {
                (Image image, Box box) = faces[start + i];
                PixelTensor.Write(image, RegionOf(image, box, crop), network.InputSpec, run.Input(i));
            }

            run.Execute();
            for (int i = 0; i < count; i++)
            {
                result[start + i] = run.Output(scores, i).ToArray();
                if (!TensorPrimitives.IsFiniteAll<float>(result[start + i]))
                {
                    throw new NetworkException(network.Card.Name, "it gave a number that is not finite");
                }
            }
        }

        return result;
    }

    private static Box RegionOf(Image image, in Box box, float crop)
    {
        ArgumentNullException.ThrowIfNull(image);
        Box visible = box.ClipTo(image.Width, image.Height);
        bool sane = float.IsFinite(box.Width) && float.IsFinite(box.Height) && visible.Width >= 1 && visible.Height >= 1;
        return sane ? LivenessCrop.Around(box, crop, image.Width, image.Height)
            : throw new ArgumentException(
                $"The box must show at least one pixel of the {image.Width}×{image.Height} image; it is {box}.", nameof(box));
    }
}
