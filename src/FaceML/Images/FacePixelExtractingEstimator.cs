using FaceML.Rows;
using Microsoft.ML;

namespace FaceML.Images;

/// <summary>Turns pictures into vectors (<see cref="FaceCatalog.ExtractPixels(FacePixelExtractingOptions)"/>).</summary>
public sealed class FacePixelExtractingEstimator : FaceEstimator<FacePixelExtractingTransformer>
{
    private readonly FacePixelExtractingOptions options;

    internal FacePixelExtractingEstimator(MLContext context, FacePixelExtractingOptions options)
        : base(context, FacePixelExtractingTransformer.Stage, FacePixelExtractingTransformer.InputsOf(options), FacePixelExtractingTransformer.OutputsOf(options)) => this.options = options;

    private protected override FacePixelExtractingTransformer FitCore(IDataView input) => new(options);
}
