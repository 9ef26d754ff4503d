namespace FaceML.Recognition.Tests.Embedding;

[TestClass]
public sealed class FusionTests
{
    [TestMethod]
    public void the_fused_cosine_is_the_weighted_mean()
    {
        float[][] a = [[1, 0], [0.6f, 0.8f]], b = [[1, 0, 0], [0, 1, 0]];
        float[] weights = [0.75f, 0.25f];
        float[] first = FaceEmbedder.Fuse([a[0], b[0]], weights), second = FaceEmbedder.Fuse([a[1], b[1]], weights);
        Assert.AreEqual(0.75f * 0.6f + 0.25f * 0, FaceComparison.Cosine(first, second), 1e-6f);
        Assert.AreEqual(5, first.Length);
    }

    [TestMethod]
    public void weights_are_inverse_deviations_where_all_are_stated()
    {
        CollectionAssert.AreEqual(new[] { 0.8f, 0.2f }, FaceEmbedder.Weights([0.05, 0.2]));
        CollectionAssert.AreEqual(new[] { 0.5f, 0.5f }, FaceEmbedder.Weights([0.05, null]));
    }

    [TestMethod]
    public void two_networks_give_vectors_of_length_1_behind_each_other()
    {
        NetworkCard card = Installed.Embedder.Card;
        using OnnxNetwork bgr = Installed.Embedder.Load(), rgb =
            OnnxNetwork.Load(card with { Inputs = [card.Inputs[0] with { Order = ChannelOrder.Rgb }] }, Installed.Embedder.Path);
        FaceEmbedder fused = new((IReadOnlyList<OnnxNetwork>)[bgr, rgb]), alone = new(bgr);
        Image image = Installed.Sample(1);
        FacePoints points = Installed.Recognizer.Detect(image)[0].Points;
        float[] vector = fused.Embed(image, points), first = alone.Embed(image, points);
        Assert.AreEqual(1024, fused.Length);
        Assert.AreEqual(1024, vector.Length);
        Assert.AreEqual(1, vector.Sum(v => (double)v * v), 1e-5);
        Assert.AreEqual(first[7] * MathF.Sqrt(0.5f), vector[7], 1e-6f);
    }

    [TestMethod]
    public void presets_are_found_by_name()
    {
        Assert.AreSame(FaceRecognizerOptions.Balanced, FaceRecognizerOptions.Preset("balanced"));
        Assert.AreEqual(new FaceRecognizerOptions() with { FusedWith = FaceRecognizerOptions.Balanced.FusedWith },
            FaceRecognizerOptions.Preset(FaceRecognizerOptions.DefaultPreset), "the default options are the default preset");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => FaceRecognizerOptions.Preset("best")).Message,
            "fast, balanced, accurate");
    }
}
