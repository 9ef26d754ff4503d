using FaceML.Training.Architectures;

namespace FaceML.Training.Tests.Architectures;

[TestClass]
public sealed class ArchitectureTests
{
    private static IEnumerable<object[]> All =>
        from attention in Enum.GetValues<ChannelAttention>()
        from architecture in new NetworkArchitecture[] { new SiameseCnn { Channels = [8, 8, 8, 8], EmbeddingLength = 16 },
            new MobileFaceNet { Width = 0.125, EmbeddingLength = 16 } }
        select new object[] { architecture with { Attention = attention } };

    [TestMethod]
    [DynamicData(nameof(All))]
    public void every_weight_is_reached_by_the_gradient(NetworkArchitecture architecture)
    {
        OnnxModel network = architecture.Build();
        GradientGraph graph = GradientGraph.Build(network, new GradientOptions { BatchSize = 3, BatchStatistics = true });
        CollectionAssert.AreEqual(new long[] { 3, 16 }, graph.Output.Dimensions.ToArray());
        using var session = new GradientSession(graph, 1);
        float[] output = session.Forward(
            Numeric.Normal(new TrainingRandom(1), (int)graph.Input.Dimensions.Aggregate((a, b) => a * b))).ToArray();
        session.Backward(Numeric.Normal(new TrainingRandom(2), output.Length));

        Assert.IsTrue(output.All(float.IsFinite));
        int expected = network.Graph.Initializers.Count(t => t.ElementType == OnnxElementType.Float32
            && !t.Name.EndsWith(".mean", StringComparison.Ordinal) && !t.Name.EndsWith(".variance", StringComparison.Ordinal));
        Assert.HasCount(expected, session.Parameters);
        foreach (FaceML.Training.Layers.Parameter parameter in session.Parameters)
        {
            Assert.IsTrue(parameter.Gradient.All(float.IsFinite) && parameter.Gradient.Any(g => g != 0), parameter.Name);
        }
    }

    [TestMethod]
    public void MobileFaceNet_has_the_papers_sizes()
    {
        OnnxModel network = new MobileFaceNet().Build();

        // Table 1: the maps are 56, 28, 14 and 7 wide, and the network has 0.99 million weights.
        var values = ShapeInference.Infer(network);
        int[] sides = [.. values.Values.Where(v => v.Shape is { Rank: 4 })
            .Select(v => (int)v.Shape![3].Value!.Value).Distinct().OrderDescending()];
        Assert.IsTrue(new[] { 112, 56, 28, 14, 7 }.All(sides.Contains), string.Join(", ", sides));
        Assert.AreEqual(0.99e6, network.Graph.Initializers
            .Where(t => !t.Name.EndsWith(".mean", StringComparison.Ordinal)
            && !t.Name.EndsWith(".variance", StringComparison.Ordinal)).Sum(t => t.ElementCount), 0.02e6);
    }

    [TestMethod]
    public void first_weights_have_the_variance_of_he_and_depend_on_the_seed_alone()
    {
        OnnxModel network = new SiameseCnn { Seed = 3 }.Build();
        float[] weights = network.Graph.FindInitializer("conv2.weight")!.ToFloats();

        // 32 channels of 3×3 come in, PReLU has a slope of 0.25.
        Assert.AreEqual(2 / ((1 + 0.0625) * 32 * 9), weights.Average(w => (double)w * w), 0.05 * 2 / (32 * 9));
        CollectionAssert.AreEqual(network.ToBytes(), new SiameseCnn { Seed = 3 }.Build().ToBytes());
        CollectionAssert.AreNotEqual(network.ToBytes(), new SiameseCnn { Seed = 4 }.Build().ToBytes());
    }

    [TestMethod]
    public void folded_it_gives_the_same_without_normalizations()
    {
        OnnxModel network = new SiameseCnn
        {
            Channels = [8, 8, 8, 8],
            EmbeddingLength = 16,
            Attention = ChannelAttention.SqueezeExcitation
        }.Build();
        var random = new TrainingRandom(8);
        foreach (OnnxTensor tensor in network.Graph.Initializers.Where(t => t.Name.StartsWith("norm", StringComparison.Ordinal)))
        {
            // Statistics as training leaves them: no longer 0 and 1.
            for (int i = 0; i < tensor.Floats.Length; i++)
            {
                tensor.Floats[i] = (float)(0.5 + random.NextDouble());
            }
        }

        OnnxModel folded = BatchNormalizationFolding.Fold(network);

        Assert.IsFalse(folded.Graph.Nodes.Any(n => n.OpType == "BatchNormalization"));
        float[][] images = [.. Enumerable.Range(0, 3).Select(_ => Numeric.Normal(random, 64 * 64))];
        EmbeddingSet Embed(OnnxModel model)
        {
            using var embedder = new NetworkEmbedder(model, threads: 1);
            return embedder.Embed(new NetworkImages([0, 1, 2], 64 * 64, (i, _, row) => images[i].CopyTo(row)));
        }

        Numeric.Close(Numeric.Doubles(Embed(network).Values), Embed(folded).Values.ToArray(), 1e-4, "embedding");
    }

    [TestMethod]
    public void settings_out_of_range_are_named()
    {
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => new SiameseCnn { Channels = [1, 2] }.Build()).Message,
            "Channels");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => new MobileFaceNet { Width = 9 }.Build()).Message, "Width");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            new SiameseCnn { EmbeddingLength = 2 }.Build()).Message, "EmbeddingLength");
    }
}
