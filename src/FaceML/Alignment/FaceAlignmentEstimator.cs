namespace FaceML.Alignment;

/// <summary>
/// Cuts the face that is meant out of each image, aligned (<see cref="FaceCatalog.Align(string, string, string, string)"/>).
/// </summary>
internal sealed class FaceAlignmentEstimator : FaceEstimator<FaceAlignmentTransformer>
{
    internal FaceAlignmentEstimator(MLContext context, FaceAlignmentOptions options)
        : base(context, FaceAlignmentTransformer.Stage, FaceAlignmentTransformer.InputsOf(options),
            FaceAlignmentTransformer.OutputsOf(options), () => new(options))
    {
    }
}
