namespace FaceML.Recognition.Tests.Detection;

[TestClass]
public sealed class TileMergeTests
{
    private static readonly Image Picture = new(1400, 700);
    private static readonly Tile TopLeft = new(new(0, 0, 800, 400), new(1400, 700));
    private static TensorSpec Input => new() { Width = 320, Height = 240 };

    [TestMethod]
    public void a_face_cut_by_an_inner_edge_does_not_count_and_one_at_the_pictures_edge_does()
    {
        Assert.IsTrue(TileMerge.Counts(new(100, 100, 140, 140), TopLeft, Picture, Input));
        Assert.IsTrue(TileMerge.Counts(new(0, 0, 40, 40), TopLeft, Picture, Input), "the image's own corner");
        Assert.IsFalse(TileMerge.Counts(new(760, 100, 800, 140), TopLeft, Picture, Input), "the right edge is an inner one");
        Assert.IsFalse(TileMerge.Counts(new(100, 365, 140, 405), TopLeft, Picture, Input), "so is the lower");
    }

    [TestMethod]
    public void a_face_that_the_level_above_shows_large_does_not_count()
    {
        // 1400 pixels on 320: a face of 250 pixels is shown there 57 pixels wide.
        Assert.IsFalse(TileMerge.Counts(new(100, 50, 350, 300), TopLeft, Picture, Input));
    }

    [TestMethod]
    public void a_part_inside_a_whole_goes_whatever_the_overlap()
    {
        DetectedFace whole = new(new(0, 0, 100, 100), 0.9f), part = new(new(10, 10, 30, 30), 0.8f), beside =
            new(new(95, 0, 195, 100), 0.7f);
        CollectionAssert.AreEqual(new[] { whole, beside }, TileMerge.Suppress([part, whole, beside], 0.4f));
    }
}
