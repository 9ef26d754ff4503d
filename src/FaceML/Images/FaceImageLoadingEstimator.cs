namespace FaceML.Images;

/// <summary>Reads images: upright, RGB, 8 bits (<see cref="FaceCatalog.LoadImages(string, string)"/>).</summary>
internal sealed class FaceImageLoadingEstimator : FaceEstimator<FaceImageLoadingTransformer>
{
    internal FaceImageLoadingEstimator(MLContext context, FaceImageLoadingOptions options)
        : base(context, FaceImageLoadingTransformer.Stage, FaceImageLoadingTransformer.InputsOf(options),
            FaceImageLoadingTransformer.OutputsOf(options), () => new(options))
    {
    }
}
