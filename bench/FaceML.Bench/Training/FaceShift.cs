using FaceML.Augmentation;

namespace FaceML.Bench.Training;

/// <summary>A way in which images differ from those that a network was trained on.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Description">What it does.</param>
/// <param name="Options">The augmentation that makes it; null for the faces as they are.</param>
internal sealed record FaceShift(string Name, string Description, FaceAugmentationOptions? Options)
{
    public static readonly FaceShift Plain = new("plain", "as they are", null);

    /// <summary>The shifts that were tried.</summary>
    public static IReadOnlyList<FaceShift> All { get; } =
    [
        Plain,
        new("pixels-24", "24×24 pixels and back",
            FaceAugmentationOptions.None with { DownscaleProbability = 1, DownscaledWidth = FaceAugmentationRange.Fixed(24) }),
        new("pixels-16", "16×16 pixels and back",
            FaceAugmentationOptions.None with { DownscaleProbability = 1, DownscaledWidth = FaceAugmentationRange.Fixed(16) }),
        new("mask", "a mask over nose, mouth and chin", FaceAugmentationOptions.None with { MaskProbability = 1 }),
        new("glasses", "dark glasses", FaceAugmentationOptions.None with { GlassesProbability = 1 }),
        new("degradations", "blurred, reduced, noisy, compressed and not quite in place, each on a third of them",
            FaceAugmentationOptions.Degradations),
        new("gray-blur", "gray, out of focus by 3 pixels",
            FaceAugmentationOptions.None with { GrayProbability = 1, BlurProbability = 1, Blur = FaceAugmentationRange.Fixed(3) }),
    ];

    public static FaceShift Find(string name) => All.Single(s => s.Name == name);
}
