using System.Diagnostics;
using System.Globalization;

namespace FaceML.Recognition;

/// <summary>
/// Makes a smaller embedding network that computes with eight-bit integers, by static quantization: the ranges of the values between its
/// layers are measured on faces, weights get a scale for each output channel. On processors with instructions for products of eight-bit
/// integers (VNNI) it can be faster; its embeddings are close to the float network's and not the same, so thresholds are fitted anew and
/// galleries enrolled anew.
/// </summary>
/// <remarks>The same network, faces and options give the same bytes on the same machine.</remarks>
public static class NetworkQuantizer
{
    /// <summary>The fewest faces: two thirds of them calibrate, the others measure.</summary>
    public const int FewestFaces = 24;

    private const int SearchFaces = 16, Rounds = 41;

    /// <summary>Quantizes an embedding network.</summary>
    /// <param name="entry">The network.</param>
    /// <param name="faces">Faces of people like those it will be used for, some hundred; every third is held back to measure.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="NetworkException">The network is no embedder, is not the card's, cannot be quantized, or has no layer of a name in
    /// <see cref="NetworkQuantizationOptions.Leave"/>.</exception>
    /// <exception cref="ArgumentException">There are fewer than <see cref="FewestFaces"/> faces that can be aligned.</exception>
    public static QuantizedNetwork Quantize(NetworkEntry entry, IReadOnlyList<FaceInImage> faces,
        NetworkQuantizationOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(faces);
        options ??= new();
        options.Check();
        using OnnxNetwork network = entry.Load();
        FaceEmbedder embedder = new(network, new EmbedderOptions { Flip = false });
        FaceAligner aligner = new(embedder.Template);
        Image[] aligned =
            [.. faces.Where(face => embedder.CanAlign(face.Points)).Select(face => aligner.Align(face.Image, face.Points))];
        if (aligned.Length < FewestFaces)
        {
            throw new ArgumentException(
                $"The faces must be at least {FewestFaces} that can be aligned; they are {aligned.Length}.", nameof(faces));
        }

        Image[] calibration = [.. aligned.Where((_, i) => i % 3 != 2)], held = [.. aligned.Where((_, i) => i % 3 == 2)];
        int shown = 0;
        StaticQuantizer quantizer = new(entry, [.. calibration.Select(face => Shown(network, face))], options.Depthwise, () =>
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(0.5 * ++shown / (2 * calibration.Length));
        });
        HashSet<string> stated = [.. options.Leave], left = [.. stated];
        if (stated.FirstOrDefault(name => !quantizer.Nodes.Contains(name)) is { } unknown)
        {
            throw new NetworkException(entry.Card.Name,
                $"it has no layer \"{unknown}\" that could be quantized; it has {string.Join(", ", quantizer.Nodes)}");
        }

        string name = options.Name ?? NetworkQuantizationOptions.NameFor(entry.Card.Name);
        Image[] sample = [.. calibration.Take(SearchFaces)];
        float[][] wanted = embedder.EmbedAligned(sample);
        double Cosine(IReadOnlySet<string> floats)
        {
            cancellation.ThrowIfCancellationRequested();
            return Cosines(quantizer, name, floats, sample, wanted).Average();
        }

        Leave(quantizer.Nodes, left, options.TargetCosine, Cosine, share => progress?.Report(0.5 + 0.4 * share));
        byte[] file = quantizer.Write(left);
        string data = string.Create(CultureInfo.InvariantCulture, $"ranges from {calibration.Length} faces, compared on {held.Length}");
        string layers = $"{quantizer.Nodes.Count - left.Count} of {quantizer.Nodes.Count} layers, weights of 7 bits with a scale for each "
            + $"channel{(options.Depthwise ? ", depthwise layers too" : "")}";
        NetworkCard card = quantizer.CardOf(name, file, data, layers);
        using OnnxNetwork integers = OnnxNetwork.Load(card, [file]);
        float[][] found = new FaceEmbedder(integers, new EmbedderOptions { Flip = false }).EmbedAligned(held);
        double[] cosines = [.. found.Zip(embedder.EmbedAligned(held), Dot)];
        (double single, double eight) = Race(network, integers, Input(network, held[0]), cancellation);
        progress?.Report(1);
        return new(card, file, [.. left.Order(StringComparer.Ordinal)], cosines)
        {
            FloatMilliseconds = single,
            IntegerMilliseconds = eight,
        };
    }

    // Layers stay float while the embeddings are too far off: the one whose quantization alone moves them most comes first.
    private static void Leave(IReadOnlyList<string> nodes, HashSet<string> left, double target, Func<IReadOnlySet<string>, double> cosine,
        Action<double> progress)
    {
        if (target == 0 || cosine(left) >= target)
        {
            return;
        }

        string[] candidates = [.. nodes.Where(node => !left.Contains(node))];
        Dictionary<string, double> alone = [];
        foreach ((int index, string node) in candidates.Index())
        {
            alone[node] = cosine(nodes.Where(other => other != node).ToHashSet());
            progress((index + 1.0) / candidates.Length);
        }

        foreach (string worst in candidates.OrderBy(node => alone[node]).Take(nodes.Count / 4))
        {
            left.Add(worst);
            if (cosine(left) >= target)
            {
                return;
            }
        }
    }

    private static IEnumerable<double> Cosines(
        StaticQuantizer quantizer, string name, IReadOnlySet<string> left, Image[] faces, float[][] wanted)
    {
        byte[] file = quantizer.Write(left);
        using OnnxNetwork network = OnnxNetwork.Load(quantizer.CardOf(name, file, "a search", "a search"), [file]);
        return [.. new FaceEmbedder(network, new EmbedderOptions { Flip = false }).EmbedAligned(faces).Zip(wanted, Dot)];
    }

    private static double Dot(float[] first, float[] second) => TensorPrimitives.Dot<float>(first, second);

    // As the network's run completes it.
    private static float[] Shown(OnnxNetwork network, Image aligned)
    {
        float[] input = Input(network, aligned);
        if (network.Card.Input.Standardize == InputStandardization.PerImage)
        {
            Standardization.Apply(input);
        }

        return input;
    }

    private static float[] Input(OnnxNetwork network, Image aligned)
    {
        float[] input = new float[network.InputSpec.Length];
        PixelTensor.Write(Exposure.Lift(aligned), network.InputSpec, input);
        return input;
    }

    // In turns, so that other load on the machine meets both.
    private static (double First, double Second) Race(
        OnnxNetwork first, OnnxNetwork second, float[] input, CancellationToken cancellation)
    {
        using NetworkRun one = first.Rent(), other = second.Rent();
        List<double>[] times = [[], []];
        for (int round = -2; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach ((int index, NetworkRun run) in ((NetworkRun[])[one, other]).Index())
            {
                input.CopyTo(run.Input());
                long start = Stopwatch.GetTimestamp();
                run.Execute();
                if (round >= 0)
                {
                    times[index].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        }

        return (times[0].Order().ElementAt(Rounds / 2), times[1].Order().ElementAt(Rounds / 2));
    }
}
