namespace FaceML.Recognition.Tests.Embedding;

/// <summary>
/// Every combination of length, layout, channels, batch and standardization that a card can state, from the file through card, installation
/// and loading to the vectors. The network answers with its weights times the means of the four quarters of what it was shown, so that a
/// layout, an order or a mirror mistaken anywhere gives another vector.
/// </summary>
[TestClass]
public sealed class EmbeddingContractTests
{
    private const int Side = 32;

    // The quarters' colors, red, green, blue: left above, right above, left below, right below.
    private static readonly byte[][] Colors = [[200, 100, 50], [10, 240, 90], [30, 60, 120], [255, 0, 5]];

    public static IEnumerable<object[]> Cards =>
        from length in new[] { 128, 4096 }
        from layout in Enum.GetValues<TensorLayout>()
        from order in Enum.GetValues<ChannelOrder>()
        from batch in Enum.GetValues<NetworkBatch>()
        from standardize in Enum.GetValues<InputStandardization>()
        select (object[])[length, layout, order, batch, standardize];

    [TestMethod]
    [DynamicData(nameof(Cards))]
    public void vectors_are_those_computed_by_hand(
        int length, TensorLayout layout, ChannelOrder order, NetworkBatch batch, InputStandardization standardize)
    {
        using TemporaryFolder folder = Installed.Folder();
        float[] weights = Weights(Channels(order) * 4 * length);
        NetworkEntry entry = Install(folder, Quarters(layout, Channels(order), batch, length, weights), card => card with
        {
            Inputs = [card.Inputs[0] with { Order = order, Batch = batch, Standardize = standardize, Mean = Mean(order),
                Scale = Scale(order) }],
        });
        Assert.AreEqual(length, entry.Card.Embedding!.Length);
        Assert.AreEqual(layout, entry.Card.Inputs[0].Layout);
        using OnnxNetwork network = entry.Load();
        Assert.AreEqual(batch != NetworkBatch.One, network.TakesBatches);

        // Three images in one call, their quarters turned on by one each.
        byte[][][] images = [.. Enumerable.Range(0, 3)
            .Select(turn => Enumerable.Range(0, 4).Select(i => Colors[(i + turn) % 4]).ToArray())];
        Image[] alignedFaces = [.. images.Select(AlignedFace)];
        float[][] plain = new FaceEmbedder(network, new() { Flip = false }).EmbedAligned(alignedFaces), both =
            new FaceEmbedder(network, new() { Flip = true }).EmbedAligned(alignedFaces);
        for (int i = 0; i < images.Length; i++)
        {
            byte[][] p = images[i];
            double[] shown = Answer(p, order, standardize, weights, length), mirrored =
                Answer([p[1], p[0], p[3], p[2]], order, standardize, weights, length);
            AreClose(shown, plain[i]);
            AreClose(Unit([.. shown.Zip(mirrored, (a, b) => a + b)]), both[i]);
        }
    }

    [TestMethod]
    [DataRow(NetworkBatch.One)]
    [DataRow(NetworkBatch.Dynamic)]
    public void a_file_that_leaves_its_size_open_is_shown_faces_mirrored_too(NetworkBatch batch)
    {
        using TemporaryFolder folder = Installed.Folder();
        GraphBuilder g = new();
        OnnxDimension first = batch == NetworkBatch.One ? 1 : "N";
        string means = g.Flatten(g.GlobalAveragePool(g.Input("x", OnnxElementType.Float32, first, 3, "height", "width")));
        g.Output(g.Identity(means, "y"), OnnxElementType.Float32, first, 3);
        NetworkEntry entry = Install(folder, g.Build(), card =>
            card with { Inputs = [card.Inputs[0] with { Mean = [0, 0, 0], Scale = [1, 1, 1] }] });
        Assert.IsNotNull(entry.Card.Inputs[0].Resizing);
        using OnnxNetwork network = entry.Load();
        float[][] vectors = new FaceEmbedder(
            network, new() { Flip = true }).EmbedAligned([.. Colors.Select(color => AlignedFace([color, color, color, color]))]);
        for (int i = 0; i < Colors.Length; i++)
        {
            AreClose(Unit([.. Colors[i].Select(c => (double)c)]), vectors[i]);
        }
    }

