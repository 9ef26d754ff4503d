namespace FaceML.Recognition.Tests.Detection;

[TestClass]
public sealed class SoftSuppressionTests
{
    [TestMethod]
    public void an_overlapping_face_loses_score_by_the_formula()
    {
        // IoU of two 10×10 boxes shifted by 5: 50 / 150 = 1/3; the weaker becomes 0.8 · e^(−(1/9)/0.5) = 0.8 · e^(−2/9).
        List<DetectedFace> kept = SoftSuppression.Suppress([new(new(0, 0, 10, 10), 0.9f), new(new(5, 0, 15, 10), 0.8f)], 0.5f, 0.1f);
        Assert.AreEqual(2, kept.Count);
        Assert.AreEqual(0.9f, kept[0].Score);
        Assert.AreEqual(0.8f * MathF.Exp(-2f / 9), kept[1].Score, 1e-6f);
    }

    [TestMethod]
    public void a_duplicate_falls_below_the_threshold() =>
        Assert.AreEqual(1, SoftSuppression.Suppress([new(new(0, 0, 10, 10), 0.9f), new(new(0, 0, 10, 10), 0.9f)], 0.5f, 0.5f).Count);

    [TestMethod]
    public void a_lowered_score_changes_the_order()
    {
        List<DetectedFace> kept =
            SoftSuppression.Suppress(
            [new(new(0, 0, 10, 10), 0.9f), new(new(3, 0, 13, 10), 0.85f), new(new(50, 0, 60, 10), 0.7f)], 0.5f, 0.1f);
        CollectionAssert.AreEqual(new[] { 0f, 50f, 3f }, kept.Select(face => face.Box.Left).ToArray());
    }

    [TestMethod]
    public void a_sigma_of_nothing_is_refused() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SoftSuppression.Suppress([], 0, 0.5f));
}
