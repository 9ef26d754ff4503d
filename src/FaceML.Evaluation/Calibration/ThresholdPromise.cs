namespace FaceML.Evaluation.Calibration;

/// <summary>What is promised about an error rate, and on what grounds. Immutable.</summary>
/// <param name="Target">What was asked for.</param>
/// <param name="Rate">The rate that is bounded: FMR or FNMR.</param>
/// <param name="Bound">The rate does not exceed this value, with the confidence stated.</param>
/// <param name="Confidence">The one-sided confidence; shared by both promises of an equal-error or cost threshold.</param>
/// <param name="Method">How the bound was made; never <see cref="BoundMethod.Automatic"/>.</param>
/// <param name="Scope">Whether the true rate or that of a further sample is meant; never <see cref="PromiseScope.Automatic"/>.</param>
/// <param name="Errors">The errors of the bounded kind at the threshold, on the calibration data.</param>
/// <param name="Comparisons">The comparisons of that class.</param>
/// <param name="IndependentComparisons">The number of independent comparisons that they are worth by the method used.</param>
/// <param name="Identities">The people in them; 0 when not known, and independence is then the caller's word.</param>
public sealed record ThresholdPromise(
    ThresholdTarget Target,
    ErrorRateKind Rate,
    double Bound,
    double Confidence,
    BoundMethod Method,
    PromiseScope Scope,
    long Errors,
    long Comparisons,
    double IndependentComparisons,
    int Identities)
{
    /// <summary>
    /// Which people and images the comparisons are of, as the end of "measured on 4,281 people of …": the promise is about people and
    /// images like these. The default value is null: not stated.
    /// </summary>
    public string? Population { get; init; }

    /// <summary>
    /// The promise for a person who reads it, invariant culture: <c>At this threshold at most 1 in 10,000 pairs of different people match,
    /// with 95 % confidence, measured on 4,281 people of …</c> Rounded, never in favor of the promise; <see cref="ToString"/> has the
    /// grounds.
    /// </summary>
    public string ToSentence()
    {
        string pairs = Rate == ErrorRateKind.FalseMatch ? "pairs of different people match" : "pairs of one person do not match";
        string of = Population is null ? "" : $" of {Population}";
        string who = Identities == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{Comparisons:N0} pairs{of} whose people are not known")
            : string.Create(CultureInfo.InvariantCulture, $"{Identities:N0} people{of}");
        return string.Create(CultureInfo.InvariantCulture,
            $"At this threshold at most {RateText.AtMost(Bound)} {pairs}, with {Confidence * 100:0.##} % confidence, measured on {who}.");
    }

    /// <summary>The promise with its grounds in one line, invariant culture.</summary>
    public override string ToString()
    {
        string who = Identities == 0
            ? "people not known, taken as independent"
            : string.Create(CultureInfo.InvariantCulture, $"{Identities:N0} people");
        who += Population is null ? "" : $" of {Population}";
        string kind = Rate == ErrorRateKind.FalseMatch ? "impostor" : "genuine";
        string errors = Errors == 1 ? "error" : "errors";
        string scope = Scope == PromiseScope.NextSample ? " on a further sample of this size" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{(Rate == ErrorRateKind.FalseMatch ? "FMR" : "FNMR")} ≤ {RateText.Of(Bound)}{scope} with {Confidence * 100:0.##} % "
                + $"confidence ({Method}: {Errors:N0} {errors} in {Comparisons:N0} {kind} comparisons worth {IndependentComparisons:N0} "
                + $"independent ones; {who})");
    }
}
