using FsCheck;
using FsCheck.Fluent;

namespace FaceML.Imaging.Tests.Tensors;

[TestClass]
public sealed class PixelTensorTests
{
    // Rounding of single precision on values up to 255.
    private const double Tolerance = 2e-3;

    /// <summary>
    /// Four pixels stretched over eight: the sample of output x lies at (x + ½) · 4/8 − ½ = −¼, ¼, ¾, 1¼, … (cv2.resize, INTER_LINEAR),
    /// so that neighbors are mixed ¾ : ¼ and the outermost are repeated.
    /// </summary>
    [TestMethod]
    public void bilinear_doubling_is_that_of_OpenCV()
    {
        Image image = new(4, 1, [0, 0, 0, 100, 100, 100, 200, 200, 200, 40, 40, 40]);
        float[] tensor = new float[8];
        PixelTensor.Write(image, new TensorSpec { Width = 8, Height = 1, Order = ChannelOrder.Gray }, tensor);
        Reference.AreClose([0, 25, 75, 125, 175, 160, 80, 40], tensor, 1e-3);
    }

    /// <summary>
    /// Eight pixels reduced to four by bilinear: samples at ½, 2½, 4½, 6½, the means of two neighbors; a third is skipped at 3:1.
    /// </summary>
    [TestMethod]
    public void bilinear_reduction_does_not_widen()
    {
        Image image = new(6, 1, [.. new byte[] { 10, 20, 30, 40, 50, 60 }.SelectMany(v => new[] { v, v, v })]);
        float[] half = new float[3], third = new float[2];
        PixelTensor.Write(image, new TensorSpec { Width = 3, Height = 1, Order = ChannelOrder.Gray }, half);
        Reference.AreClose([15, 35, 55], half, 1e-3);
        PixelTensor.Write(image, new TensorSpec { Width = 2, Height = 1, Order = ChannelOrder.Gray }, third);
        Reference.AreClose([20, 50], third, 1e-3);
    }

    [TestMethod]
    public void what_lies_outside_of_the_image_has_the_gray_asked_for()
    {
        Image image = new(2, 2, [.. Enumerable.Repeat((byte)50, 12)]);
        float[] tensor = new float[16];
        PixelTensor.Write(image, new Box(-1, -1, 3, 3), new TensorSpec { Width = 4, Height = 4, Order = ChannelOrder.Gray }, tensor,
            outside: 127);
        Reference.AreClose([127, 127, 127, 127, 127, 50, 50, 127, 127, 50, 50, 127, 127, 127, 127, 127], tensor, 1e-3);

        // Half a pixel off, the rows and columns at the edge are means of inside and outside, their corners of one part inside and three
        // outside.
        PixelTensor.Write(image, new Box(-1.5f, -1.5f, 2.5f, 2.5f), new TensorSpec { Width = 4, Height = 4, Order = ChannelOrder.Gray },
            tensor, outside: 100);
        Reference.AreClose([100, 100, 100, 100, 100, 87.5f, 75, 87.5f, 100, 75, 50, 75, 100, 87.5f, 75, 87.5f], tensor, 1e-3);
    }

    [TestMethod]
    public void order_mean_and_scale_follow_the_channels()
    {
        Image image = new(1, 1, [10, 20, 30]);
        float[] three = new float[3], one = new float[1];
        TensorSpec spec = new() { Width = 1, Height = 1, Mean = [1, 2, 3], Scale = [1, 10, 100] };
        PixelTensor.Write(image, spec, three);
        Reference.AreClose([9, 180, 2700], three, 1e-3);
        PixelTensor.Write(image, spec with { Order = ChannelOrder.Bgr }, three);
        Reference.AreClose([29, 180, 700], three, 1e-3);
        PixelTensor.Write(image, spec with { Order = ChannelOrder.Gray, Mean = [0], Scale = [1] }, one);
        Reference.AreClose([0.299f * 10 + 0.587f * 20 + 0.114f * 30], one, 1e-3);
    }

