namespace FaceML.Recognition.Tests.Quality;

[TestClass]
public sealed class FaceCoverageTests
{
    private static readonly (Image Image, Face Face)[] Faces = [.. Enumerable.Range(1, 6).Select(Installed.Sample)
        .SelectMany(image => Installed.Recognizer.Detect(image).Select(face => (image, face)))];

    private static FaceEmbedding Embed(Image image, Face face) => Installed.Recognizer.Embed(image, [face])[0];

    // A bar of one color over what lies above or below the nose, as wide as the face.
    private static Image Bar(Image image, Face face, bool lower, byte gray)
    {
        float eyes = System.Numerics.Vector2.Distance(face.Points.EyeLeft, face.Points.EyeRight);
        int left = (int)Math.Max(0, face.Points.Nose.X - 1.2f * eyes), right = (int)Math.Min(image.Width, face.Points.Nose.X + 1.2f * eyes);
        int top = (int)Math.Max(0, face.Points.Nose.Y - (lower ? 0.1f : 1.6f) * eyes),
            bottom = (int)Math.Min(image.Height, face.Points.Nose.Y + (lower ? 1.7f : 0) * eyes);
        Image covered = image.Clone();
        for (int y = top; y < bottom; y++)
        {
            covered.Pixels[((y * image.Width + left) * 3)..((y * image.Width + right) * 3)].Fill(gray);
        }

        return covered;
    }

    [TestMethod]
    public void faces_as_they_are_are_not_covered()
    {
        Assert.IsGreaterThan(15, Faces.Length);
        FaceEmbedding[] seen = [.. Faces.Select(face => Embed(face.Image, face.Face))];
        Assert.IsTrue(seen.All(face => face.Covered is >= 0 and <= 1));
        Assert.IsLessThanOrEqualTo(1, seen.Count(face => face.IsCovered), string.Join(" ", seen.Select(face => face.Covered)));
    }

    [TestMethod]
    [DataRow(true, (byte)0)]
    [DataRow(true, (byte)120)]
    [DataRow(true, (byte)240)]
    [DataRow(false, (byte)0)]
    [DataRow(false, (byte)120)]
    [DataRow(false, (byte)240)]
    public void half_a_face_under_a_bar_is_covered_and_the_reason_says_so(bool lower, byte gray)
    {
        (Image Image, FaceEmbedding Face)[] seen = [.. Faces.Select(face => (Image: Bar(face.Image, face.Face, lower, gray), face.Face))
            .Select(face => (face.Image, Embed(face.Image, face.Face)))];
        Assert.IsGreaterThan(0.9 * seen.Length, seen.Count(face => face.Face.IsCovered),
            string.Join(" ", seen.Select(face => face.Face.Covered)));
        (Image covered, FaceEmbedding one) = seen.MaxBy(face => face.Face.Covered);
        FaceQualityComponents measured = FaceQualityComponents.Measure(covered, one);
        Assert.AreEqual(one.Covered, measured.Covered);
        Assert.IsTrue(measured is { Turn: not 0 } or { Reason: "too much of it covered" }, measured.Reason);
    }

    [TestMethod]
    public void mirroring_and_further_networks_change_nothing_in_what_is_told()
    {
        (Image image, Face face) = Faces[0];
        using FaceRecognizer fast = FaceRecognizer.Create(Installed.Catalog, FaceRecognizerOptions.Fast);
        float once = fast.Embed(image, [face])[0].Covered!.Value;
        Assert.AreEqual(once, Embed(image, face).Covered!.Value, 1e-4f);
        using OnnxNetwork again = Installed.Embedder.Load();
        FaceEmbedder fused = new([again, fast.Networks[^1]], new() { Flip = false });
        Assert.AreEqual(once, fused.Embed([new FaceInImage(image, face.Points)])[0].Covered!.Value, 1e-4f);
    }

    [TestMethod]
    public void a_network_that_it_was_not_fitted_to_tells_nothing()
    {
        NetworkCard card = Installed.Embedder.Card;
        Assert.IsNotNull(FaceCoverage.For(card));
        Assert.IsNull(FaceCoverage.For(card with { Outputs = [card.Outputs[0]] }));
        Assert.IsNull(FaceCoverage.For(card with { Sha256 = new string('0', 64) }));
        (Image image, Face face) = Faces[0];
        using OnnxNetwork network = OnnxNetwork.Load(card with { Outputs = [card.Outputs[0]] }, Installed.Embedder.Path);
        EmbeddedFace embedded = new FaceEmbedder(network).Embed([new FaceInImage(image, face.Points)])[0];
        Assert.IsNull(embedded.Covered);
        Assert.IsFalse(embedded.IsCovered);
        float[] usual = Installed.Recognizer.Embed(image, face);
        Assert.IsTrue(usual.Zip(embedded.Vector).All(pair => MathF.Abs(pair.First - pair.Second) < 1e-5f));
    }
}
