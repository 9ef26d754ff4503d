namespace FaceML.Evaluation.Calibration;

/// <summary>How a threshold is bounded.</summary>
public sealed record ThresholdOptions
{
    /// <summary>The one-sided confidence of the promise. The default value is 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>How the bound is made. The default value is <see cref="BoundMethod.Automatic"/>.</summary>
    public BoundMethod Bound { get; init; }

    /// <summary>What the promise is about. The default value is <see cref="PromiseScope.Automatic"/>.</summary>
    public PromiseScope Scope { get; init; }

    /// <summary>
    /// For a false match rate target: the false non-match rate promised below the abstain band, which makes
    /// scores between the two thresholds <see cref="MatchDecision.Uncertain"/>. The default value is null: no band.
    /// </summary>
    public double? AbstainFalseNonMatchRate { get; init; }

    /// <summary>Replicates of <see cref="BoundMethod.IdentityBootstrap"/>. The default value is 1,000.</summary>
    public int Replicates { get; init; } = 1000;

    /// <summary>The seed of <see cref="BoundMethod.IdentityBootstrap"/>. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The scope that <see cref="Scope"/> means for a target.</summary>
    internal PromiseScope ScopeFor(ThresholdTargetKind kind) =>
        Scope != PromiseScope.Automatic ? Scope
        : kind is ThresholdTargetKind.FalseMatchRate or ThresholdTargetKind.FalseNonMatchRate && Bound != BoundMethod.IdentityBootstrap
            ? PromiseScope.NextSample
        : PromiseScope.Population;

    internal void Validate(ThresholdTargetKind kind)
    {
        if (!(Confidence >= 0.5 && Confidence < 1))
        {
            throw Wrong(nameof(Confidence), Confidence, "The confidence of a promise is at least 0.5 and below 1.");
        }

        if (Replicates < 100)
        {
            throw Wrong(nameof(Replicates), Replicates, "A one-sided bootstrap bound requires at least 100 replicates.");
        }

        if (!Enum.IsDefined(Bound) || !Enum.IsDefined(Scope))
        {
            throw Wrong(nameof(Bound), Bound, $"{Bound} and {Scope} are not both known values.");
        }

        if (AbstainFalseNonMatchRate is { } rate && (kind != ThresholdTargetKind.FalseMatchRate || !(rate > 0 && rate < 1)))
        {
            throw Wrong(nameof(AbstainFalseNonMatchRate), rate,
                "An abstain band requires a false match rate target and a rate between 0 and 1.");
        }

        bool rateTarget = kind is ThresholdTargetKind.FalseMatchRate or ThresholdTargetKind.FalseNonMatchRate;
        if (Bound == BoundMethod.IdentityBootstrap && (Scope == PromiseScope.NextSample || !rateTarget))
        {
            throw Wrong(nameof(Bound), Bound, "The identity bootstrap bounds one rate in the population; choose EffectiveSize here.");
        }

        if (Scope == PromiseScope.NextSample && !rateTarget)
        {
            throw Wrong(nameof(Scope), Scope, "A promise about the next sample requires a target for one rate.");
        }
    }

    private static ArgumentOutOfRangeException Wrong(string property, object value, string message) => new(property, value, message);
}
