namespace FaceML.Comparison;

/// <summary>Compares the vectors of two faces (<c>ml.Faces.Compare</c>).</summary>
internal sealed class FaceComparisonEstimator : FaceEstimator<FaceComparisonTransformer>
{
    internal FaceComparisonEstimator(MLContext context, FaceComparisonOptions options)
        : base(context, FaceComparisonTransformer.Stage, FaceComparisonTransformer.InputsOf(options),
            FaceComparisonTransformer.OutputsOf(options), () => new(options))
    {
    }
}
