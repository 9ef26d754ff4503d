namespace FaceML.Calibration;

/// <summary>What a calibrated threshold says about a score.</summary>
public enum MatchDecision
{
    /// <summary>Below the threshold, or below the abstain band.</summary>
    NoMatch,

    /// <summary>Inside the abstain band: neither promise covers a decision.</summary>
    Uncertain,

    /// <summary>At or above the threshold.</summary>
    Match,
}
