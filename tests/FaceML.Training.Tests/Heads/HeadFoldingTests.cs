using Microsoft.ML.OnnxRuntime;

namespace FaceML.Training.Tests.Heads;

[TestClass]
public sealed class HeadFoldingTests
{
    private const int Rows = 5, Embedding = 6, Side = 4;

    [TestMethod]
    [DataRow(Embedding, 0, true, false)]
    [DataRow(3, 0, false, false)]
    [DataRow(4, 7, false, false)]
    [DataRow(Embedding, 5, true, true)]
    public void the_file_gives_what_network_and_head_give(int output, int hidden, bool residual, bool mirrored)
    {
        OnnxModel backbone = Backbone();
        MetricHead head = Head(new MetricHeadShape { OutputLength = output, HiddenLength = hidden, Residual = residual });
        var random = new TrainingRandom(5);
        float[] images = [.. Enumerable.Range(0, Rows * 3 * Side * Side).Select(_ => (float)random.NextNormal())];

        float[] embeddings = Run(backbone, images);
        if (mirrored)
        {
            float[] others = Run(backbone, Mirror(images));
            embeddings = [.. Unit(embeddings).Zip(Unit(others), (a, b) => a + b)];
        }

        float[] expected = new float[Rows * output];
        head.Transform(embeddings, expected);
        float[] found = Run(HeadFolding.Fold(backbone, "vector", head, mirrored ? 3 : null), images);

        Assert.HasCount(expected.Length, found);
        for (int i = 0; i < found.Length; i++)
        {
            Assert.AreEqual(expected[i], found[i], 1e-5);
        }
    }

    [TestMethod]
    public void a_mirrored_file_holds_the_weights_once()
    {
        MetricHead head = Head(new MetricHeadShape { OutputLength = 3 });

        int plain = HeadFolding.Fold(Backbone(), "vector", head).ToBytes().Length, mirrored =
            HeadFolding.Fold(Backbone(), "vector", head, 3).ToBytes().Length;

        Assert.IsLessThan(plain + 700, mirrored);
    }

    [TestMethod]
    public void what_cannot_be_folded_is_named()
    {
        MetricHead head = Head(new MetricHeadShape { OutputLength = 3 });

        StringAssert.Contains(Assert.ThrowsExactly<OnnxFormatException>(() => HeadFolding.Fold(Backbone(), "nothing", head)).Message,
            "no output 'nothing'; its outputs are vector");
        StringAssert.Contains(Assert.ThrowsExactly<OnnxFormatException>(() => HeadFolding.Fold(Backbone(), "vector", head, 7)).Message,
            "axis 7");
        OnnxModel old = Backbone();
        old.Opset = 6;
        StringAssert.Contains(Assert.ThrowsExactly<OnnxFormatException>(() => HeadFolding.Fold(old, "vector", head)).Message,
            "operator set 6");
    }

    // A convolution and a matrix, and one value named as the head would like to name its own.
    private static OnnxModel Backbone()
    {
        var random = new TrainingRandom(3);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal() * 0.3f)];
        var builder = new GraphBuilder("backbone");
        string x = builder.Input("pixels", OnnxElementType.Float32, "batch", 3, Side, Side);
        string y = builder.Relu(
            builder.Conv(x, builder.Floats("kernel", [4, 3, 3, 3], Draw(108)), builder.Floats("bias", [4], Draw(4))), "embedding");
        string vector = builder.Gemm(builder.Flatten(y), builder.Floats("matrix", [16, Embedding], Draw(16 * Embedding)), output: "vector");
        builder.Output(vector, OnnxElementType.Float32, "batch", Embedding);
        return builder.Build();
    }

    // Trained for an epoch, so that no weight and no statistic is where it began.
    private static MetricHead Head(MetricHeadShape shape)
    {
        var random = new TrainingRandom(9);
        float[] values = [.. Enumerable.Range(0, 32 * Embedding).Select(_ => (float)random.NextNormal())];
        EmbeddingSet set = new(values, [.. Enumerable.Range(0, 32).Select(i => i / 4)], Embedding);
        return new MetricHeadTrainer(
            new MetricHeadOptions
            {
                Shape = shape,
                Epochs = 2,
                BatchSize = 16,
                LearningRate = 0.05,
                Loss = new InfoNceLossOptions()
            }).Train(set).Head;
    }

    private static float[] Run(OnnxModel model, float[] images)
    {
        using var session = new InferenceSession(model.ToBytes());
        using var input = OrtValue.CreateTensorValueFromMemory(images, [Rows, 3, Side, Side]);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs =
            session.Run(options, new Dictionary<string, OrtValue> { ["pixels"] = input }, session.OutputNames);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static float[] Mirror(float[] images) => [.. images.Chunk(Side).SelectMany(row => row.Reverse())];

    private static float[] Unit(float[] vectors) =>
        [.. vectors.Chunk(Embedding).SelectMany(v => v.Select(x => x / MathF.Sqrt(v.Sum(y => y * y))))];
}
