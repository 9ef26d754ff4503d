namespace FaceML.Liveness;

/// <summary>
/// What is promised about the attacks of one species, and on what grounds. The confidence is that of all species' promises together.
/// Immutable.
/// </summary>
public sealed class FaceLivenessPromise
{
    private readonly ThresholdPromise promise;

    internal FaceLivenessPromise(string species, double confidence, ThresholdCalibration calibration)
    {
        (Species, Confidence, Calibration) = (species, confidence, calibration);
        promise = calibration.Promises[0];
    }

    /// <summary>The species of attack.</summary>
    public string Species { get; }

    /// <summary>The APCER that was asked for.</summary>
    public double MaxApcer => promise.Target.Rate;

    /// <summary>The species' APCER does not exceed this value, with the confidence stated.</summary>
    public double Bound => promise.Bound;

    /// <summary>
    /// The one-sided confidence that no species' APCER exceeds its bound: that of each is stricter by the number of species (Bonferroni).
    /// </summary>
    public double Confidence { get; }

    /// <summary>How the bound was made.</summary>
    public BoundMethod Method => promise.Method;

    /// <summary>Whether the true rate or that of a further sample is meant.</summary>
    public PromiseScope Scope => promise.Scope;

    /// <summary>The attacks that it rests on; none of them was learned from.</summary>
    public int Attacks => (int)promise.Comparisons;

    /// <summary>The number of independent attacks that they are worth, since attacks on one person resemble each other.</summary>
    public double IndependentAttacks => promise.IndependentComparisons;

    /// <summary>The people whom they show.</summary>
    public int People => promise.Identities;

    /// <summary>The species' own threshold, of which the strictest of all species decides.</summary>
    internal ThresholdCalibration Calibration { get; }

    /// <summary>The promise for a person who reads it, invariant culture.</summary>
    public string ToSentence() => string.Create(CultureInfo.InvariantCulture,
        $"At this threshold at most {RateText.AtMost(Bound)} attacks of the species '{Species}' pass as live, with "
            + $"{Confidence * 100:0.##} % confidence, measured on attacks on {People:N0} people.");

    /// <inheritdoc cref="ToSentence"/>
    public override string ToString() => ToSentence();
}
