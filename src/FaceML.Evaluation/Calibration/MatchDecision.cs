namespace FaceML.Evaluation.Calibration;

/// <summary>What a calibrated threshold says about a score.</summary>
public enum MatchDecision
{
    /// <summary>Below the threshold, or below the abstain band.</summary>
    NoMatch,

    /// <summary>
    /// Inside the abstain band, where neither promise covers a decision; or there is no score, because a face is missing or not
    /// recognizable.
    /// </summary>
    Uncertain,

    /// <summary>At or above the threshold.</summary>
    Match,
}
