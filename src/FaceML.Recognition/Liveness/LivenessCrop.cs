namespace FaceML.Recognition;

/// <summary>
/// The region around a face that a liveness network is shown, as Silent-Face-Anti-Spoofing cuts it (minivision-ai,
/// <c>src/generate_patches.py</c>), with which such networks are trained: nothing is filled in beyond the image's edge, for a black edge is
/// itself a sign that the network would go by.
/// </summary>
internal static class LivenessCrop
{
    /// <summary>The box times a factor about its center, moved into the image; smaller where the image is.</summary>
    /// <param name="box">The face's box; it may reach beyond the image.</param>
    /// <param name="factor">The factor, at least 1.</param>
    /// <param name="width">The image's columns.</param>
    /// <param name="height">The image's rows.</param>
    /// <returns>A region inside the image with the proportions of the box.</returns>
    public static Box Around(in Box box, float factor, int width, int height)
    {
        float scale = MathF.Min(factor, MathF.Min(width / box.Width, height / box.Height));
        // Rounding must not make the region larger than the image that it fills.
        float across = MathF.Min(box.Width * scale, width), down = MathF.Min(box.Height * scale, height);
        float left = Math.Clamp(box.Center.X - across / 2, 0, width - across);
        float top = Math.Clamp(box.Center.Y - down / 2, 0, height - down);
        return new(left, top, left + across, top + down);
    }
}
