using FaceML.Imaging;
using FaceML.Import;
using FaceML.Onnx;

namespace FaceML.Vision.Tests.Installation;

[TestClass]
public sealed class EmbedderProbeTests
{
    private static readonly Lazy<IReadOnlyList<LabelledFace>> Faces = new(() => LabelledFace.Load(TestData.DataSet("lfw-deepfunneled"), Installed.Recognizer, maxPeople: 6, maxEach: 3));

    [TestMethod]
    public void The_shipped_card_is_not_called_wrong()
    {
        IReadOnlyList<EmbedderProbe.Variant> compared = EmbedderProbe.Compare(Installed.Embedder.Card, Installed.Embedder.Path, Faces.Value);
        Assert.IsNull(EmbedderProbe.LikelyMistake(compared), string.Join('\n', compared.Select(v => $"{v.Changed}: {v.Separation}")));
    }

    [TestMethod]
    public void A_wrong_normalisation_is_named() => Named(card => card with { Inputs = [card.Inputs[0] with { Mean = [0, 0, 0], Scale = [1, 1, 1] }] }, "normalisation");

    [TestMethod]
    public void A_wrong_alignment_is_named() => Named(card => card with { Embedding = card.Embedding! with { Template = "dlib-150" } }, "template (arcface-112)");

    // A missing mean and the order cost this network about a tenth of d': a dozen people are needed to see it.
    [TestMethod]
    public void A_missing_mean_is_named() => Named(card => card with { Inputs = [card.Inputs[0] with { Mean = [0, 0, 0] }] }, "normalisation", maxPeople: 12, maxEach: 4);

    [TestMethod]
    public void A_scale_that_is_off_is_named() => Named(card => card with { Inputs = [card.Inputs[0] with { Scale = [1, 1, 1] }] }, "normalisation");

    [TestMethod]
    public void A_wrong_order_is_named() => Named(card => card with { Inputs = [card.Inputs[0] with { Order = ChannelOrder.Rgb }] }, "order", maxPeople: 12, maxEach: 4);

    [TestMethod]
    public void A_wrong_size_is_named_where_the_file_leaves_it_open()
    {
        using TemporaryFolder folder = Installed.Folder();
        OnnxModel model = ImportRecipes.Find("dlib-resnet").Import(InstallableNetworks.Sources);
        model.Graph.Inputs[0].Shape = new("N", 3, "height", "width");
        string file = folder.File("open.onnx");
        model.Write(file);
        NetworkCard proposed = CardProposer.Propose("open", [file], "dlib");
        NetworkInput raw = proposed.Inputs[0] with { Mean = [0, 0, 0], Scale = [1, 1, 1] }; // it subtracts the mean itself
        Named(proposed with { Inputs = [raw with { Width = 214, Height = 214 }] }, file, "size", Faces.Value);
    }

    [TestMethod]
    public void A_size_that_is_not_the_files_does_not_load()
    {
        NetworkCard card = Installed.Embedder.Card;
        NetworkException error = Assert.ThrowsExactly<NetworkException>(() => EmbedderProbe.Compare(card with { Inputs = [card.Inputs[0] with { Width = 160, Height = 160 }] }, Installed.Embedder.Path, Faces.Value));
        StringAssert.Contains(error.Message, "has the shape");
    }

    private static void Named(Func<NetworkCard, NetworkCard> spoil, string mistake, int maxPeople = 6, int maxEach = 3) => Named(
        spoil(Installed.Embedder.Card), Installed.Embedder.Path, mistake,
        maxPeople == 6 ? Faces.Value : LabelledFace.Load(TestData.DataSet("lfw-deepfunneled"), Installed.Recognizer, maxPeople, maxEach));

    private static void Named(NetworkCard spoilt, string path, string mistake, IReadOnlyList<LabelledFace> faces)
    {
        IReadOnlyList<EmbedderProbe.Variant> compared = EmbedderProbe.Compare(spoilt, path, faces);
        EmbedderProbe.Variant? found = EmbedderProbe.LikelyMistake(compared);
        Assert.IsNotNull(found, string.Join('\n', compared.Select(v => $"{v.Changed}: {v.Separation}")));
        StringAssert.StartsWith(found.Changed, mistake);
    }
}
