using System.Runtime.Intrinsics;

namespace FaceML.Recognition;

/// <summary>Brings together what was seen on the whole image and on overlapping tiles.</summary>
internal static class TileMerge
{
    // As shares of the face's side and of the smaller box.
    private const float CutMargin = 0.05f;
    private const float MostInside = 0.6f;

    // Where the level above shows a face this large, in the network's pixels, that level is to be believed when it sees none:
    // what looks like a face only when it is magnified is mostly a false alarm.
    private const float SeenAbove = 24;

    /// <summary>Whether what was found on a tile is that tile's business: whole, and too small for the level above.</summary>
    internal static bool Counts(in Box face, in Tile tile, Image image, TensorSpec input) =>
        !IsCut(face, tile.Region, image)
        && MathF.Min(face.Width / tile.Coarser.X * input.Width, face.Height / tile.Coarser.Y * input.Height) < SeenAbove;

    /// <summary>
    /// Whether a face touches an edge of its tile that is not an edge of the image: the neighbor or a coarser level shows it whole.
    /// </summary>
    private static bool IsCut(in Box face, in Box tile, Image image)
    {
        float x = CutMargin * face.Width, y = CutMargin * face.Height;
        return (tile.Left > 0 && face.Left < tile.Left + x)
            || (tile.Top > 0 && face.Top < tile.Top + y)
            || (tile.Right < image.Width && face.Right > tile.Right - x)
            || (tile.Bottom < image.Height && face.Bottom > tile.Bottom - y);
    }

    /// <summary>
    /// Suppression that also drops a box lying mostly inside a surer one (or around it): a part of a face that a tile
    /// mistook for a whole one overlaps too little for the intersection over union to notice.
    /// </summary>
    internal static List<DetectedFace> Suppress(ReadOnlySpan<DetectedFace> faces, float maxIou) =>
        NonMaximumSuppression.Suppress(faces, new Part(new OverUnion(maxIou)));

    private readonly struct Part(OverUnion same) : IOverlapRule
    {
        public Vector256<float> Covers(Vector256<float> shared, Vector256<float> area, Vector256<float> areas) =>
            same.Covers(shared, area, areas)
            | Vector256.GreaterThan(shared / Vector256.MinNative(area, areas), Vector256.Create(MostInside));
    }
}
