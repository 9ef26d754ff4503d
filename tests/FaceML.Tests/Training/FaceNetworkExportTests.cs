using FaceML.Embedding;
using FaceML.Training.Heads;
using FaceML.Training.Losses;

namespace FaceML.Tests.Training;

[TestClass]
public sealed class FaceNetworkExportTests
{
    private const int People = 5, Images = 3;

    private static readonly MLContext Ml = new(seed: 1);

    private sealed class Found
    {
        public float[] Embedding { get; set; } = [];
    }

    [TestMethod]
    [DataRow(false, 0)]
    [DataRow(true, 0)]
    [DataRow(true, 24)]
    public void the_file_gives_what_the_pipeline_gives_as_a_network_like_any_other(bool flip, int hidden)
    {
        using var folder = new TemporaryFolder();
        AlignedFaceRow[] rows = Faces();
        IDataView view = Ml.Data.LoadFromEnumerable(rows);
        using TransformerChain<FaceMetricHeadTransformer> model = Train(view, flip, hidden);
        float[][] expected = [.. Ml.Data.CreateEnumerable<Found>(model.Transform(view), reuseRowObject: false).Select(f => f.Embedding)];

        NetworkCard card = Ml.Faces.ExportNetwork(model, "my-faces", folder["my-faces.onnx"]);

        Assert.AreEqual(card, NetworkCard.Load(
            folder["my-faces.json"]) with
        { Inputs = card.Inputs, Outputs = card.Outputs, Stages = card.Stages, Measured = card.Measured });
        NetworkEntry installed = NetworkInstaller.Install(card, [folder["my-faces.onnx"]], folder["networks"]);
        using OnnxNetwork network = OnnxNetwork.Load(installed.Card, installed.Path);
        float[][] found = new FaceEmbedder(
            network, new EmbedderOptions { Flip = false }).EmbedAligned([.. rows.Select(r => r.AlignedFace!)]);
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.AreEqual(0, expected[i].Zip(found[i], (a, b) => Math.Abs(a - b)).Max(), 1e-5, $"row {i}");
        }
    }

    [TestMethod]
    public void a_chain_without_a_head_or_with_a_head_elsewhere_is_refused()
    {
        using var folder = new TemporaryFolder();
        IDataView view = Ml.Data.LoadFromEnumerable(Faces());
        using TransformerChain<FaceMetricHeadTransformer> model = Train(view, flip: false, hidden: 0);

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() =>
            Ml.Faces.ExportNetwork(model.First(), "x", folder["x.onnx"])).Message, "this one has 0");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() =>
            Ml.Faces.ExportNetwork(model.LastTransformer, "x", folder["x.onnx"])).Message, "'Embedding'");
        Assert.IsFalse(folder.Files.Any());
    }

    private static TransformerChain<FaceMetricHeadTransformer> Train(IDataView view, bool flip, int hidden) =>
        Ml.Faces.Embed(new FaceEmbeddingOptions { Embedding = new EmbedderOptions { Flip = flip } })
            .Append(Ml.Faces.Trainers.MetricHead(new FaceMetricHeadOptions
            {
                ValidationShare = 0,
                Shape = hidden == 0 ? null : new MetricHeadShape { OutputLength = 16, HiddenLength = hidden },
                // Large steps, so that a head that were left out would show.
                Training = new MetricHeadOptions { Epochs = 3, LearningRate = 1e-2, Loss = new InfoNceLossOptions() },
            })).Fit(view);

    // Funneled images: the middle 112 of 250 pixels are the face.
    private static AlignedFaceRow[] Faces() =>
        [.. Directory.EnumerateDirectories(TestData.DataSet("lfw-deepfunneled")).Order(StringComparer.Ordinal)
        .Where(d => Directory.GetFiles(d).Length >= Images).Take(People)
        .SelectMany(d => Directory.GetFiles(d).Order(StringComparer.Ordinal).Take(Images)
            .Select(f => new AlignedFaceRow
            {
                AlignedFace = Image.Load(f).Crop(new Box(69, 69, 181, 181)),
                Identity = Path.GetFileName(d),
            }))];
}
