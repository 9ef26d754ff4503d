namespace FaceML.Evaluation.Calibration;

/// <summary>A threshold with the promises behind it. Immutable and thread-safe.</summary>
/// <param name="Threshold">A comparison is a match when <c>score &gt;= Threshold</c>.</param>
/// <param name="Promises">One promise for a rate target; two (FMR, FNMR), holding together, for the equal error rate and cost.</param>
/// <param name="FalseMatchRate">The FMR measured on the calibration data, with a two-sided interval of the same confidence.</param>
/// <param name="FalseNonMatchRate">The FNMR likewise; null when only impostor comparisons were given.</param>
/// <param name="Band">The abstain band; null when none was asked for.</param>
public sealed record ThresholdCalibration(
    float Threshold,
    IReadOnlyList<ThresholdPromise> Promises,
    Estimate FalseMatchRate,
    Estimate? FalseNonMatchRate,
    AbstainBand? Band)
{
    /// <summary>The same threshold, whose promises say which people they were measured on.</summary>
    /// <param name="population">What <see cref="ThresholdPromise.Population"/> shall say; null for nothing.</param>
    public ThresholdCalibration MeasuredOn(string? population) => this with
    {
        Promises = [.. Promises.Select(promise => promise with { Population = population })],
        Band = Band is null ? null : Band with { Promise = Band.Promise with { Population = population } },
    };

    /// <summary>The decision on <paramref name="score"/>; a score that is not a number decides nothing.</summary>
    public MatchDecision Decide(float score) =>
        float.IsNaN(score) ? MatchDecision.Uncertain
        : score >= Threshold ? MatchDecision.Match
        : Band is not null && score >= Band.Low ? MatchDecision.Uncertain
        : MatchDecision.NoMatch;
}
