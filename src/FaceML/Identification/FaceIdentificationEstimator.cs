namespace FaceML.Identification;

/// <summary>
/// Says who faces belong to, among the people of a gallery (<see cref="FaceCatalog.Identify"/>).
/// </summary>
internal sealed class FaceIdentificationEstimator : FaceEstimator<FaceIdentificationTransformer>
{
    internal FaceIdentificationEstimator(MLContext context, FaceIdentificationOptions options)
        : base(context, FaceIdentificationTransformer.Stage, FaceIdentificationTransformer.InputsOf(options),
            FaceIdentificationTransformer.OutputsOf(options), () => new(options))
    {
    }
}
