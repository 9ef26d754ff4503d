namespace FaceML.Verification;

/// <summary>Two images and what was decided about them. Immutable.</summary>
public sealed record FaceVerification
{
    /// <summary>The first image.</summary>
    public required VerifiedFace First { get; init; }

    /// <summary>The second image.</summary>
    public required VerifiedFace Second { get; init; }

    /// <summary>What <see cref="Score"/> and <see cref="Threshold"/> are: of a cosine higher is more alike, of a distance lower.</summary>
    public required FaceMetric Metric { get; init; }

    /// <summary>How alike the faces are; null where one of the images shows no face that can be compared.</summary>
    public float? Score { get; init; }

    /// <summary>The score from which two faces match.</summary>
    public required float Threshold { get; init; }

    /// <summary>
    /// The decision; <see cref="MatchDecision.Uncertain"/> where there is no score, and inside the abstain band of a saved pipeline.
    /// </summary>
    public MatchDecision Decision { get; init; } = MatchDecision.Uncertain;

    /// <summary>What is promised about the decision; null for a threshold of one's own.</summary>
    public ThresholdPromise? Promise { get; init; }

    /// <summary>Where a pipeline abstains: the score from which, up to the threshold, nothing is decided; null elsewhere.</summary>
    public float? UncertainFrom { get; init; }

    /// <summary>
    /// The images that threshold and evidence were measured on; null for a threshold of one's own and for a saved pipeline.
    /// </summary>
    public string? CalibratedOn { get; init; }

    /// <summary>
    /// The natural logarithm of how much likelier the score is for one person than for two; null without a score or a score calibration.
    /// </summary>
    public double? LogLikelihoodRatio { get; init; }

    /// <summary>The probability that both images show one person, given <see cref="MatedPrior"/>; null likewise.</summary>
    public double? Probability { get; init; }

    /// <summary>That probability before the comparison; null likewise.</summary>
    public double? MatedPrior { get; init; }

    /// <summary>The names of the networks.</summary>
    public required IReadOnlyList<string> Networks { get; init; }

    /// <summary>How the networks were used, in words; null for a saved pipeline.</summary>
    public string? Recipe { get; init; }
}
