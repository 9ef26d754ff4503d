using FaceML.Import;

namespace FaceML.Recognition.Tests.Probing;

[TestClass]
public sealed class EmbedderProbeTests
{
    private static readonly TemporaryFolder Folder = Installed.Folder();
    private static readonly Lazy<IReadOnlyList<LabeledFace>> Faces =
        new(() => LabeledFace.Load(TestData.DataSet("lfw-deepfunneled"), Installed.Recognizer, maxPeople: 36, maxEach: 3));
    private static readonly Lazy<(NetworkCard Card, EmbedderProbe Probe)> MobileFaceNet = new(() =>
    {
        NetworkEntry entry = InstallableNetworks.Install("mobilefacenet-192", Folder.Path);
        return (entry.Card, new(entry.Path, Faces.Value));
    });

    // What ruins a network shows with a dozen people.
    private static readonly Lazy<EmbedderProbe> Few = new(() => new(Folder.File("mobilefacenet-192.onnx"), FacesOf(12)));

    [ClassCleanup]
    public static void RemoveFolder() => Folder.Dispose();

    [TestMethod]
    public void a_right_card_is_not_called_wrong()
    {
        (NetworkCard card, EmbedderProbe probe) = MobileFaceNet.Value;
        EmbedderProbeResult result = probe.Compare(card);
        Assert.IsNull(result.LikelyMistake, Text(result));
        Assert.AreEqual("", result.Reference.Changed);
    }

    // Red and blue exchanged cost this network a twelfth of d', less than d' differs from one choice of people to another.
    [TestMethod]
    public void a_wrong_order_is_named() => Named(input => input with { Order = ChannelOrder.Bgr }, "order");

    [TestMethod]
    public void a_missing_mean_is_named() => Named(input => input with { Mean = [0, 0, 0] }, "mean");

    [TestMethod]
    public void a_missing_scale_is_named()
    {
        NetworkCard card = MobileFaceNet.Value.Card;
        EmbedderProbeResult result = Few.Value.Compare(card with { Inputs = [card.Inputs[0] with { Scale = [1, 1, 1] }] });
        Assert.AreEqual("scale", result.LikelyMistake?.Changed, Text(result));
    }

    [TestMethod]
    public void a_wrong_alignment_is_named()
    {
        NetworkCard card = MobileFaceNet.Value.Card;
        EmbedderProbeResult result = Few.Value.Compare(card with { Embedding = card.Embedding! with { Template = "dlib-150" } });
        Assert.AreEqual("template", result.LikelyMistake?.Changed, Text(result));
        Assert.AreEqual("arcface-112", result.LikelyMistake!.Shown);
    }

    [TestMethod]
    public void too_few_people_are_said_to_be_too_few()
    {
        (NetworkCard card, EmbedderProbe probe) = MobileFaceNet.Value;
        EmbedderProbeResult result =
            probe.Among(People(6)).Compare(card with { Inputs = [card.Inputs[0] with { Order = ChannelOrder.Bgr }] });
        Assert.IsNull(result.LikelyMistake, Text(result));
        Assert.Contains("order", result.Undecided.Select(way => way.Changed));
        Assert.IsGreaterThan(6, result.PeopleNeeded()!.Value);
    }

    [TestMethod]
    public void the_right_way_is_found_without_a_card()
    {
        (NetworkCard card, EmbedderProbe probe) = MobileFaceNet.Value;
        EmbedderProbeResult result = probe.Search(
            card with { Inputs = [card.Inputs[0] with { Order = ChannelOrder.Bgr, Mean = [0, 0, 0], Scale = [1, 1, 1] }] });
        Assert.AreEqual("Rgb, -1..1", result.Reference.Shown, Text(result));
        Assert.AreEqual("arcface-112", result.Reference.Card.Embedding!.Template);
        Assert.IsNull(result.LikelyMistake);
    }

    [TestMethod]
    public void a_wrong_size_is_named_where_the_file_leaves_it_open()
    {
        OnnxModel model = ImportRecipes.Find("dlib-resnet").Import(InstallableNetworks.Sources);
        model.Graph.Inputs[0].Shape = new("N", 3, "height", "width");
        string file = Folder.File("open.onnx");
        model.Write(file);
        NetworkCard proposed = CardProposer.Propose("open", [file], "dlib");
        NetworkInput raw = proposed.Inputs[0] with { Mean = [0, 0, 0], Scale = [1, 1, 1] }; // it subtracts the mean itself
        EmbedderProbeResult result = new EmbedderProbe(file, FacesOf(8)).Compare(
            proposed with { Inputs = [raw with { Width = 214, Height = 214 }] });
        Assert.AreEqual("size", result.LikelyMistake?.Changed, Text(result));
    }

    [TestMethod]
    public void a_size_that_is_not_the_files_does_not_load()
    {
        NetworkCard card = Installed.Embedder.Card;
        IReadOnlyList<LabeledFace> faces = Faces.Value;
        NetworkException error =
            Assert.ThrowsExactly<NetworkException>(() =>
            new EmbedderProbe(Installed.Embedder.Path, faces).Compare(
            card with { Inputs = [card.Inputs[0] with { Width = 160, Height = 160 }] }));
        StringAssert.Contains(error.Message, "has the shape");
    }

    [TestMethod]
    public void faces_of_one_person_are_no_measurement()
    {
        LabeledFace[] faces = [.. Faces.Value.Take(3)];
        Assert.ThrowsExactly<ArgumentException>(() => new EmbedderProbe(Installed.Embedder.Path, faces));
    }

    private static string[] People(int count) => [.. Faces.Value.Select(face => face.Person).Distinct().Take(count)];

    private static LabeledFace[] FacesOf(int people) => [.. Faces.Value.Where(face => People(people).Contains(face.Person))];

    private static void Named(Func<NetworkInput, NetworkInput> spoil, string mistake)
    {
        (NetworkCard card, EmbedderProbe probe) = MobileFaceNet.Value;
        EmbedderProbeResult result = probe.Compare(card with { Inputs = [spoil(card.Inputs[0])] });
        Assert.AreEqual(mistake, result.LikelyMistake?.Changed, Text(result));
    }

    private static string Text(EmbedderProbeResult result) =>
        string.Join('\n', result.Others.Prepend(result.Reference)
        .Select(way => $"{way.Changed} ({way.Shown}): {way.Separation}, gain {way.Advantage}"));
}
