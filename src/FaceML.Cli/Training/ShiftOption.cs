using FaceML.Augmentation;

namespace FaceML.Cli;

/// <summary><c>--shift</c>: what images will look like, for all commands that train.</summary>
internal sealed class ShiftOption : Option<string?>
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

    public ShiftOption()
        : base("--shift")
    {
        Description = "Prepare for images that will look like this; it is measured on faces changed so.";
        HelpName = string.Join('|', Shifts.Keys);
        this.AcceptOnlyFromAmong([.. Shifts.Keys]);
    }

    /// <summary>What was asked for; null for no shift.</summary>
    public FaceAugmentationOptions? Read(ParseResult parsed) => parsed.GetValue(this) is { } name ? Shifts[name] : null;
}
