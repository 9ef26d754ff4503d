namespace FaceML.Comparison;

/// <summary>Compares the vectors of two faces (<see cref="FaceCatalog.Compare(string, string, string)"/>).</summary>
internal sealed class FaceComparisonEstimator : FaceEstimator<FaceComparisonTransformer>
{
    internal FaceComparisonEstimator(MLContext context, FaceComparisonOptions options)
        : base(context, FaceComparisonTransformer.Stage, FaceComparisonTransformer.InputsOf(options),
            FaceComparisonTransformer.OutputsOf(options), () => new(options))
    {
    }
}
