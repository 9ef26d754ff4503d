namespace FaceML.Onnx.Tests.Quantization;

[TestClass]
public sealed class StaticQuantizationTests
{
    private const int Side = 8, Channels = 16, Length = 24;

    private static readonly ActivationRange Wide = new(-4, 4);

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void a_quantized_network_gives_nearly_the_same(bool depthwise)
    {
        float[] expected = Run(Network()), found = Run(Quantize(depthwise));

        Assert.IsGreaterThan(0.99, Cosine(expected, found));
    }

    [TestMethod]
    public void equal_networks_and_ranges_give_equal_bytes() =>
        CollectionAssert.AreEqual(Quantize(true).ToBytes(), Quantize(true).ToBytes());

    [TestMethod]
    public void what_was_written_is_read_as_it_was()
    {
        byte[] bytes = Quantize(true).ToBytes();

        CollectionAssert.AreEqual(bytes, OnnxModel.Read(bytes).ToBytes());
    }

    [TestMethod]
    public void depthwise_and_last_layers_stay_in_single_precision_unless_asked_for()
    {
        QuantizationPlan dense = Plan(depthwise: false), whole = Plan(depthwise: true), left = Plan(true, "dense");

        CollectionAssert.AreEqual((string[])["first", "point", "other", "sum", "pool", "dense"], Names(dense));
        CollectionAssert.IsSubsetOf((string[])["depth"], Names(whole));
        Assert.DoesNotContain("embedding", Names(whole));
        Assert.DoesNotContain("dense", Names(left));
    }

    [TestMethod]
    public void a_weight_has_seven_bits_and_a_scale_for_each_channel()
    {
        OnnxGraph graph = Quantize(true).Graph;
        OnnxTensor weights = graph.FindInitializer("first/weights/bytes")!;

        Assert.AreEqual(OnnxElementType.Int8, weights.ElementType);
        Assert.IsTrue(weights.ToInt64s().All(level => Math.Abs(level) <= StaticQuantization.LargestWeight));
        Assert.AreEqual(Channels, graph.FindInitializer("first/weights/scales")!.ElementCount);
        for (int channel = 0; channel < Channels; channel++)
        {
            long[] own = weights.ToInt64s()[(channel * 27)..((channel + 1) * 27)];
            Assert.AreEqual(StaticQuantization.LargestWeight, own.Max(Math.Abs));
        }
    }

    [TestMethod]
    [DataRow(-1f, 3f, 64)]
    [DataRow(0f, 2f, 0)]
    [DataRow(1f, 2f, 0)]
    [DataRow(-2f, -1f, 255)]
    [DataRow(0f, 0f, 0)]
    public void zero_is_a_level_of_its_own(float low, float high, int level) =>
        Assert.AreEqual(level, new ActivationRange(low, high).ZeroPoint);

    private static string[] Names(QuantizationPlan plan) => [.. plan.Nodes.Select(n => n.Outputs[0])];

    private static QuantizationPlan Plan(bool depthwise, params string[] left) =>
        QuantizationPlan.For(QuantizationPlan.Prepare(Network()), depthwise, left.ToHashSet());

    private static OnnxModel Quantize(bool depthwise)
    {
        QuantizationPlan plan = Plan(depthwise);
        return StaticQuantization.Run(plan, plan.Values.ToDictionary(v => v, _ => Wide));
    }

    // A convolution with PRelu, a depthwise one with Relu, a pointwise one around which the value is added, two matrix products.
    private static OnnxModel Network()
    {
        Random random = new(1);
        GraphBuilder g = new();
        string x = g.Input("x", OnnxElementType.Float32, 1, 3, Side, Side);
        string first = g.Conv(x, Weights(g, random, Channels, 3, 3, 3), Weights(g, random, Channels), pads: [1, 1, 1, 1], output: "first");
        string bent = g.PRelu(first, Weights(g, random, Channels, 1, 1), "bent");
        string depth = g.Conv(bent, Weights(g, random, Channels, 1, 3, 3), pads: [1, 1, 1, 1], group: Channels, output: "depth");
        string point = g.Conv(g.Relu(depth), Weights(g, random, Channels, Channels, 1, 1), output: "point");
        string other = g.Conv(bent, Weights(g, random, Channels, Channels, 1, 1), output: "other");
        string sum = g.Add(point, other, "sum");
        string flat = g.Flatten(g.GlobalAveragePool(sum, "pool"));
        string dense = g.Gemm(flat, Weights(g, random, Length, Channels), Weights(g, random, Length), transposeB: true, output: "dense");
        g.Output(g.Gemm(dense, Weights(g, random, Length, Length), output: "embedding"), OnnxElementType.Float32, 1, Length);
        return g.Build();
    }

    private static string Weights(GraphBuilder g, Random random, params long[] sides)
    {
        int count = (int)sides.Aggregate(1L, (product, side) => product * side);
        float largest = 1 / MathF.Sqrt(count / (float)sides[0]);
        return g.Floats("w", sides, [.. Enumerable.Range(0, count).Select(_ => ((float)random.NextDouble() * 2 - 1) * largest)]);
    }

    private static double Cosine(float[] first, float[] second) =>
        Product(first, second) / Math.Sqrt(Product(first, first) * Product(second, second));

    private static double Product(float[] first, float[] second) => first.Zip(second, (a, b) => (double)a * b).Sum();

    private static float[] Run(OnnxModel model)
    {
        Random random = new(2);
        float[] numbers = [.. Enumerable.Range(0, 3 * Side * Side).Select(_ => (float)random.NextDouble() * 2 - 1)];
        using InferenceSession session = new(model.ToBytes());
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(numbers, [1, 3, Side, Side]);
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> result = session.Run(options, ["x"], [input], ["embedding"]);
        return result[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
