using FaceML.Liveness;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>
    /// Assesses by a network whether the face that is meant is live or an attack, such as a print or a screen before the camera. Advisory:
    /// evaluate it on your own images (<see cref="EvaluateLiveness(IDataView, string, string, string, string)"/>), or train on them
    /// (<c>ml.Faces.Trainers.Liveness</c>).
    /// </summary>
    /// <param name="outputColumnName">The column of probabilities (Single, 0 to 1) that is added; NaN where there is no face that is
    /// meant.</param>
    /// <param name="facesColumnName">A column of faces, as <see cref="Detect(string, string, string)"/> adds it.</param>
    /// <param name="imageColumnName">The column of images that they were found in, FaceML's or ML.NET's (<c>MLImage</c>).</param>
    /// <param name="network">The liveness network's name in the catalog; null for the default.</param>
    /// <returns>An estimator. The stage that it fits is an <see cref="IDisposable"/>, as a chain with that stage is: dispose either to
    /// release the network.</returns>
    /// <exception cref="Networks.NetworkException">There is no such network.</exception>
    public IEstimator<FaceTransformer> AssessLiveness(
        string outputColumnName = "Liveness", string facesColumnName = "Faces", string imageColumnName = "Image", string? network = null)
    {
        var options = new FaceLivenessOptions
        {
            OutputColumnName = outputColumnName,
            FacesColumnName = facesColumnName,
            ImageColumnName = imageColumnName,
        };
        options.Network = network ?? options.Network;
        return AssessLiveness(options);
    }

    /// <inheritdoc cref="AssessLiveness(string, string, string, string)"/>
    /// <param name="options">The settings.</param>
    public IEstimator<FaceTransformer> AssessLiveness(FaceLivenessOptions options) =>
        new FaceLivenessEstimator(Context, options ?? throw new ArgumentNullException(nameof(options)));

    /// <summary>
    /// Measures liveness detection on labeled images that were scored: APCER by species, BPCER and their trade-off by ISO/IEC 30107-3, with
    /// intervals.
    /// </summary>
    /// <param name="data">Scored images, such as <c>model.Transform(images)</c> gives. They are read once.</param>
    /// <param name="labelColumnName">A Boolean column, true where an image shows a live face.</param>
    /// <param name="scoreColumnName">A column of scores (Single), higher is more likely live; NaN where there is no face.</param>
    /// <param name="speciesColumnName">A text column with the species of each attack; null when all are one.</param>
    /// <param name="personColumnName">Who is shown: a text or a key; null when not known.</param>
    /// <returns>The metrics. Images whose score is NaN are counted as non-responses and are in no other rate.</returns>
    /// <exception cref="Columns.FaceColumnException">A column is missing or of another type.</exception>
    /// <exception cref="Evaluation.EvaluationDataException">There are no live images or no attacks with a score, or an attack has no
    /// species.</exception>
    public FaceLivenessMetrics EvaluateLiveness(
        IDataView data, string labelColumnName = "Label", string scoreColumnName = "Liveness", string? speciesColumnName = null,
            string? personColumnName = null) =>
        EvaluateLiveness(data, new FaceLivenessEvaluationOptions
        {
            LabelColumnName = labelColumnName,
            ScoreColumnName = scoreColumnName,
            SpeciesColumnName = speciesColumnName,
            PersonColumnName = personColumnName,
        });

    /// <summary>
    /// Measures liveness detection on labeled images that were scored, with all settings: decisions, the APCERs asked for, intervals.
    /// </summary>
    /// <param name="data">Scored images, such as <c>model.Transform(images)</c> gives. They are read once.</param>
    /// <param name="options">Column names, decisions, the APCERs asked for, and how intervals are made.</param>
    /// <returns>The metrics. Images whose score is NaN are counted as non-responses and are in no other rate.</returns>
    /// <exception cref="Columns.FaceColumnException">A column is missing or of another type.</exception>
    /// <exception cref="Evaluation.EvaluationDataException">There are no live images or no attacks with a score, or an attack has no
    /// species.</exception>
    public FaceLivenessMetrics EvaluateLiveness(IDataView data, FaceLivenessEvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        return FaceLivenessMetrics.Measure(data, options);
    }
}
