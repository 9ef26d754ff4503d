namespace FaceML.Imaging;

/// <summary>Stretches a region over rows of another size, or carries pixels through a similarity transform, row by row.</summary>
internal static class Resampler
{
    public static void Resize<TSink>(Image image, in Box region, int width, int height, ResizeFilter filter, ref TSink sink)
        where TSink : struct, IRowSink
    {
        AxisWeights columns = AxisWeights.Create(region.Left, region.Right, width, filter);
        AxisWeights rows = AxisWeights.Create(region.Top, region.Bottom, height, filter);
        int left = (int)MathF.Floor(region.Left), right = Math.Max((int)MathF.Ceiling(region.Right), left + columns.Taps);
        float[] blended = new float[(right - left) * 3];
        float[] row = new float[width * 3];
        for (int y = 0; y < height; y++)
        {
            Blend(image, left, right, rows, y, blended);
            for (int x = 0; x < width; x++)
            {
                int at = (columns.First[x] - left) * 3;
                float r = 0, g = 0, b = 0;
                for (int t = 0; t < columns.Taps; t++, at += 3)
                {
                    float weight = columns.Weights[x * columns.Taps + t];
                    r += weight * blended[at];
                    g += weight * blended[at + 1];
                    b += weight * blended[at + 2];
                }

                row[x * 3] = r;
                row[x * 3 + 1] = g;
                row[x * 3 + 2] = b;
            }

            sink.Write(y, row);
        }
    }

    public static void Warp<TSink>(Image image, in SimilarityTransform toTarget, int width, int height, ref TSink sink)
        where TSink : struct, IRowSink
    {
        SimilarityTransform back = toTarget.Invert();
        float[] row = new float[width * 3];
        ReadOnlySpan<byte> pixels = image.Pixels;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                System.Numerics.Vector2 source = back.Apply(new(x + 0.5f, y + 0.5f)) - new System.Numerics.Vector2(0.5f);
                float fx = MathF.Floor(source.X), fy = MathF.Floor(source.Y);
                Span<float> target = row.AsSpan(x * 3, 3);
                target.Clear();
                if (!(fx >= -1 && fy >= -1 && fx < image.Width && fy < image.Height))
                {
                    continue;
                }

                int column = (int)fx, line = (int)fy;
                float wx = source.X - fx, wy = source.Y - fy;
                Add(image, pixels, column, line, (1 - wx) * (1 - wy), target);
                Add(image, pixels, column + 1, line, wx * (1 - wy), target);
                Add(image, pixels, column, line + 1, (1 - wx) * wy, target);
                Add(image, pixels, column + 1, line + 1, wx * wy, target);
            }

            sink.Write(y, row);
        }
    }

    private static void Add(Image image, ReadOnlySpan<byte> pixels, int x, int y, float weight, Span<float> target)
    {
        if ((uint)x < (uint)image.Width && (uint)y < (uint)image.Height)
        {
            int at = (y * image.Width + x) * 3;
            target[0] += weight * pixels[at];
            target[1] += weight * pixels[at + 1];
            target[2] += weight * pixels[at + 2];
        }
    }

    private static void Blend(Image image, int left, int right, in AxisWeights rows, int y, float[] blended)
    {
        Array.Clear(blended);
        int from = Math.Max(left, 0), to = Math.Min(right, image.Width);
        for (int t = 0; t < rows.Taps; t++)
        {
            int line = rows.First[y] + t;
            float weight = rows.Weights[y * rows.Taps + t];
            if (weight == 0 || (uint)line >= (uint)image.Height || from >= to)
            {
                continue;
            }

            ReadOnlySpan<byte> source = image.Pixels.Slice((line * image.Width + from) * 3, (to - from) * 3);
            Span<float> target = blended.AsSpan((from - left) * 3);
            for (int i = 0; i < source.Length; i++)
            {
                target[i] += weight * source[i];
            }
        }
    }
}
