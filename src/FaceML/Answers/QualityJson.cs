namespace FaceML.Answers;

/// <summary>
/// The quality of a face: the score, 0 to 100 (null without a quality model); whether something may be decided; what was measured, and what
/// of it most likely lowers the score.
/// </summary>
internal sealed record QualityJson(double? Score, bool? Recognizable, string? Reason, float EyeDistance, float Sharpness, float Brightness,
    float DynamicRange, float Clipped, float Yaw, bool CutOff, float? Covered)
{
    public static QualityJson? From(double? score, bool? recognizable, FaceQualityComponents? components) => components is null
        ? null
        : new(
        score is { } known ? Math.Round(known, 1) : null, recognizable, components.Reason,
        Round(components.EyeDistance), Round(components.Sharpness), Round(components.Brightness), Round(components.DynamicRange),
        Round(components.Clipped), Round(components.Yaw), components.CutOff,
        components.Covered is { } share ? Round(share) : null);

    private static float Round(float value) => MathF.Round(value, 3);
}
