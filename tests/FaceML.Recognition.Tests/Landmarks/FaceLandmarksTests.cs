namespace FaceML.Recognition.Tests.Landmarks;

[TestClass]
public sealed class FaceLandmarksTests
{
    [TestMethod]
    public void the_five_points_are_means_of_the_documented_ones()
    {
        // Point i lies at (i, i²), so every index shows in the means.
        FaceLandmarks landmarks = new([.. Enumerable.Range(0, 68).Select(i => new Vector2(i, i * i))]);
        Assert.AreEqual(new Vector2((37 + 38 + 40 + 41) / 4f, (37 * 37 + 38 * 38 + 40 * 40 + 41 * 41) / 4f), landmarks.FivePoints.EyeLeft);
        Assert.AreEqual(new Vector2((43 + 44 + 46 + 47) / 4f, (43 * 43 + 44 * 44 + 46 * 46 + 47 * 47) / 4f), landmarks.FivePoints.EyeRight);
        Assert.AreEqual(new Vector2(30, 900), landmarks.FivePoints.Nose);
        Assert.AreEqual(new Vector2(54, (48 * 48 + 60 * 60) / 2f), landmarks.FivePoints.MouthLeft);
        Assert.AreEqual(new Vector2(59, (54 * 54 + 64 * 64) / 2f), landmarks.FivePoints.MouthRight);
        Assert.AreEqual(landmarks.FivePoints.MouthRight, landmarks.FivePoints[4]);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => landmarks.FivePoints[5]);
    }

    [TestMethod]
    public void another_number_of_points_is_refused() =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => new FaceLandmarks(new Vector2[5])).Message,
            "68 points are expected; 5 came");
}
