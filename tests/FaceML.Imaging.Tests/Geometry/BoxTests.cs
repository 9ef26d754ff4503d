namespace FaceML.Imaging.Tests.Geometry;

[TestClass]
public sealed class BoxTests
{
    [TestMethod]
    public void overlap_is_the_shared_part_of_the_whole()
    {
        Box a = new(0, 0, 4, 2), b = new(2, 1, 6, 3);
        Assert.AreEqual(2f / 14, a.IntersectionOverUnion(b), 1e-6f);
        Assert.AreEqual(a.IntersectionOverUnion(b), b.IntersectionOverUnion(a));
        Assert.AreEqual(1, a.IntersectionOverUnion(a));
        Assert.AreEqual(0, a.IntersectionOverUnion(new Box(4, 0, 5, 2)));
    }

    [TestMethod]
    public void clipping_keeps_what_is_inside()
    {
        Assert.AreEqual(new Box(0, 2, 10, 8), new Box(-5, 2, 20, 9).ClipTo(10, 8));
        Assert.AreEqual(0, new Box(20, 20, 30, 30).ClipTo(10, 8).Area);
    }

    [TestMethod]
    public void inverted_boxes_have_no_area()
    {
        Assert.AreEqual(0, new Box(5, 5, 1, 1).Area);
        Assert.AreEqual(new System.Numerics.Vector2(3, 4), new Box(1, 2, 5, 6).Center);
    }
}
