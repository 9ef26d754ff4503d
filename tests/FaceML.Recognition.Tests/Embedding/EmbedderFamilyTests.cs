namespace FaceML.Recognition.Tests.Embedding;

[TestClass]
public sealed class EmbedderFamilyTests
{
    // The aligned face is of one color, and the network answers with the means of its three planes: the direction of what it was shown,
    // computed by hand below.
    private static readonly float[] Color = [200, 100, 50];

    [TestMethod]
    [DataRow("arcface", 112, 112, 0.568627f, -0.215686f, -0.607843f)] // (200 − 127.5) / 127.5 …
    [DataRow("mobilefacenet", 112, 112, 0.566406f, -0.214844f, -0.605469f)] // / 128
    [DataRow("sphereface", 96, 112, -0.605469f, -0.214844f, 0.566406f)] // blue first
    [DataRow("facenet", 160, 160, 1.336306f, -0.267261f, -1.069045f)] // mean 116.6667, deviation 62.3610
    [DataRow("facenet-fixed", 160, 160, 0.566406f, -0.214844f, -0.605469f)]
    [DataRow("vggface", 224, 224, -43.5940f, -4.7624f, 70.8137f)] // 50 − 93.5940 …, blue first
    [DataRow("vggface2", 224, 224, -41.4953f, -3.8827f, 68.9088f)]
    [DataRow("openface", 96, 96, 0.784314f, 0.392157f, 0.196078f)]
    [DataRow("dlib", 150, 150, 0.301633f, -0.066410f, -0.212102f)] // (200 − 122.782) / 256 …
    [DataRow("deepface", 152, 152, 0.196078f, 0.392157f, 0.784314f)] // blue first, / 255
    public void faces_are_shown_as_the_family_wants_them(string family, int width, int height, float first, float second, float third)
    {
        foreach (TensorLayout layout in Enum.GetValues<TensorLayout>())
        {
            using TemporaryFolder folder = Installed.Folder();
            NetworkEntry entry = Install(folder, family, Means(layout, 3, width, height));
            Assert.AreEqual((width, height, layout),
                (entry.Card.Inputs[0].Width, entry.Card.Inputs[0].Height, entry.Card.Inputs[0].Layout));
            float norm = MathF.Sqrt(first * first + second * second + third * third);
            AreClose([first / norm, second / norm, third / norm], Embed(entry));
        }
    }

    [TestMethod]
    public void a_file_with_one_channel_is_shown_grey()
    {
        using TemporaryFolder folder = Installed.Folder();
        NetworkEntry entry = Install(folder, "lightcnn", Means(TensorLayout.Nchw, 1, 128, 128));
        Assert.AreEqual(ChannelOrder.Gray, entry.Card.Inputs[0].Order);

        // The graph answers with the gray value and 1: BT.601's gray of the color, over 255.
        float gray = (0.299f * Color[0] + 0.587f * Color[1] + 0.114f * Color[2]) / 255, norm = MathF.Sqrt(gray * gray + 1);
        AreClose([gray / norm, 1 / norm], Embed(entry), 5e-3f);
    }

    [TestMethod]
    public void a_file_that_leaves_its_size_open_gets_the_familys()
    {
        using TemporaryFolder folder = Installed.Folder();
        NetworkEntry entry = Install(folder, "facenet", Means(TensorLayout.Nchw, 3, null, null));
        Assert.AreEqual((160, 160), (entry.Card.Inputs[0].Width, entry.Card.Inputs[0].Height));
        Assert.HasCount(3, Embed(entry));
    }

    [TestMethod]
    [DataRow(128)]
    [DataRow(4096)]
    public void vectors_of_128_to_4096_numbers_are_taken(int length)
    {
        using TemporaryFolder folder = Installed.Folder();
        GraphBuilder g = new();
        string means = g.Flatten(g.GlobalAveragePool(g.Input("x", OnnxElementType.Float32, "N", 3, 112, 112)));
        float[] weights = [.. Enumerable.Range(0, 3 * length).Select(i => MathF.Sin(i))];
        g.Output(g.MatMul(means, g.Floats("w", [3, length], weights), output: "y"), OnnxElementType.Float32, "N", length);
        NetworkEntry entry = Install(folder, "arcface", g.Build());
        Assert.AreEqual(length, entry.Card.Embedding!.Length);
        float[] vector = Embed(entry);
        Assert.HasCount(length, vector);
        Assert.AreEqual(1, vector.Sum(v => (double)v * v), 1e-4);
    }

    [TestMethod]
    public void every_family_is_named_where_one_is_not_known()
    {
        ArgumentException error =
            Assert.ThrowsExactly<ArgumentException>(() => CardProposer.Propose("mine", [Installed.Embedder.Path], "eigenfaces"));
        foreach (string family in (string[])["facenet", "vggface", "openface", "arcface", "sphereface", "dlib", "deepface", "yunet"])
        {
            StringAssert.Contains(error.Message, family);
        }
    }

    private static NetworkEntry Install(TemporaryFolder folder, string family, OnnxModel model)
    {
        string file = folder.File("model.onnx");
        model.Write(file);
        return NetworkInstaller.Install(CardProposer.Propose("mine", [file], family), [file], folder.File("networks"));
    }

    private static float[] Embed(NetworkEntry entry)
    {
        Image alignedFace = new(64, 64);
        for (int i = 0; i < alignedFace.Pixels.Length; i++)
        {
            alignedFace.Pixels[i] = (byte)Color[i % 3];
        }

        using OnnxNetwork network = entry.Load();
        return new FaceEmbedder(network, new() { Flip = false }).EmbedAligned([alignedFace])[0];
    }

    private static OnnxModel Means(TensorLayout layout, int channels, int? width, int? height)
    {
        GraphBuilder g = new();
        OnnxDimension rows = height is { } h ? h : "height", columns = width is { } w ? w : "width";
        string planes = layout == TensorLayout.Nchw
            ? g.Input("x", OnnxElementType.Float32, "N", channels, rows, columns)
            : g.Transpose(g.Input("x", OnnxElementType.Float32, "N", rows, columns, channels), [0, 3, 1, 2]);
        string means = g.Flatten(g.GlobalAveragePool(planes));
        if (channels == 1)
        {
            // A second number, 1 whatever is shown: a direction of one number would say nothing.
            means = g.Concat([means, g.Add(g.Mul(means, g.Scalar("zero", 0)), g.Scalar("one", 1))], 1);
        }

        g.Output(g.Identity(means, "y"), OnnxElementType.Float32, "N", channels == 1 ? 2 : channels);
        return g.Build();
    }

    private static void AreClose(float[] expected, float[] found, float tolerance = 1e-4f) =>
        Assert.IsTrue(expected.Length == found.Length && expected.Zip(found).All(p => MathF.Abs(p.First - p.Second) <= tolerance),
            $"{string.Join(' ', found)} for {string.Join(' ', expected)}");
}
