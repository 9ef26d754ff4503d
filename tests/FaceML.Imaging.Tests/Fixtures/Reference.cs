namespace FaceML.Imaging.Tests;

/// <summary>The samplers' formulas once more, written for reading and in double precision.</summary>
internal static class Reference
{
    /// <summary>Bilinear with half-pixel centers, clamped at the region's outermost pixel centers; black outside the image.</summary>
    public static double[,,] Resize(Image image, Box region, int width, int height)
    {
        double[,,] result = new double[height, width, 3];
        for (int y = 0; y < height; y++)
        {
            double v = Math.Clamp(region.Top + (y + 0.5) * ((double)region.Bottom - region.Top) / height - 0.5, region.Top,
                region.Bottom - 1);
            for (int x = 0; x < width; x++)
            {
                double u = Math.Clamp(region.Left + (x + 0.5) * ((double)region.Right - region.Left) / width - 0.5, region.Left,
                    region.Right - 1);
                for (int c = 0; c < 3; c++)
                {
                    result[y, x, c] = At(image, u, v, c);
                }
            }
        }

        return result;
    }

    public static double[,,] Warp(Image image, SimilarityTransform toTarget, int width, int height)
    {
        SimilarityTransform back = toTarget.Invert();
        double[,,] result = new double[height, width, 3];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                Vector2 source = back.Apply(new Vector2(x + 0.5f, y + 0.5f));
                for (int c = 0; c < 3; c++)
                {
                    result[y, x, c] = At(image, source.X - 0.5, source.Y - 0.5, c);
                }
            }
        }

        return result;
    }

    /// <summary>The mean over the area that an output pixel covers.</summary>
    public static double[,,] Area(Image image, int width, int height)
    {
        double[,,] result = new double[height, width, 3];
        double across = (double)image.Width / width, down = (double)image.Height / height;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                for (int v = 0; v < image.Height; v++)
                {
                    double rows = Math.Max(0, Math.Min((y + 1) * down, v + 1) - Math.Max(y * down, v));
                    for (int u = 0; rows > 0 && u < image.Width; u++)
                    {
                        double columns = Math.Max(0, Math.Min((x + 1) * across, u + 1) - Math.Max(x * across, u));
                        for (int c = 0; c < 3; c++)
                        {
                            result[y, x, c] += rows * columns / (across * down) * Pixel(image, u, v, c);
                        }
                    }
                }
            }
        }

        return result;
    }

    /// <summary>The tensor that a spec asks for, from sampled values.</summary>
    public static float[] Tensor(double[,,] values, TensorSpec spec)
    {
        float[] tensor = new float[spec.Length];
        for (int y = 0; y < spec.Height; y++)
        {
            for (int x = 0; x < spec.Width; x++)
            {
                for (int c = 0; c < spec.Channels; c++)
                {
                    double value = spec.Order switch
                    {
                        ChannelOrder.Rgb => values[y, x, c],
                        ChannelOrder.Bgr => values[y, x, 2 - c],
                        _ => 0.299 * values[y, x, 0] + 0.587 * values[y, x, 1] + 0.114 * values[y, x, 2],
                    };
                    int at = spec.Layout == TensorLayout.Nchw
                        ? (c * spec.Height + y) * spec.Width + x
                        : (y * spec.Width + x) * spec.Channels + c;
                    tensor[at] = (float)((value - spec.Mean[c]) * spec.Scale[c]);
                }
            }
        }

        return tensor;
    }

    public static void AreClose(float[] expected, float[] actual, double tolerance, string what = "")
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance))
            {
                Assert.Fail($"{what} index {i}: expected {expected[i]}, got {actual[i]}");
            }
        }
    }

    private static double At(Image image, double u, double v, int c)
    {
        int x = (int)Math.Floor(u), y = (int)Math.Floor(v);
        double right = u - x, down = v - y;
        return (1 - down) * ((1 - right) * Pixel(image, x, y, c) + right * Pixel(image, x + 1, y, c))
            + down * ((1 - right) * Pixel(image, x, y + 1, c) + right * Pixel(image, x + 1, y + 1, c));
    }

    private static double Pixel(Image image, int x, int y, int c) =>
        x >= 0 && y >= 0 && x < image.Width && y < image.Height ? image.Pixels[(y * image.Width + x) * 3 + c] : 0;
}