    private static int Channels(ChannelOrder order) => order == ChannelOrder.Gray ? 1 : 3;

    // Different for each channel, so that an order that is not carried through shows.
    private static float[] Mean(ChannelOrder order) => order == ChannelOrder.Gray ? [120] : [91.4953f, 103.8827f, 131.0912f];

    private static float[] Scale(ChannelOrder order) => order == ChannelOrder.Gray ? [1 / 128f] : [1 / 64f, 1 / 128f, 1 / 100f];

    private static float[] Weights(int count) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(1 + i * 0.7f))];

    private static NetworkEntry Install(TemporaryFolder folder, OnnxModel model, Func<NetworkCard, NetworkCard> correct)
    {
        string file = folder.File("model.onnx");
        model.Write(file);
        return NetworkInstaller.Install(correct(CardProposer.Propose("mine", [file], "embedder")), [file], folder.File("networks"));
    }

    private static OnnxModel Quarters(TensorLayout layout, int channels, NetworkBatch batch, int length, float[] weights)
    {
        GraphBuilder g = new();
        OnnxDimension first = batch == NetworkBatch.Dynamic ? "N" : 1;
        string planes = layout == TensorLayout.Nchw
            ? g.Input("x", OnnxElementType.Float32, first, channels, Side, Side)
            : g.Transpose(g.Input("x", OnnxElementType.Float32, first, Side, Side, channels), [0, 3, 1, 2]);
        string quarters = g.AveragePool(planes, [Side / 2, Side / 2], [Side / 2, Side / 2]);

        // A file with a batch of 1 often reshapes to it: that 1 is what a freed batch frees.
        string flat = batch == NetworkBatch.Dynamic ? g.Flatten(quarters) : g.Reshape(quarters, [1, channels * 4]);
        g.Output(g.MatMul(flat, g.Floats("w", [channels * 4, length], weights), output: "y"), OnnxElementType.Float32, first, length);
        return g.Build();
    }

    private static Image AlignedFace(byte[][] quarters)
    {
        Image alignedFace = new(Side, Side);
        for (int i = 0; i < Side * Side; i++)
        {
            int quarter = (i % Side >= Side / 2 ? 1 : 0) + (i / Side >= Side / 2 ? 2 : 0);
            quarters[quarter].CopyTo(alignedFace.Pixels.Slice(i * 3, 3));
        }

        return alignedFace;
    }

    private static double[] Answer(byte[][] quarters, ChannelOrder order, InputStandardization standardize, float[] weights, int length)
    {
        // What the network sees: for each channel in its order, the four quarters.
        double[] seen =
        [
            .. from channel in Enumerable.Range(0, Channels(order))
               from color in quarters
               let value = order switch
               {
                   ChannelOrder.Rgb => color[channel],
                   ChannelOrder.Bgr => color[2 - channel],
                   _ => 0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2], // BT.601
               }
               select (value - Mean(order)[channel]) * Scale(order)[channel],
        ];
        if (standardize == InputStandardization.PerImage)
        {
            double mean = seen.Average(), deviation = Math.Sqrt(seen.Average(v => (v - mean) * (v - mean)));
            seen = [.. seen.Select(v => (v - mean) / deviation)];
        }

        return Unit([.. Enumerable.Range(0, length)
            .Select(j => Enumerable.Range(0, seen.Length).Sum(i => seen[i] * weights[i * length + j]))]);
    }

    private static double[] Unit(double[] vector)
    {
        double norm = Math.Sqrt(vector.Sum(v => v * v));
        return [.. vector.Select(v => v / norm)];
    }

    private static void AreClose(double[] expected, float[] found)
    {
        Assert.HasCount(expected.Length, found);
        double apart = Math.Sqrt(expected.Zip(found, (e, f) => (e - f) * (e - f)).Sum());
        Assert.IsLessThan(2e-3, apart);
    }
}
