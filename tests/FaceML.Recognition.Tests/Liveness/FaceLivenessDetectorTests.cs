using System.Security.Cryptography;

namespace FaceML.Recognition.Tests.Liveness;

[TestClass]
public sealed class FaceLivenessDetectorTests
{
    private static NetworkEntry Shipped => Installed.Catalog.Find(FaceLivenessDetector.DefaultNetwork);

    [TestMethod]
    public void several_faces_at_once_are_assessed_as_one_by_one()
    {
        using OnnxNetwork network = Shipped.Load();
        var detector = new FaceLivenessDetector(network);
        Image image = Installed.Sample(5);
        (Image, Box)[] faces = [.. Installed.Recognizer.Detector.Detect(image).Select(face => (image, face.Box))];
        Assert.IsGreaterThan(2, faces.Length);
        float[] together = detector.Assess(faces);
        for (int i = 0; i < faces.Length; i++)
        {
            Assert.AreEqual(detector.Assess(image, faces[i].Item2), together[i], 1e-5f);
            Assert.IsTrue(together[i] is >= 0 and <= 1);
        }
    }

    [TestMethod]
    public void threads_share_a_detector_and_get_the_same_numbers()
    {
        using OnnxNetwork network = Shipped.Load();
        var detector = new FaceLivenessDetector(network);
        Image image = Installed.Sample(1);
        Box[] boxes = [.. Installed.Recognizer.Detector.Detect(image).Select(face => face.Box)];
        float[] alone = [.. boxes.Select(box => detector.Assess(image, box))];
        Parallel.For(0, 24, i => Assert.AreEqual(alone[i % boxes.Length], detector.Assess(image, boxes[i % boxes.Length])));
    }

    [TestMethod]
    public void live_people_before_a_camera_score_above_prints_that_are_held_up()
    {
        using OnnxNetwork network = Shipped.Load();
        var detector = new FaceLivenessDetector(network);
        float[] Scores(string kind) =>
            [.. Directory.GetFiles(TestData.DataSet("prints", kind), "*.jpg").Order(StringComparer.Ordinal).Where((_, i) => i % 20 == 0)
            .Select(file => Image.Load(file))
            .Select(image => detector.Assess(image, Installed.Recognizer.Detector.Detect(image).MaxBy(face => face.Box.Area).Box))];
        float[] live = Scores("live"), prints = Scores("print");
        Assert.IsGreaterThan(5, live.Length);
        Assert.IsGreaterThan(prints.Max(), live.Min());
    }

    [TestMethod]
    [DataRow(1f, 1, 10f, 200f, 30f)]
    [DataRow(4f, 2, 240f, 200f, 30f)]
    public void a_users_own_network_answers_by_the_crop_and_the_class_of_its_card(float crop, int live, float red, float green, float blue)
    {
        // The network's logits are the means of the three planes that it is shown, BGR and unscaled, over a hundred.
        using TemporaryFolder folder = Installed.Folder();
        NetworkEntry entry = Means(folder, new LivenessCard { Crop = crop, Live = live });
        using OnnxNetwork network = entry.Load();
        Image image = Frame(red, green, blue, out Box box);
        double inside = crop == 1 ? 1 : 1 / 16.0;
        double[] logits = [.. ((float[])[blue, green, red]).Select(color => color * inside / 100)];
        double expected = Math.Exp(logits[live]) / logits.Sum(Math.Exp);
        Assert.AreEqual(expected, new FaceLivenessDetector(network).Assess(image, box), 0.01);
    }

    [TestMethod]
    public void probabilities_of_a_network_are_taken_as_they_are()
    {
        using TemporaryFolder folder = Installed.Folder();
        NetworkEntry entry = Means(folder, new LivenessCard { Crop = 1, Live = 1, Logits = false });
        using OnnxNetwork network = entry.Load();
        Image image = Frame(10, 70, 20, out Box box);
        Assert.AreEqual(0.7, new FaceLivenessDetector(network).Assess(image, box), 1e-3);
    }

    [TestMethod]
    public void a_minifasnet_file_works_by_a_card_that_is_proposed_for_it()
    {
        string file = TestData.NetworkFile("minifasnet", "2.7_80x80_MiniFASNetV2.onnx");
        NetworkCard card = CardProposer.Propose("mine", [file], "minifasnet");
        using var network = OnnxNetwork.Load(card, file);
        var detector = new FaceLivenessDetector(network);
        float Score(string kind, string name)
        {
            var image = Image.Load(TestData.DataSet("prints", kind, name));
            return detector.Assess(image, Installed.Recognizer.Detector.Detect(image).MaxBy(face => face.Box.Area).Box);
        }

        Assert.IsGreaterThan(0.5f, Score("live", "0001_00_00_01_105.jpg"));
        Assert.IsLessThan(0.1f, Score("print", "0001_00_00_01_193.jpg"));
    }

    [TestMethod]
    public void a_file_with_other_outputs_is_no_minifasnet() =>
        StringAssert.Contains(Assert.ThrowsExactly<NetworkException>(() =>
            CardProposer.Propose("mine", [Installed.Embedder.Path], "minifasnet")).Message, "one output of 3 numbers");

    [TestMethod]
    public void a_network_of_another_kind_is_refused()
    {
        using OnnxNetwork network = Installed.Detector.Load();
        StringAssert.Contains(Assert.ThrowsExactly<NetworkException>(() => new FaceLivenessDetector(network)).Message, "Liveness");
    }

    [TestMethod]
    [DataRow(-50f, -50f, -1f, -1f)]
    [DataRow(10f, 10f, 10f, 10f)]
    [DataRow(float.NaN, 0f, 10f, 10f)]
    public void a_box_that_shows_nothing_of_the_image_is_refused(float left, float top, float right, float bottom)
    {
        using OnnxNetwork network = Shipped.Load();
        var detector = new FaceLivenessDetector(network);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() =>
            detector.Assess(new Image(64, 64), new Box(left, top, right, bottom))).Message, "must show at least one pixel");
    }

    // A face of one color in the middle of black, a quarter of each side.
    private static Image Frame(float red, float green, float blue, out Box box)
    {
        var image = new Image(320, 320);
        box = new Box(120, 120, 200, 200);
        for (int i = 0; i < 80 * 80; i++)
        {
            byte[] color = [(byte)red, (byte)green, (byte)blue];
            color.CopyTo(image.Pixels.Slice(((120 + i / 80) * 320 + 120 + i % 80) * 3, 3));
        }

        return image;
    }

    private static NetworkEntry Means(TemporaryFolder folder, LivenessCard liveness)
    {
        GraphBuilder g = new();
        string means = g.Flatten(g.GlobalAveragePool(g.Input("x", OnnxElementType.Float32, "N", 3, 80, 80)));
        g.Output(g.Div(means, g.Scalar("hundred", 100), "y"), OnnxElementType.Float32, "N", 3);
        string file = folder.File("means.onnx");
        g.Build().Write(file);
        File.WriteAllText(folder.File("means.json"), Card("means.onnx", File.ReadAllBytes(file), liveness).ToJson());
        return new NetworkCatalog(folder.Path).Find("mine");
    }

    private static NetworkCard Card(string file, byte[] content, LivenessCard liveness)
    {
        NetworkCard shipped = Shipped.Card;
        return shipped with
        {
            Name = "mine",
            File = file,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            Bytes = content.Length,
            Inputs = [shipped.Inputs[0] with { Name = "x", Width = 80, Height = 80, Batch = NetworkBatch.Dynamic }],
            Outputs = [new() { Role = "scores", Name = "y", Shape = [3] }],
            Liveness = liveness,
        };
    }
}
