using FaceML.Rows;
using Microsoft.ML;

namespace FaceML.Quality;

/// <summary>Assesses how likely faces are recognized (<see cref="FaceCatalog.AssessQuality"/>).</summary>
public sealed class FaceQualityEstimator : FaceEstimator<FaceQualityTransformer>
{
    private readonly FaceQualityAssessmentOptions options;

    internal FaceQualityEstimator(MLContext context, FaceQualityAssessmentOptions options)
        : base(context, FaceQualityTransformer.Stage, FaceQualityTransformer.InputsOf(options),
            FaceQualityTransformer.OutputsOf(options)) => this.options = options;

    private protected override FaceQualityTransformer FitCore(IDataView input) => new(options);
}
