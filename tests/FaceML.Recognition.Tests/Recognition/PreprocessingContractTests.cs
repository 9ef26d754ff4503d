using System.Globalization;
using System.Text;

namespace FaceML.Recognition.Tests.Recognition;

/// <summary>
/// The default recipe's contract with its networks. Each test breaks one thing and holds that the recipe as shipped separates
/// people better: if the shipped one were broken in that way, both would be alike and the test would fail.
/// </summary>
[TestClass]
public sealed class PreprocessingContractTests
{
    private static readonly Lazy<LfwFaces> Lfw = new(() => LfwFaces.Load(pairs: 60));
    private static readonly Lazy<double> Shipped = new(() => Separation(Installed.Recognizer.Embedder));

    [TestMethod]
    public void channels_swapped_separate_worse() => Worse(margin: 0.05, input => input with { Order = ChannelOrder.Rgb });

    [TestMethod]
    public void a_missing_mean_separates_worse() => Worse(margin: 0.3, input => input with { Mean = [0, 0, 0] });

    [TestMethod]
    public void a_missing_scale_separates_worse() => Worse(margin: 0.3, input => input with { Scale = [1, 1, 1] });

    [TestMethod]
    public void faces_without_alignment_separate_worse()
    {
        FaceEmbedder embedder = Installed.Recognizer.Embedder;
        Dictionary<string, float[]> vectors = Lfw.Value.Faces
            .ToDictionary(f => f.Key, f => embedder.EmbedAligned([f.Value.Image.Crop(f.Value.Box)])[0]);
        AssertWorse(Lfw.Value.Separation(vectors), 0.5);
    }

    [TestMethod]
    public void eyes_taken_for_one_another_separate_worse()
    {
        // A network that was shown faces upside down or mirrored: left and right of the points exchanged.
        Dictionary<string, float[]> vectors = Lfw.Value.Faces.ToDictionary(f => f.Key, f => Installed.Recognizer.Embedder.Embed(
            f.Value.Image, f.Value.Points with
            {
                EyeLeft = f.Value.Points.EyeRight,
                EyeRight = f.Value.Points.EyeLeft,
                MouthLeft = f.Value.Points.MouthRight,
                MouthRight = f.Value.Points.MouthLeft
            }));
        AssertWorse(Lfw.Value.Separation(vectors), 1);
    }

    [TestMethod]
    public void a_picture_stored_on_its_side_gives_the_faces_of_the_upright_one()
    {
        Image upright = Installed.Sample(1);
        upright = upright.Resize(upright.Width / 2, upright.Height / 2);
        byte[] stored = QuarterTurnLeft(upright).Encode(ImageFormat.Jpeg);
        IReadOnlyList<FaceEmbedding> expected = Installed.Recognizer.EmbedAll(upright);
        IReadOnlyList<FaceEmbedding> turned = Installed.Recognizer.EmbedAll(Image.Decode(WithOrientation(stored, 6)));
        Assert.AreEqual(3, expected.Count);
        Assert.IsTrue(Alike(turned), "with its EXIF orientation");
        Assert.IsFalse(Alike(Installed.Recognizer.EmbedAll(Image.Decode(stored))), "without, the test would notice nothing");

        bool Alike(IReadOnlyList<FaceEmbedding> found) => expected.All(e => found.Any(f =>
            f.Face.Box.IntersectionOverUnion(e.Face.Box) > 0.8f && FaceComparison.Cosine(f.Vector.Span, e.Vector.Span) > 0.9f));
    }

    [TestMethod]
    public void golden_numbers_of_the_sample_photographs()
    {
        // The first eight numbers of the largest face's vector, its box and points. Decoders and processors differ in the last digits:
        // tolerances below.
        string[] approved = File.ReadAllLines(
            Path.Combine(TestData.Root, "tests", "FaceML.Recognition.Tests", "Recognition", "Golden.approved.txt"));
        StringBuilder received = new();
        List<string> wrong = [];
        for (int sample = 1; sample <= 6; sample++)
        {
            FaceEmbedding face = Installed.Recognizer.EmbedSingle(Installed.Sample(sample));
            Box box = face.Face.Box;
            float[] pixels = [box.Left, box.Top, box.Right, box.Bottom, face.Face.Points.EyeLeft.X, face.Face.Points.EyeLeft.Y,
                face.Face.Points.MouthRight.X, face.Face.Points.MouthRight.Y];
            Compare($"sample{sample} pixels", pixels, tolerance: 0.02f * box.Width, "0.0");
            Compare($"sample{sample} vector", face.Vector.Span[..8].ToArray(), tolerance: 0.01f, "0.000");
        }

        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "Golden.received.txt"), received.ToString());
        Assert.AreEqual(0, wrong.Count, string.Join("\n", wrong));

        void Compare(string name, float[] numbers, float tolerance, string format)
        {
            received.AppendLine(CultureInfo.InvariantCulture,
                $"{name}: {string.Join(' ', numbers.Select(n => n.ToString(format, CultureInfo.InvariantCulture)))}");
            string? line = approved.FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal));
            float[] expected = [.. (line ?? ":").Split(':')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(n => float.Parse(n, CultureInfo.InvariantCulture))];
            if (expected.Length != numbers.Length || expected.Zip(numbers).Any(pair => MathF.Abs(pair.First - pair.Second) > tolerance))
            {
                wrong.Add($"approved {line}; received {received.ToString().TrimEnd().Split('\n')[^1]}");
            }
        }
    }

    private static void Worse(double margin, Func<NetworkInput, NetworkInput> breakIt)
    {
        NetworkCard card = Installed.Embedder.Card;
        using OnnxNetwork broken = OnnxNetwork.Load(card with { Inputs = [breakIt(card.Inputs[0])] }, Installed.Embedder.Path);
        AssertWorse(Separation(new FaceEmbedder(broken)), margin);
    }

    private static void AssertWorse(double broken, double margin) =>
        Assert.IsTrue(broken + margin < Shipped.Value,
            $"separation {Shipped.Value:0.000} as shipped, {broken:0.000} broken; a difference of {margin} is expected");

    private static double Separation(FaceEmbedder embedder) =>
        Lfw.Value.Separation(Lfw.Value.Faces.ToDictionary(f => f.Key, f => embedder.Embed(f.Value.Image, f.Value.Points)));

    private static Image QuarterTurnLeft(Image image)
    {
        Image turned = new(image.Height, image.Width);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                image.Pixels.Slice((y * image.Width + x) * 3, 3).CopyTo(turned.Pixels[(((image.Width - 1 - x) * image.Height + y) * 3)..]);
            }
        }

        return turned;
    }

    // An APP1 segment behind the start of the image: "Exif", a little-endian TIFF header, one directory entry: 0x0112 Orientation, SHORT,
    // 1.
    private static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] segment =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0,
            1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0,
        ];
        return [.. jpeg[..2], .. segment, .. jpeg[2..]];
    }
}
