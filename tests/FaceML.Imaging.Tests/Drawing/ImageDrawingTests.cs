namespace FaceML.Imaging.Tests.Drawing;

[TestClass]
public sealed class ImageDrawingTests
{
    private static readonly Rgb Green = new(0, 255, 0);

    [TestMethod]
    public void a_box_is_its_outline()
    {
        Image image = new(100, 80);
        image.DrawBox(new Box(20, 10, 80, 60), Green, thickness: 4);
        foreach ((int x, int y) in new[] { (50, 10), (50, 59), (20, 35), (79, 35) })
        {
            Assert.AreEqual(Green, image.At(x, y), $"({x}, {y}) lies on the line");
        }

        foreach ((int x, int y) in new[] { (50, 35), (50, 13), (50, 6), (24, 35), (85, 35), (20, 10) })
        {
            Assert.AreEqual(Rgb.Black, image.At(x, y), $"({x}, {y}) lies beside the line or beyond the rounded corner");
        }
    }

    [TestMethod]
    public void an_edge_between_pixels_is_smooth()
    {
        Image image = new(60, 60);
        image.DrawBox(new Box(10.5f, 10.5f, 50.5f, 50.5f), Green, thickness: 2);
        // The line covers rows 9.5 to 11.5: half of row 9, all of 10, half of 11.
        TestImages.AreClose(new Rgb(0, 128, 0), image.At(30, 9), 1);
        Assert.AreEqual(Green, image.At(30, 10));
        TestImages.AreClose(new Rgb(0, 128, 0), image.At(30, 11), 1);
    }

    [TestMethod]
    [DataRow(-30f, -30f, 20f, 20f)]
    [DataRow(40f, 40f, 200f, 200f)]
    [DataRow(-100f, -100f, 200f, 200f)]
    [DataRow(500f, 500f, 600f, 600f)]
    [DataRow(10f, 10f, 10.5f, 10.5f)]
    public void what_lies_outside_is_left_out(float left, float top, float right, float bottom)
    {
        Image image = new(64, 48);
        image.DrawBox(new Box(left, top, right, bottom), Green);
        image.DrawPoint(new Vector2(left, top), Green);
        Box label = image.DrawLabel(new Vector2(left, top), "0.987", Green);
        Assert.IsTrue(label.Left >= 0 && label.Top >= 0 && label.Bottom <= 48, $"{label}");
    }

    [TestMethod]
    public void a_point_has_a_dark_rim()
    {
        Image image = new(40, 40);
        image.Pixels.Fill(255);
        image.DrawPoint(new Vector2(20.5f, 20.5f), Green, radius: 5);
        Assert.AreEqual(Green, image.At(20, 20));
        Assert.IsLessThan(120, (int)image.At(26, 20).Red);
        Assert.AreEqual(Rgb.White, image.At(30, 20));
    }

    [TestMethod]
    public void a_label_is_readable_on_any_ground()
    {
        foreach ((Rgb ground, Rgb ink) in new[] { (Rgb.White, Rgb.Black), (new Rgb(20, 20, 120), Rgb.White) })
        {
            Image image = new(300, 60);
            Box label = image.DrawLabel(new Vector2(10, 50), "Il1 8gQ%", ground, height: 20);
            Image inside = image.Crop(label);
            List<Rgb> colors = [];
            for (int i = 0; i < inside.Width * inside.Height; i++)
            {
                colors.Add(inside.At(i % inside.Width, i / inside.Width));
            }

            Assert.IsGreaterThan(200, colors.Count(c => c == ground));
            Assert.IsGreaterThan(100, colors.Count(c => c == ink));
        }
    }

    /// <summary>Every printable ASCII letter that labels use has a shape of its own.</summary>
    [TestMethod]
    public void letters_differ()
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789.,:-_/()[]%+=<>!?#*";
        Dictionary<string, char> seen = [];
        foreach (char letter in Letters)
        {
            string shape = string.Join(' ', StrokeFont.Strokes(letter.ToString()).Select(stroke => string.Join(',', stroke)));
            Assert.IsTrue(seen.TryAdd(shape, letter), $"{letter} looks like {seen.GetValueOrDefault(shape)}");
        }

        Assert.IsGreaterThan(StrokeFont.Width("iii"), StrokeFont.Width("MMM"));
        Assert.AreEqual(0, StrokeFont.Width(""));
    }
}
