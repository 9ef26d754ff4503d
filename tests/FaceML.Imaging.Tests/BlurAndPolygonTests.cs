namespace FaceML.Imaging.Tests;

[TestClass]
public sealed class BlurAndPolygonTests
{
    [TestMethod]
    public void a_blurred_dot_is_a_gaussian_of_the_deviation_given()
    {
        Image dot = new(31, 31);
        dot.Pixels.Slice((15 * 31 + 15) * 3, 3).Fill(255);
        const float deviation = 1.5f;

        Image blurred = dot.Blur(deviation);

        for (int x = 12; x <= 18; x++)
        {
            double expected = 255 / (2 * Math.PI * deviation * deviation) * Math.Exp(-(x - 15) * (x - 15) / (2 * deviation * deviation));
            Assert.AreEqual(expected, blurred.Pixels[(15 * 31 + x) * 3], 1, $"column {x}");
            Assert.AreEqual(blurred.Pixels[(15 * 31 + x) * 3], blurred.Pixels[(x * 31 + 15) * 3], "rows as columns");
        }
    }

    [TestMethod]
    public void an_even_image_stays_as_it_is_up_to_its_edges()
    {
        Image even = new(9, 7);
        even.Pixels.Fill(77);

        Assert.IsTrue(even.Blur(5).Pixels.SequenceEqual(even.Pixels));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => even.Blur(0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => even.Blur(float.NaN));
    }

    [TestMethod]
    public void a_polygon_fills_what_it_surrounds_and_nothing_else()
    {
        Image image = new(20, 20);

        // An L: the notch at the upper right stays free; a corner far outside is cut off.
        image.FillPolygon([new(2, 2), new(8, 2), new(8, 12), new(40, 12), new(40, 18), new(2, 18)], new Rgb(10, 20, 30));

        Assert.IsTrue(image.Pixels.Slice((5 * 20 + 5) * 3, 3).SequenceEqual<byte>([10, 20, 30]));
        Assert.IsTrue(image.Pixels.Slice((15 * 20 + 19) * 3, 3).SequenceEqual<byte>([10, 20, 30]));
        Assert.IsTrue(image.Pixels.Slice((5 * 20 + 12) * 3, 3).SequenceEqual<byte>([0, 0, 0]));
        Assert.IsTrue(image.Pixels.Slice((19 * 20 + 5) * 3, 3).SequenceEqual<byte>([0, 0, 0]));
        Assert.ThrowsExactly<ArgumentException>(() => image.FillPolygon([Vector2.Zero, Vector2.One], Rgb.Black));
        Assert.ThrowsExactly<ArgumentException>(() => image.FillPolygon([Vector2.Zero, Vector2.One, new(float.NaN, 0)], Rgb.Black));
    }
}
