namespace FaceML.Images;

/// <summary>Reads images: upright, RGB, 8 bits (<see cref="FaceCatalog.LoadImages(string, string)"/>).</summary>
public sealed class FaceImageLoadingEstimator : FaceEstimator<FaceImageLoadingTransformer>
{
    private readonly FaceImageLoadingOptions options;

    internal FaceImageLoadingEstimator(MLContext context, FaceImageLoadingOptions options)
        : base(context, FaceImageLoadingTransformer.Stage, FaceImageLoadingTransformer.InputsOf(options),
            FaceImageLoadingTransformer.OutputsOf(options)) => this.options = options;

    private protected override FaceImageLoadingTransformer FitCore(IDataView input) => new(options);
}
