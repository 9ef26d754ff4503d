namespace FaceML.Liveness;

/// <summary>
/// Assesses whether the face that is meant is live (<see cref="FaceCatalog.AssessLiveness(string, string, string, string)"/>).
/// </summary>
internal sealed class FaceLivenessEstimator : FaceEstimator<FaceLivenessTransformer>
{
    private readonly FaceLivenessOptions options;
    private readonly NetworkContent network;

    internal FaceLivenessEstimator(MLContext context, FaceLivenessOptions options)
        : base(context, FaceLivenessTransformer.Stage, FaceLivenessTransformer.InputsOf(options),
            FaceLivenessTransformer.OutputsOf(options))
    {
        this.options = options;
        network = NetworkContent.FromCatalog(options.Catalog, options.Network);
    }

    private protected override FaceLivenessTransformer FitCore(IDataView input) => new(options, network);
}
