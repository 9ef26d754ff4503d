namespace FaceML.Recognition.Tests.Detection;

[TestClass]
public sealed class BlazeFaceDecoderTests
{
    [TestMethod]
    public void there_are_896_anchors_two_a_fine_cell_and_six_a_coarse_one()
    {
        Vector2[] anchors = BlazeFaceDecoder.Anchors(128, 128, 8);
        Assert.AreEqual(896, anchors.Length);
        Assert.AreEqual(new Vector2(4, 4), anchors[0]);
        Assert.AreEqual(new Vector2(4, 4), anchors[1]);
        Assert.AreEqual(new Vector2(12, 4), anchors[2]);
        Assert.AreEqual(new Vector2(124, 124), anchors[511]);
        Assert.AreEqual(new Vector2(8, 8), anchors[512]);
        Assert.AreEqual(new Vector2(24, 8), anchors[518]);
        Assert.AreEqual(new Vector2(120, 120), anchors[895]);
    }

    [TestMethod]
    public void a_box_is_centered_beside_its_anchor() =>
        Assert.AreEqual(new Box(6, 15, 16, 35), BlazeFaceDecoder.Decode([1, 5, 10, 20], new(10, 20)));

    [TestMethod]
    public void the_mouths_corners_lie_beside_its_middle_along_the_eyes()
    {
        float[] numbers = [0, 0, 10, 10, -5, 0, 5, 0, 0, 5, 0, 10, 0, 0, 0, 0];
        FacePoints points = BlazeFaceDecoder.Points(numbers, new(50, 50));
        Assert.AreEqual(new Vector2(45, 50), points.EyeLeft);
        Assert.AreEqual(new Vector2(55, 50), points.EyeRight);
        Assert.AreEqual(new Vector2(50, 55), points.Nose);
        Assert.AreEqual(new Vector2(50, 60), (points.MouthLeft + points.MouthRight) / 2);
        Assert.AreEqual(60, points.MouthLeft.Y);

        // The template's mouth is 29.18 wide where its eyes are 35.24 apart.
        Assert.AreEqual(10 * 29.181f / 35.238f, points.MouthRight.X - points.MouthLeft.X, 0.01f);
    }
}
