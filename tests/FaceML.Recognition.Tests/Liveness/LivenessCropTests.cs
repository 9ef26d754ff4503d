namespace FaceML.Recognition.Tests.Liveness;

[TestClass]
public sealed class LivenessCropTests
{
    [TestMethod]
    public void the_region_is_the_box_times_the_factor_about_its_center() =>
        Assert.AreEqual(new Box(50, 20, 150, 220), LivenessCrop.Around(new Box(75, 70, 125, 170), 2, 400, 400));

    [TestMethod]
    public void a_region_that_reaches_beyond_the_image_is_moved_into_it() =>
        Assert.AreEqual(new Box(0, 200, 100, 400), LivenessCrop.Around(new Box(0, 290, 50, 390), 2, 400, 400));

    [TestMethod]
    public void a_region_that_is_larger_than_the_image_is_reduced_and_keeps_the_proportions_of_the_box()
    {
        Box region = LivenessCrop.Around(new Box(10, 10, 60, 110), 8, 400, 300);
        Assert.AreEqual(300, region.Height, 1e-3f);
        Assert.AreEqual(150, region.Width, 1e-3f);
    }

    [TestMethod]
    public void the_region_lies_inside_the_image_for_any_box_that_shows_a_pixel()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            int width = random.Next(1, 2000), height = random.Next(1, 2000);
            float left = random.Next(-width, width), top = random.Next(-height, height);
            var box = new Box(left, top, left + 1 + random.NextSingle() * 2 * width, top + 1 + random.NextSingle() * 2 * height);
            Box region = LivenessCrop.Around(box, 1 + random.NextSingle() * 7, width, height);
            Assert.IsTrue(region.Left >= 0 && region.Top >= 0 && region.Right <= width + 1e-3f && region.Bottom <= height + 1e-3f
                && region.Width > 0 && region.Height > 0, $"{box} in {width}×{height}: {region}");
        }
    }
}
