namespace FaceML.Training.Losses;

/// <summary>How classes with many and with few images are weighted against each other.</summary>
public enum ClassBalance
{
    /// <summary>Every image counts the same.</summary>
    None,

    /// <summary>Every class counts the same: the weight is one over the number of its images.</summary>
    InverseFrequency,

    /// <summary>
    /// In between: one over (1 − βⁿ)/(1 − β) with β = 0.999 (Cui et al., "Class-balanced loss based on effective number of samples", 2019,
    /// equation 2).
    /// </summary>
    EffectiveNumber,
}
