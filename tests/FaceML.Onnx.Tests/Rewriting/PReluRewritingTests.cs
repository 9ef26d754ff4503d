namespace FaceML.Onnx.Tests.Rewriting;

[TestClass]
public sealed class PReluRewritingTests
{
    private const int Channels = 16, Side = 5;

    [TestMethod]
    [DataRow(0.2f)]
    [DataRow(-0.7f)]
    [DataRow(1f)]
    [DataRow(1.6f)]
    public void a_rewritten_network_gives_the_same_up_to_rounding(float firstSlope)
    {
        OnnxModel before = Network(firstSlope), after = Network(firstSlope);

        Assert.AreEqual(1, PReluRewriting.Apply(after));

        Assert.IsFalse(after.Graph.Nodes.Any(n => n.OpType == "PRelu"));
        float[] expected = Run(before), found = Run(after);
        Assert.IsTrue(expected.Zip(found, (e, f) => Math.Abs(e - f)).Max() < 1e-5);
    }

    [TestMethod]
    public void what_cannot_gain_stays_as_it_is()
    {
        OnnxModel few = Network(0.2f, channels: 12), shared = Network(0.2f, slopes: 1), alone = Network(0.2f, behindConvolution: false);
        foreach (OnnxModel model in new[] { few, shared, alone })
        {
            byte[] bytes = model.ToBytes();

            Assert.AreEqual(0, PReluRewriting.Apply(model));

            CollectionAssert.AreEqual(bytes, model.ToBytes());
        }
    }

    private static OnnxModel Network(float firstSlope, int channels = Channels, int? slopes = null, bool behindConvolution = true)
    {
        Random random = new(1);
        float[] own = Numbers(random, slopes ?? channels);
        own[0] = firstSlope;
        GraphBuilder builder = new();
        string x = builder.Input("x", OnnxElementType.Float32, 1, behindConvolution ? 3 : channels, Side, Side);
        string value = behindConvolution
            ? builder.Conv(x, builder.Floats("w", [channels, 3, 1, 1], Numbers(random, channels * 3)))
            : builder.Relu(x);
        value = builder.PRelu(value, builder.Floats("slopes", [own.Length, 1, 1], own), "y");
        builder.Output(value, OnnxElementType.Float32, 1, channels, Side, Side);
        return builder.Build();
    }

    private static float[] Numbers(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble() * 2 - 1)];

    private static float[] Run(OnnxModel model)
    {
        using InferenceSession session = new(model.ToBytes());
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(Numbers(new(2), 3 * Side * Side), [1, 3, Side, Side]);
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> result = session.Run(options, ["x"], [input], ["y"]);
        return result[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
