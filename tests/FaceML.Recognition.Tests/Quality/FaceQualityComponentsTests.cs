namespace FaceML.Recognition.Tests.Quality;

[TestClass]
public sealed class FaceQualityComponentsTests
{
    private static readonly Image Photograph = Installed.Sample(1);
    private static readonly Face Largest = Installed.Recognizer.Detect(Photograph).MaxBy(face => face.Box.Area)!;

    private static FaceQualityComponents Measure(Func<Image, Image> change) => FaceQualityComponents.Measure(change(Photograph), Largest);

    private static Image Times(Image image, double factor)
    {
        Image changed = image.Clone();
        foreach (ref byte value in changed.Pixels)
        {
            value = (byte)Math.Min(255, value * factor);
        }

        return changed;
    }

    [TestMethod]
    public void nothing_is_named_of_a_good_photograph()
    {
        FaceQualityComponents good = Measure(image => image);
        Assert.IsNull(good.Reason, $"{good}");
        Assert.IsTrue(good is { Turn: 0, CutOff: false, EyeDistance: > 20, Brightness: > 0.2f and < 0.8f }, $"{good}");
    }

    [TestMethod]
    public void what_was_done_to_a_photograph_is_named()
    {
        float eyes = Measure(image => image).EyeDistance;
        Assert.AreEqual("too blurred", Measure(image => image.Blur(eyes * 0.15f)).Reason);
        Assert.AreEqual("too dark", Measure(image => Times(image, 0.1)).Reason);
        Assert.IsTrue(Measure(image => Times(image, 5)).Reason is "overexposed" or "too bright");
        Assert.AreEqual("turned by 90°", FaceQualityComponents.Measure(Photograph, Largest with { Turn = 90 }).Reason);
        float scale = 8 / eyes;
        Image small = Photograph.Resize((int)(Photograph.Width * scale), (int)(Photograph.Height * scale), ResizeFilter.Area);
        Face shrunk = Largest with
        {
            Points = Largest.Points.Select(point => point * scale),
            Box = new(Largest.Box.Left * scale, Largest.Box.Top * scale, Largest.Box.Right * scale, Largest.Box.Bottom * scale)
        };
        Assert.AreEqual("only 8 pixels between the eyes", FaceQualityComponents.Measure(small, shrunk).Reason);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(0.02)]
    [DataRow(5)]
    public void the_dynamic_range_lies_between_the_twentieths_of_the_sorted_luminances(double factor)
    {
        Image image = Times(Photograph, factor);
        float[] light = new float[112 * 112];
        TensorSpec gray = new() { Width = 112, Height = 112, Order = ChannelOrder.Gray, Scale = [1 / 255f] };
        PixelTensor.Write(new FaceAligner(AlignmentTemplate.ArcFace112).Align(image, Largest.Points), gray, light);
        Array.Sort(light);

        float expected = light[light.Length * 19 / 20] - light[light.Length / 20];
        Assert.AreEqual(expected, FaceQualityComponents.Measure(image, Largest).DynamicRange);
    }

    [TestMethod]
    public void a_face_at_the_edge_is_cut_off()
    {
        Image cut = Photograph.Crop(new Box(Largest.Box.Left, Largest.Box.Top, Largest.Box.Right, Largest.Box.Bottom));
        Face moved = Largest with
        {
            Points = Largest.Points
            .Select(point => point - new System.Numerics.Vector2(Largest.Box.Left, Largest.Box.Top)),
            Box =
            new(0, 0, cut.Width, cut.Height)
        };
        Assert.AreEqual("cut off by the edge of the image", FaceQualityComponents.Measure(cut, moved).Reason);
    }
}
