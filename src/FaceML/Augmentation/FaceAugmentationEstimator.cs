namespace FaceML.Augmentation;

/// <summary>
/// Changes aligned faces at random, seeded
/// (<see cref="FaceCatalog.Augment(string, string, FaceAugmentationOptions, int, AlignmentTemplate)"/>).
/// </summary>
internal sealed class FaceAugmentationEstimator : FaceEstimator<FaceAugmentationTransformer>
{
    private readonly FaceAugmentationTransformer transformer;

    internal FaceAugmentationEstimator(MLContext context, FaceAugmentationTransformer transformer)
        : base(context, FaceAugmentationTransformer.Stage, transformer.Inputs, transformer.Outputs) => this.transformer = transformer;

    private protected override FaceAugmentationTransformer FitCore(IDataView input) => transformer;
}
