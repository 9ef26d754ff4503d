namespace FaceML.Recognition.Tests.Landmarks;

[TestClass]
public sealed class CropJitterTests
{
    [TestMethod]
    public void the_first_crop_is_the_box_and_all_stay_near_it()
    {
        Box box = new(100, 200, 180, 300);
        Assert.AreEqual(box, CropJitter.Crop(box, 0));
        for (int pass = 1; pass < LandmarkOptions.MaxPasses; pass++)
        {
            Box crop = CropJitter.Crop(box, pass);
            Assert.AreNotEqual(box, crop);
            Assert.IsTrue(crop.IntersectionOverUnion(box) > 0.8f, $"pass {pass}");
        }
    }

    [TestMethod]
    public void shifts_cancel_out_over_odd_numbers_of_passes()
    {
        Box box = new(0, 0, 80, 100);
        foreach (int passes in new[] { 3, 5, 7, 9 })
        {
            Vector2 mean = Enumerable.Range(0, passes).Aggregate(Vector2.Zero, (sum, pass) =>
                sum + CropJitter.Crop(box, pass).Center) / passes;
            Assert.IsTrue(Vector2.Distance(mean, box.Center) < 0.01f, $"{passes} passes");
        }
    }
}