    [TestMethod]
    public void layouts_hold_the_same_numbers()
    {
        Image image = new(2, 1, [1, 2, 3, 4, 5, 6]);
        float[] tensor = new float[6];
        TensorSpec spec = new() { Width = 2, Height = 1 };
        PixelTensor.Write(image, spec, tensor);
        CollectionAssert.AreEqual(new float[] { 1, 4, 2, 5, 3, 6 }, tensor);
        PixelTensor.Write(image, spec with { Layout = TensorLayout.Nhwc }, tensor);
        CollectionAssert.AreEqual(new float[] { 1, 2, 3, 4, 5, 6 }, tensor);
    }

    /// <summary>Any size, region, order and layout: the fused pass equals the plain loops.</summary>
    [TestMethod]
    public void the_fused_pass_equals_the_plain_loops() =>
        ForAll(40, (random, image, spec, seed) =>
        {
            Box region = new(random.Next(-8, image.Width), random.Next(-8, image.Height), 0, 0);
            region = region with { Right = region.Left + random.Next(1, 50), Bottom = region.Top + random.Next(1, 50) };
            if (random.Next(2) == 0)
            {
                float shift = random.NextSingle();
                region = new Box(region.Left + shift, region.Top + shift, region.Right + shift + random.NextSingle(),
                    region.Bottom + shift + random.NextSingle());
            }

            float[] tensor = Filled(spec.Length);
            PixelTensor.Write(image, region, spec, tensor);
            Reference.AreClose(Reference.Tensor(Reference.Resize(image, region, spec.Width, spec.Height), spec), tensor, Tolerance * 2,
                $"seed {seed}");

            Box whole = new(0, 0, image.Width, image.Height);
            PixelTensor.Write(image, spec, tensor);
            Reference.AreClose(Reference.Tensor(Reference.Resize(image, whole, spec.Width, spec.Height), spec), tensor, Tolerance * 2,
                $"seed {seed}");
        });

    [TestMethod]
    public void the_warped_pass_equals_the_plain_loops() =>
        ForAll(60, (random, image, spec, seed) =>
        {
            (float sin, float cos) = MathF.SinCos(random.NextSingle() * MathF.Tau);
            float scale = 0.2f + 3 * random.NextSingle();
            SimilarityTransform transform = new(scale * cos, scale * sin, 40 * random.NextSingle() - 10, 40 * random.NextSingle() - 10);

            float[] tensor = Filled(spec.Length);
            PixelTensor.Write(image, transform, spec, tensor);

            // Places are computed in single precision: a few hundred-thousandths of a pixel, on noise of 255 a pixel.
            Reference.AreClose(Reference.Tensor(Reference.Warp(image, transform, spec.Width, spec.Height), spec), tensor, 0.06,
                $"seed {seed}");
        });

    [TestMethod]
    public void the_area_filter_equals_the_plain_loops()
    {
        foreach ((int width, int height, int toWidth, int toHeight) in new[] { (40, 30, 7, 11), (33, 20, 32, 3), (9, 9, 1, 1),
            (64, 48, 16, 12) })
        {
            Image image = TestImages.Random(width, height);
            TensorSpec spec = new() { Width = toWidth, Height = toHeight };
            float[] tensor = new float[spec.Length];
            PixelTensor.Write(image, spec, tensor, ResizeFilter.Area);
            Reference.AreClose(Reference.Tensor(Reference.Area(image, toWidth, toHeight), spec), tensor, Tolerance,
                $"{width}×{height} to {toWidth}×{toHeight}");
        }
    }

    [TestMethod]
    public void a_region_is_what_crop_and_resize_give()
    {
        Image image = TestImages.Random(50, 40);
        Box region = new(-3, 7, 30, 44);
        TensorSpec spec = new() { Width = 21, Height = 17, Layout = TensorLayout.Nhwc };
        float[] tensor = new float[spec.Length];
        PixelTensor.Write(image, region, spec, tensor);
        Image steps = image.Crop(region).Resize(21, 17);
        Reference.AreClose([.. steps.Pixels.ToArray().Select(b => (float)b)], tensor, 0.501);
    }

