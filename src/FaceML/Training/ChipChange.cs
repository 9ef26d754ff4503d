using FaceML.Augmentation;
using FaceML.Imaging;
using FaceML.Training.Algebra;

namespace FaceML.Training;

/// <summary>
/// What becomes of a chip before a network sees it: augmented and, some of the time, shifted while it is learned from; shifted always where
/// it is measured on. Safe to share.
/// </summary>
internal sealed class ChipChange(FaceNetworkOptions options)
{
    private readonly FaceAugmentation? augmentation = options.Augmentation is { } augment ? new FaceAugmentation(augment) : null;
    private readonly FaceAugmentation? shift = options.Shift is { } asked ? new FaceAugmentation(asked) : null;
    private readonly double share = options.ShiftShare;

    public Image Apply(Image chip, TrainingRandom? random)
    {
        if (random is null)
        {
            return shift?.Apply(chip) ?? chip;
        }

        // All draws are made, whatever is used of them.
        int variant = random.Next(int.MaxValue);
        bool shifted = random.NextDouble() < share;
        Image result = augmentation?.Apply(chip, variant) ?? chip;
        return shifted && shift is not null ? shift.Apply(result, variant) : result;
    }
}
