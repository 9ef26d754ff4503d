namespace FaceML;

/// <summary>What a verification pipeline says of a pair.</summary>
/// <remarks>Columns that a pipeline does not have leave their member at its default.</remarks>
public sealed class FaceMatch
{
    /// <summary>How alike the faces are, higher is more alike; NaN when an image shows no usable face.</summary>
    public float Score { get; set; } = float.NaN;

    /// <summary>
    /// The natural logarithm of how much likelier the score is for one person than for two; NaN when there is no score or no score
    /// calibration.
    /// </summary>
    public float LogLikelihoodRatio { get; set; } = float.NaN;

    /// <summary>The probability that both images show one person, at the prior that the pipeline was fitted with; NaN likewise.</summary>
    public float Probability { get; set; } = float.NaN;

    /// <summary>Whether the score reaches the threshold; false when there is no score.</summary>
    [ColumnName("PredictedLabel")]
    public bool IsMatch { get; set; }

    /// <summary>The threshold that was applied.</summary>
    public float Threshold { get; set; } = float.NaN;

    /// <summary>
    /// What is promised about decisions by that threshold, and on what grounds, as a sentence; empty when there is no score, which no
    /// promise covers.
    /// </summary>
    public string Promise { get; set; } = "";

    /// <summary>The column behind <see cref="Decision"/>: the name of a <see cref="MatchDecision"/>.</summary>
    [ColumnName("Decision")]
    public string DecisionName { get; set; } = nameof(MatchDecision.Uncertain);

    /// <summary>
    /// The decision; <see cref="MatchDecision.Uncertain"/> inside the abstain band, where there is one, and where there is no score.
    /// </summary>
    [NoColumn]
    public MatchDecision Decision => Enum.Parse<MatchDecision>(DecisionName);

    /// <summary>The column behind <see cref="Status1"/>: the name of a <see cref="FaceStatus"/>.</summary>
    [ColumnName("Status1")]
    public string StatusName1 { get; set; } = nameof(FaceStatus.Found);

    /// <summary>The column behind <see cref="Status2"/>.</summary>
    [ColumnName("Status2")]
    public string StatusName2 { get; set; } = nameof(FaceStatus.Found);

    /// <summary>What came of looking for a face in the one image.</summary>
    [NoColumn]
    public FaceStatus Status1 => Enum.Parse<FaceStatus>(StatusName1);

    /// <summary>What came of looking for a face in the other.</summary>
    [NoColumn]
    public FaceStatus Status2 => Enum.Parse<FaceStatus>(StatusName2);

    /// <summary>The first status that is not <see cref="FaceStatus.Found"/>: why there is no score.</summary>
    [NoColumn]
    public FaceStatus Status => Status1 == FaceStatus.Found ? Status2 : Status1;
}