    /// <summary>A region thinner than a pixel shows the pixel it lies in.</summary>
    [TestMethod]
    [DataRow(3.2f, 3.6f, 30f)]
    [DataRow(0.1f, 0.2f, 0f)]
    [DataRow(4.5f, 5f, 40f)]
    public void a_thin_region_shows_its_pixel(float left, float right, float expected)
    {
        Image image = new(5, 1, [.. new byte[] { 0, 10, 20, 30, 40 }.SelectMany(v => new[] { v, v, v })]);
        foreach (ResizeFilter filter in Enum.GetValues<ResizeFilter>())
        {
            float[] tensor = new float[3];
            PixelTensor.Write(image, new Box(left, 0, right, 1), new TensorSpec { Width = 3, Height = 1, Order = ChannelOrder.Gray },
                tensor, filter);
            Reference.AreClose([expected, expected, expected], tensor, 1e-3);
        }
    }

    [TestMethod]
    public void a_room_of_another_size_is_refused()
    {
        TensorSpec spec = new() { Width = 3, Height = 2 };
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => PixelTensor.Write(new Image(4, 4), spec, new float[17]));
        StringAssert.Contains(error.Message, "18");
        StringAssert.Contains(error.Message, "17");
        Assert.ThrowsExactly<ArgumentException>(() => PixelTensor.Write(new Image(4, 4), spec, new float[19]));
        Assert.ThrowsExactly<ArgumentException>(() => PixelTensor.Write(new Image(4, 4), spec with { Mean = [1] }, new float[18]));
        Assert.ThrowsExactly<ArgumentException>(() => PixelTensor.Write(new Image(4, 4), spec with { Width = 0 }, []));
    }

    [TestMethod]
    [DataRow(0f, 0f, 0f, 5f)]
    [DataRow(5f, 0f, 1f, 5f)]
    [DataRow(float.NaN, 0f, 1f, 5f)]
    [DataRow(0f, 0f, float.PositiveInfinity, 5f)]
    [DataRow(-1e30f, 0f, 1e30f, 5f)]
    public void a_senseless_region_is_refused(float left, float top, float right, float bottom) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            PixelTensor.Write(new Image(4, 4), new Box(left, top, right, bottom), new TensorSpec { Width = 2, Height = 2 }, new float[12]));

    [TestMethod]
    [DataRow(0f, 0f, 0f)]
    [DataRow(float.NaN, 0f, 0f)]
    [DataRow(1f, 0f, float.NegativeInfinity)]
    [DataRow(1e-30f, 0f, 0f)]
    public void a_senseless_transform_is_refused(float a, float b, float x) =>
        Assert.ThrowsExactly<ArgumentException>(() =>
            PixelTensor.Write(new Image(4, 4), new SimilarityTransform(a, b, x, 0), new TensorSpec { Width = 2, Height = 2 },
            new float[12]));

    // Images of any size below a side, in any form; a failure says the seed.
    private static void ForAll(int side, Action<Random, Image, TensorSpec, int> check) =>
        Prop.ForAll<int>(seed =>
        {
            Random random = new(seed);
            Image image = TestImages.Random(random.Next(1, side), random.Next(1, side), seed);
            check(random, image, Spec(random), seed);
        }).QuickCheckThrowOnFailure();

    private static TensorSpec Spec(Random random) => new()
    {
        Width = random.Next(1, 40),
        Height = random.Next(1, 40),
        Order = (ChannelOrder)random.Next(3),
        Layout = (TensorLayout)random.Next(2),
        Mean = [127, 100, 3],
        Scale = [1, 0.5f, 2],
    };

    // Numbers that are left unwritten must show.
    private static float[] Filled(int length) => [.. Enumerable.Repeat(float.NaN, length)];
}
