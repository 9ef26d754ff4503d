namespace FaceML.Liveness;

/// <summary>A face cut out of an image and stretched to a square, as planes of HSV (each 0 to 1) and YCbCr (BT.601, 0 to 255).</summary>
internal sealed class FaceColors
{
    private const float MostByte = 255;

    public FaceColors(Image image, in Box box, int side)
    {
        Side = side;
        Box visible = box.ClipTo(image.Width, image.Height);
        float[] rgb = new float[3 * side * side];
        var spec = new TensorSpec { Width = side, Height = side };
        PixelTensor.Write(image, visible, spec, rgb, ResizeFilter.Area);
        int plane = side * side;
        float[][] planes = [.. Enumerable.Range(0, 6).Select(_ => new float[plane])];
        for (int i = 0; i < plane; i++)
        {
            Convert(rgb[i], rgb[plane + i], rgb[2 * plane + i], i, planes);
        }

        Red = rgb.AsMemory(0, plane);
        Green = rgb.AsMemory(plane, plane);
        Blue = rgb.AsMemory(2 * plane, plane);
        Planes = planes;
    }

    /// <summary>Rows and columns.</summary>
    public int Side { get; }

    /// <summary>Red, 0 to 255.</summary>
    public ReadOnlyMemory<float> Red { get; }

    /// <summary>Green.</summary>
    public ReadOnlyMemory<float> Green { get; }

    /// <summary>Blue.</summary>
    public ReadOnlyMemory<float> Blue { get; }

    /// <summary>H, S, V, Y, Cb, Cr.</summary>
    public IReadOnlyList<float[]> Planes { get; }

    /// <summary>Saturation.</summary>
    public float[] Saturation => Planes[1];

    /// <summary>The largest of the three channels, 0 to 1.</summary>
    public float[] Brightness => Planes[2];

    /// <summary>Luma, 0 to 255.</summary>
    public float[] Luma => Planes[3];

    private static void Convert(float red, float green, float blue, int at, float[][] planes)
    {
        float most = MathF.Max(red, MathF.Max(green, blue)), range = most - MathF.Min(red, MathF.Min(green, blue));
        float hue = range == 0 ? 0
            : most == red ? (green - blue) / range + (green < blue ? 6 : 0)
            : most == green ? (blue - red) / range + 2
            : (red - green) / range + 4;
        float luma = 0.299f * red + 0.587f * green + 0.114f * blue;
        planes[0][at] = hue / 6;
        planes[1][at] = most == 0 ? 0 : range / most;
        planes[2][at] = most / MostByte;
        planes[3][at] = luma;
        planes[4][at] = (blue - luma) * 0.564f;
        planes[5][at] = (red - luma) * 0.713f;
    }
}
