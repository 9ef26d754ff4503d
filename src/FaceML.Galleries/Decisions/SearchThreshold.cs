using FaceML.Evaluation.Calibration;

namespace FaceML.Galleries.Decisions;

/// <summary>The threshold of a search and what stands behind it. Immutable.</summary>
/// <param name="Value">A candidate matches when its score is at least this; null where no threshold is known.</param>
/// <param name="Templates">The templates that the threshold is for; at least as many as were searched.</param>
/// <param name="FalsePositiveRate">The false positive identification rate promised; null for a threshold given by hand, or where nothing is
/// promised.</param>
/// <param name="Grounds">The promise in one sentence, or what is missing for one.</param>
public sealed record SearchThreshold(float? Value, long Templates, double? FalsePositiveRate, string Grounds)
{
    internal static SearchThreshold None { get; } = new(null, 0, null, "No threshold was given: scores are not decisions.");

    internal MatchDecision Decide(float score) =>
        Value is not { } threshold || float.IsNaN(score) ? MatchDecision.Uncertain : score >= threshold ? MatchDecision.Match
            : MatchDecision.NoMatch;

    // Averages of templates score higher than the single ones that thresholds are fitted to.
    internal SearchThreshold WithoutPromise() => Value is null || FalsePositiveRate is null ? this : this with
    {
        FalsePositiveRate = null,
        Grounds = "Nothing is promised for average templates: the threshold was fitted to single ones.",
    };
}
