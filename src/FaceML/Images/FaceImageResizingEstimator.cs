using FaceML.Rows;
using Microsoft.ML;

namespace FaceML.Images;

/// <summary>Brings pictures to one size (<see cref="FaceCatalog.ResizeImages(string, string, int, int)"/>).</summary>
public sealed class FaceImageResizingEstimator : FaceEstimator<FaceImageResizingTransformer>
{
    private readonly FaceImageResizingOptions options;

    internal FaceImageResizingEstimator(MLContext context, FaceImageResizingOptions options)
        : base(context, FaceImageResizingTransformer.Stage, FaceImageResizingTransformer.InputsOf(options), FaceImageResizingTransformer.OutputsOf(options)) => this.options = options;

    private protected override FaceImageResizingTransformer FitCore(IDataView input) => new(options);
}
