namespace FaceML.Recognition.Tests.Embedding;

[TestClass]
public sealed class FaceEmbedderTests
{
    private static readonly OnnxNetwork Network = Installed.Recognizer.Networks[2];

    private static readonly Lazy<FaceInImage[]> Faces = new(() =>
        [.. TestData.Samples.Select(path => Image.Load(path))
            .SelectMany(image => Installed.Recognizer.Detect(image).Select(face => new FaceInImage(image, face.Points)))]);

    [TestMethod]
    public void a_batch_gives_the_vectors_of_one_by_one()
    {
        foreach (bool flip in new[] { false, true })
        {
            FaceEmbedder embedder = new(Network, new() { Flip = flip });
            EmbeddedFace[] together = embedder.Embed(Faces.Value);
            Assert.IsTrue(Faces.Value.Length > 16, "more than one block");
            for (int i = 0; i < together.Length; i++)
            {
                float[] alone = embedder.Embed(Faces.Value[i].Image, Faces.Value[i].Points);
                Assert.IsTrue(
                    alone.Zip(together[i].Vector).All(pair => MathF.Abs(pair.First - pair.Second) <= 1e-5f), $"face {i}, flip {flip}");
            }
        }
    }

    [TestMethod]
    public void vectors_have_length_one()
    {
        foreach ((float[] vector, _) in new FaceEmbedder(Network, new() { Flip = true }).Embed(Faces.Value[..3]))
        {
            Assert.AreEqual(512, vector.Length);
            Assert.AreEqual(1, vector.Sum(x => (double)x * x), 1e-5);
        }
    }

    [TestMethod]
    public void with_flip_a_picture_and_its_mirror_image_give_one_vector()
    {
        // Aligned faces are mirrored as a whole, so the two views only change places.
        Image alignedFace = new FaceAligner(AlignmentTemplate.ArcFace112).Align(Faces.Value[0].Image, Faces.Value[0].Points);
        FaceEmbedder flipped = new(Network, new() { Flip = true }), plain = new(Network, new() { Flip = false });
        float[][] vectors = flipped.EmbedAligned([alignedFace, alignedFace.FlipHorizontal()]);
        Assert.IsTrue(vectors[0].Zip(vectors[1]).All(pair => MathF.Abs(pair.First - pair.Second) <= 1e-4f));
        float[][] single = plain.EmbedAligned([alignedFace, alignedFace.FlipHorizontal()]);
        Assert.IsTrue(single[0].Zip(single[1]).Any(pair => MathF.Abs(pair.First - pair.Second) > 1e-3f), "without flip they differ");
        float[] sum = [.. single[0].Zip(single[1], (a, b) => a + b)];
        float norm = MathF.Sqrt(sum.Sum(x => x * x));
        Assert.IsTrue(sum.Zip(vectors[0]).All(pair => MathF.Abs(pair.First / norm - pair.Second) <= 1e-4f),
            "the normalized sum of the normalized vectors");
    }

    [TestMethod]
    public void a_face_in_the_dark_is_embedded_as_if_it_were_lit()
    {
        FaceEmbedder embedder = new(Network);
        Image alignedFace = new FaceAligner(AlignmentTemplate.ArcFace112).Align(Faces.Value[0].Image, Faces.Value[0].Points), dark =
            alignedFace.Clone(),
            before;
        foreach (ref byte value in dark.Pixels)
        {
            value = (byte)(value / 8);
        }

        before = dark.Clone();
        float[][] vectors = embedder.EmbedAligned([alignedFace, dark]);
        Assert.IsGreaterThan(0.9f, FaceComparison.Cosine(vectors[0], vectors[1]));
        CollectionAssert.AreEqual(before.Pixels.ToArray(), dark.Pixels.ToArray(), "the given aligned face stays");
    }

    [TestMethod]
    public void faces_without_extent_and_wrong_networks_are_refused()
    {
        FaceEmbedder embedder = new(Network);
        Assert.ThrowsExactly<AlignmentException>(() => embedder.Embed(new Image(10, 10), default));
        Assert.ThrowsExactly<NetworkException>(() => new FaceEmbedder(Installed.Recognizer.Networks[0]));
        Assert.AreEqual(0, embedder.Embed([]).Length);
    }

    [TestMethod]
    public void a_length_that_is_not_the_outputs_is_refused()
    {
        NetworkCard card = Installed.Embedder.Card;
        using OnnxNetwork network =
            OnnxNetwork.Load(card with { Embedding = card.Embedding! with { Length = 128 } }, Installed.Embedder.Path);
        StringAssert.Contains(Assert.ThrowsExactly<NetworkCardException>(() => new FaceEmbedder(network)).Message,
            "embedding.length is 128, its output has 512");
    }

    [TestMethod]
    public void a_vector_without_direction_is_an_error()
    {
        // A scale this large drives the network's numbers out of range.
        NetworkCard card = Installed.Embedder.Card;
        using OnnxNetwork network =
            OnnxNetwork.Load(card with { Inputs = [card.Inputs[0] with { Scale = [1e38f, 1e38f, 1e38f] }] }, Installed.Embedder.Path);
        FaceEmbedder embedder = new(network);
        StringAssert.Contains(Assert.ThrowsExactly<NetworkException>(() =>
            embedder.Embed(Faces.Value[0].Image, Faces.Value[0].Points)).Message, "without direction");
    }
}
