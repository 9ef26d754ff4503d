namespace FaceML.Recognition.Tests.Detection;

[TestClass]
public sealed class ScrfdDecoderTests
{
    [TestMethod]
    public void two_anchors_share_a_cells_corner()
    {
        // 80 columns of stride 8: anchors 0 and 1 at (0, 0), 2 and 3 at (8, 0), 160 and 161 at (0, 8).
        CollectionAssert.AreEqual(
            new[] { new Vector2(0, 0), new(0, 0), new(8, 0), new(8, 0), new(0, 8), new(0, 8) },
            new[] { 0, 1, 2, 3, 160, 161 }.Select(anchor => ScrfdDecoder.Corner(anchor, 80, 8)).ToArray());
    }

    [TestMethod]
    public void distances_reach_to_the_four_edges() =>
        Assert.AreEqual(new Box(100 - 16, 60 - 32, 100 + 48, 60 + 64), ScrfdDecoder.Decode([1, 2, 3, 4], new(100, 60), 16));
}
