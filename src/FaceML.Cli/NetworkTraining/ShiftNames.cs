using FaceML.Augmentation;

namespace FaceML.Cli;

/// <summary>The shifts that a network can be prepared for, by the names that the tool takes.</summary>
internal static class ShiftNames
{
    private static readonly Dictionary<string, FaceAugmentationOptions> Shifts = new(StringComparer.Ordinal)
    {
        ["pixels-24"] = FaceAugmentationOptions.None with { DownscaleProbability = 1, DownscaledWidth = FaceAugmentationRange.Fixed(24) },
        ["pixels-16"] = FaceAugmentationOptions.None with { DownscaleProbability = 1, DownscaledWidth = FaceAugmentationRange.Fixed(16) },
        ["mask"] = FaceAugmentationOptions.None with { MaskProbability = 1 },
        ["glasses"] = FaceAugmentationOptions.None with { GlassesProbability = 1 },
        ["degradations"] = FaceAugmentationOptions.Degradations,
        ["gray-blur"] = FaceAugmentationOptions.None with
        {
            GrayProbability = 1,
            BlurProbability = 1,
            Blur = FaceAugmentationRange.Fixed(3)
        },
    };

    public static string[] All => [.. Shifts.Keys];

    public static FaceAugmentationOptions Find(string name) => Shifts[name];
}
