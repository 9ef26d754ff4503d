namespace FaceML.Evaluation.Calibration;

/// <summary>What a threshold is to reach.</summary>
public enum ThresholdTargetKind
{
    /// <summary>The lowest threshold whose false match rate is bounded by the target.</summary>
    FalseMatchRate,

    /// <summary>The highest threshold whose false non-match rate is bounded by the target.</summary>
    FalseNonMatchRate,

    /// <summary>The threshold at which both measured rates are equal.</summary>
    EqualErrorRate,

    /// <summary>The threshold with the smallest measured expected cost.</summary>
    Cost,
}
