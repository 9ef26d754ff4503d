namespace FaceML.Augmentation;

/// <summary>Brightness, contrast and colorfulness in one pass.</summary>
internal static class ColorChange
{
    private const float Middle = 127.5f;

    /// <param name="image">Stays as it is.</param>
    /// <param name="brightness">Added to every byte.</param>
    /// <param name="contrast">The factor on the distance from middle gray.</param>
    /// <param name="saturation">The factor on the distance from a pixel's own gray; 0 leaves gray.</param>
    public static Image Apply(Image image, float brightness, float contrast, float saturation)
    {
        Image result = new(image.Width, image.Height);
        ReadOnlySpan<byte> source = image.Pixels;
        Span<byte> target = result.Pixels;
        for (int i = 0; i < source.Length; i += 3)
        {
            // The luma of ITU-R BT.601, as JPEG uses it.
            float gray = 0.299f * source[i] + 0.587f * source[i + 1] + 0.114f * source[i + 2];
            for (int channel = 0; channel < 3; channel++)
            {
                float value = gray + (source[i + channel] - gray) * saturation;
                target[i + channel] = (byte)Math.Clamp((value - Middle) * contrast + Middle + brightness + 0.5f, 0, 255);
            }
        }

        return result;
    }
}
