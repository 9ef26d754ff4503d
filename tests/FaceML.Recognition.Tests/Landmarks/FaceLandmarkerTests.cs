using System.Globalization;

namespace FaceML.Recognition.Tests.Landmarks;

[TestClass]
public sealed class FaceLandmarkerTests
{
    private static readonly OnnxNetwork Network = Installed.Recognizer.Networks[1];

    [TestMethod]
    public void annotated_points_are_hit_to_within_an_eighth_of_the_eye_distance()
    {
        // color-boxes: eye, eye, nose tip, center of the mouth. The usual measure: mean error over the distance of the eyes.
        string folder = TestData.DataSet("color-boxes");
        List<float> errors = [];
        foreach (string line in File.ReadLines(Path.Combine(folder, "Temp3_12.txt")))
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            float[] n = [.. fields.Skip(1).Take(8).Select(f => float.Parse(f, CultureInfo.InvariantCulture))];
            Vector2[] truth = [new(n[0], n[1]), new(n[2], n[3]), new(n[4], n[5]), new(n[6], n[7])];
            if (!File.Exists(Path.Combine(folder, fields[0])))
            {
                continue;
            }

            Image image = Image.Load(Path.Combine(folder, fields[0]));
            Face? face = Installed.Recognizer.Detect(image).FirstOrDefault(f =>
                truth.All(p => p.X > f.Box.Left && p.X < f.Box.Right && p.Y > f.Box.Top && p.Y < f.Box.Bottom));
            if (face is not null)
            {
                FacePoints p = face.Points;
                Vector2[] found = [p.EyeLeft, p.EyeRight, p.Nose, (p.MouthLeft + p.MouthRight) / 2];
                errors.Add(found.Zip(truth, Vector2.Distance).Average() / Vector2.Distance(truth[0], truth[1]));
            }
        }

        errors.Sort();
        Assert.IsTrue(errors.Count > 100);
        Assert.IsTrue(errors[errors.Count / 2] < 0.125f, $"median {errors[errors.Count / 2]}");
    }

    [TestMethod]
    public void passes_are_averaged_and_always_the_same()
    {
        Image image = Installed.Sample(1);
        Box box = Installed.Recognizer.Detector.Detect(image)[0].Box;
        FaceLandmarks one = new FaceLandmarker(Network, new() { Passes = 1 }).Locate(image, box);
        FaceLandmarks five = new FaceLandmarker(Network, new() { Passes = 5 }).Locate(image, box);
        FaceLandmarks again = new FaceLandmarker(Network, new() { Passes = 5 }).Locate(image, box);
        CollectionAssert.AreEqual(five.Points.ToArray(), again.Points.ToArray());
        CollectionAssert.AreNotEqual(one.Points.ToArray(), five.Points.ToArray());
        Vector2 mean = Vector2.Zero;
        for (int pass = 0; pass < 5; pass++)
        {
            mean += new FaceLandmarker(Network, new() { Passes = 1 }).Locate(image, CropJitter.Crop(box, pass)).Points[30] / 5;
        }

        Assert.IsTrue(Vector2.Distance(mean, five.Points[30]) < 0.01f, "the mean over the crops, one by one");
    }

    [TestMethod]
    public void a_box_outside_of_the_picture_is_refused_and_one_half_outside_is_not()
    {
        Image image = Installed.Sample(1);
        FaceLandmarker landmarker = new(Network, new() { Passes = 9 });
        Assert.ThrowsExactly<ArgumentException>(() => landmarker.Locate(image, new(-100, -100, -10, -10)));
        Assert.ThrowsExactly<ArgumentException>(() => landmarker.Locate(image, default));
        Assert.ThrowsExactly<ArgumentException>(() => landmarker.Locate(image, new(float.NaN, 0, 10, 10)));
        Assert.AreEqual(68, landmarker.Locate(image, new(-50, -50, 50, 50)).Points.Count);
        Assert.AreEqual(68, landmarker.Locate(new Image(1, 1), new(0, 0, 1, 1)).Points.Count);
    }

    [TestMethod]
    public void wrong_networks_and_passes_are_refused()
    {
        Assert.ThrowsExactly<NetworkException>(() => new FaceLandmarker(Installed.Recognizer.Networks[0]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new FaceLandmarker(Network, new() { Passes = 0 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new FaceLandmarker(Network, new() { Passes = 10 }));
    }
}
