using FaceML.Imaging;

namespace FaceML.Recognition;

/// <summary>What a stage of a cascade hands to the next.</summary>
/// <param name="Box">Where it is.</param>
/// <param name="Score">How sure the stage is.</param>
/// <param name="Offsets">How its edges should move, in sides of the box.</param>
/// <param name="Points">The five points, from the last stage.</param>
internal readonly record struct MtcnnCandidate(Box Box, float Score, Box Offsets, FacePoints? Points)
{
    /// <summary>The same with its edges moved.</summary>
    internal MtcnnCandidate Refined()
    {
        float width = Box.Width, height = Box.Height;
        return this with
        {
            Box = new(Box.Left + Offsets.Left * width, Box.Top + Offsets.Top * height, Box.Right + Offsets.Right * width,
                Box.Bottom + Offsets.Bottom * height),
            Offsets = default,
        };
    }

    /// <summary>Hard suppression by intersection over union, the surest first.</summary>
    internal static List<MtcnnCandidate> Suppress(IReadOnlyList<MtcnnCandidate> candidates, float maxIou) =>
        Suppress(candidates, (a, b) => a.IntersectionOverUnion(b) > maxIou);

    /// <summary>Hard suppression by the share of the smaller box that is covered, the surest first.</summary>
    internal static List<MtcnnCandidate> SuppressInside(IReadOnlyList<MtcnnCandidate> candidates, float maxShare) =>
        Suppress(candidates, (a, b) =>
        {
            float width = MathF.Min(a.Right, b.Right) - MathF.Max(a.Left, b.Left), height =
                MathF.Min(a.Bottom, b.Bottom) - MathF.Max(a.Top, b.Top);
            return width > 0 && height > 0 && width * height > maxShare * MathF.Min(a.Area, b.Area);
        });

    private static List<MtcnnCandidate> Suppress(IReadOnlyList<MtcnnCandidate> candidates, Func<Box, Box, bool> covers)
    {
        List<MtcnnCandidate> kept = [];
        foreach (MtcnnCandidate candidate in candidates.OrderByDescending(c => c.Score))
        {
            if (!kept.Exists(stronger => covers(stronger.Box, candidate.Box)))
            {
                kept.Add(candidate);
            }
        }

        return kept;
    }
}
