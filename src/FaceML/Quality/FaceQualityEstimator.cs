namespace FaceML.Quality;

/// <summary>Assesses how likely faces are recognized (<c>ml.Faces.AssessQuality</c>).</summary>
internal sealed class FaceQualityEstimator : FaceEstimator<FaceQualityTransformer>
{
    internal FaceQualityEstimator(MLContext context, FaceQualityAssessmentOptions options)
        : base(context, FaceQualityTransformer.Stage, FaceQualityTransformer.InputsOf(options),
            FaceQualityTransformer.OutputsOf(options), () => new(options))
    {
    }
}
