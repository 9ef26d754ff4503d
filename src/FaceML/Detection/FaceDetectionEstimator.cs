namespace FaceML.Detection;

/// <summary>Finds the faces of images, with their five points (<see cref="FaceCatalog.Detect(string, string, string)"/>).</summary>
internal sealed class FaceDetectionEstimator : FaceEstimator<FaceDetectionTransformer>
{
    private readonly FaceDetectionOptions options;
    private readonly NetworkContent detector;
    private readonly NetworkContent? landmarker;

    internal FaceDetectionEstimator(MLContext context, FaceDetectionOptions options)
        : base(context, FaceDetectionTransformer.Stage, FaceDetectionTransformer.InputsOf(options),
            FaceDetectionTransformer.OutputsOf(options))
    {
        this.options = options;
        detector = NetworkContent.FromCatalog(options.Catalog, options.Network);
        landmarker = options.LandmarkNetwork is { } name ? NetworkContent.FromCatalog(options.Catalog, name) : null;
    }

    private protected override FaceDetectionTransformer FitCore(IDataView input) => new(options, detector, landmarker);
}
