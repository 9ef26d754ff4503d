namespace FaceML.Recognition.Tests.Detection;

[TestClass]
public sealed class YuNetDecoderTests
{
    [TestMethod]
    public void a_box_is_its_cell_shifted_and_its_sides_are_exponentials()
    {
        // Column 3, row 2 of stride 8: corner (24, 16); center (24 + 4, 16 + 2), width 8·e^ln2 = 16, height 8·e^0 = 8.
        Box box = YuNetDecoder.Decode([0.5f, 0.25f, MathF.Log(2), 0], 3, 2, 8);
        Assert.AreEqual(20, box.Left, 1e-4f);
        Assert.AreEqual(14, box.Top, 1e-4f);
        Assert.AreEqual(36, box.Right, 1e-4f);
        Assert.AreEqual(22, box.Bottom, 1e-4f);
    }

    [TestMethod]
    public void the_score_is_the_geometric_mean() => Assert.AreEqual(0.6f, YuNetDecoder.Score(0.4f, 0.9f), 1e-6f);

    [TestMethod]
    public void scores_beyond_probability_stay_probabilities() => Assert.AreEqual(1, YuNetDecoder.Score(7, 3));

    [TestMethod]
    public void an_exponent_without_bounds_gives_a_finite_box() =>
        Assert.IsTrue(float.IsFinite(YuNetDecoder.Decode([0, 0, 1000, 1000], 0, 0, 32).Right));
}
