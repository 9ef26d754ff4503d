namespace FaceML.Calibration;

/// <summary>Settings of <see cref="FaceCatalog.CalibrateThreshold(FaceThresholdOptions)"/>.</summary>
public sealed class FaceThresholdOptions
{
    /// <summary>The column of decisions that is added. The default value is <c>PredictedLabel</c>.</summary>
    public string OutputColumnName { get; set; } = "PredictedLabel";

    /// <summary>A column of scores, higher is more alike. The default value is <c>Score</c>.</summary>
    public string ScoreColumnName { get; set; } = "Score";

    /// <summary>A Boolean column, true where a pair shows the same person; only needed to fit. The default value is <c>Label</c>.</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>
    /// A column that holds the threshold in each row, so that a decision travels with it. The default value is <c>Threshold</c>; null for
    /// none.
    /// </summary>
    public string? ThresholdColumnName { get; set; } = "Threshold";

    /// <summary>
    /// A text column with the name of the <see cref="MatchDecision"/>, which tells the abstain band from both sides of it. The default
    /// value is <c>Decision</c>; null for none.
    /// </summary>
    public string? DecisionColumnName { get; set; } = "Decision";

    /// <summary>
    /// A text column with the promise behind the threshold as a sentence, empty in rows without a score, which no promise covers: a
    /// decision that travels on carries it. The default value is <c>Promise</c>; null for none.
    /// </summary>
    public string? PromiseColumnName { get; set; } = "Promise";

    /// <summary>
    /// A text column with the person of each pair's first image. With both people known, the bound respects that comparisons
    /// share people, and a refusal says how many more it takes. The default value is null: not known.
    /// </summary>
    public string? FirstIdentityColumnName { get; set; }

    /// <summary>The same for the second image. The default value is null.</summary>
    public string? SecondIdentityColumnName { get; set; }

    /// <summary>What the threshold is to reach. The default value is a false match rate of at most 0.001.</summary>
    public ThresholdTarget Target { get; set; } = ThresholdTarget.MaxFalseMatchRate(1e-3);

    /// <summary>
    /// A threshold that is calibrated already, for example <c>RecipeCalibration.Find(recognition).At(1e-4)</c>, instead of one fitted to
    /// labeled pairs: the label and identity columns are not needed then, and target and bound do not count. The caller answers for the
    /// scores being of that calibration's networks, used the same way; <see cref="VerificationPipelineOptions.Calibration"/> checks it. The
    /// default value is null: fitted.
    /// </summary>
    public ThresholdCalibration? Calibration { get; set; }

    /// <summary>
    /// Which people and images the pairs show, for the promise (<see cref="ThresholdPromise.Population"/>), for example <c>our badge
    /// images</c>. The default value is null: not stated. A <see cref="Calibration"/> brings its own.
    /// </summary>
    public string? Population { get; set; }

    /// <summary>Confidence, kind of bound, abstain band. The default value is that of <see cref="ThresholdOptions"/>.</summary>
    public ThresholdOptions Bound { get; set; } = new();

    internal ThresholdColumns Columns => new(OutputColumnName, ThresholdColumnName, DecisionColumnName, PromiseColumnName);
}
