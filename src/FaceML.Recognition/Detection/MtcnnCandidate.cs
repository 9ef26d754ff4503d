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
    internal static List<MtcnnCandidate> Suppress(List<MtcnnCandidate> candidates, float maxIou) =>
        Suppress(candidates, new OverUnion(maxIou));

    /// <summary>Hard suppression by the share of the smaller box that is covered, the surest first.</summary>
    internal static List<MtcnnCandidate> SuppressInside(List<MtcnnCandidate> candidates, float maxShare) =>
        Suppress(candidates, new OverSmaller(maxShare));

    private static List<MtcnnCandidate> Suppress<TRule>(List<MtcnnCandidate> candidates, TRule rule)
        where TRule : struct, IOverlapRule
    {
        using OverlapField field = new(candidates.Count);
        for (int i = 0; i < candidates.Count; i++)
        {
            field.Set(i, candidates[i].Box, candidates[i].Score);
        }

        return [.. field.Take(rule).Select(i => candidates[i])];
    }
}
