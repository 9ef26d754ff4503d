using FaceML.Augmentation;
using FaceML.Training.Algebra;

namespace FaceML.Training;

/// <summary>
/// What becomes of an aligned face before a network sees it: augmented and, some of the time, shifted while it is learned from; shifted
/// always where it is measured on. Safe to share.
/// </summary>
internal sealed class AlignedFaceChange(FaceNetworkOptions options)
{
    private readonly FaceAugmentation? augmentation = options.Augmentation is { } augment ? new FaceAugmentation(augment) : null;
    private readonly FaceAugmentation? shift = options.Shift is { } asked ? new FaceAugmentation(asked) : null;
    private readonly double share = options.ShiftShare;

    public Image Apply(Image alignedFace, TrainingRandom? random)
    {
        if (random is null)
        {
            return shift?.Apply(alignedFace) ?? alignedFace;
        }

        // All draws are made, whatever is used of them.
        int variant = random.Next(int.MaxValue);
        bool shifted = random.NextDouble() < share;
        Image result = augmentation?.Apply(alignedFace, variant) ?? alignedFace;
        return shifted && shift is not null ? shift.Apply(result, variant) : result;
    }
}
