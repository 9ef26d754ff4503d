namespace FaceML.Evaluation;

/// <summary>A measured figure with its two-sided interval. Immutable.</summary>
/// <param name="Value">The point estimate.</param>
/// <param name="Low">The lower end; equal to <paramref name="Value"/> when there is no interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="Confidence">The nominal confidence of the interval, 0 to 1; 0 when there is none.</param>
/// <param name="Method">How the interval was made.</param>
/// <param name="Events">For a rate, the number of events counted; else 0.</param>
/// <param name="Trials">For a rate, the number of trials; else the number of comparisons behind the figure.</param>
public sealed record Estimate(double Value, double Low, double High, double Confidence, IntervalMethod Method, long Events, long Trials)
{
    /// <summary>The rate <paramref name="events"/> / <paramref name="trials"/> with Wilson's interval for independent trials.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Counts that are negative or no rate, or a confidence outside (0, 1).</exception>
    public static Estimate Rate(long events, long trials, double confidence = 0.95)
    {
        (double low, double high) = BinomialInterval.Wilson(events, trials, confidence);
        return new Estimate((double)events / trials, low, high, confidence, IntervalMethod.Wilson, events, trials);
    }

    /// <summary>
    /// The same where comparisons share people: Wilson's interval on the number of independent comparisons that they are worth.
    /// </summary>
    internal static Estimate Rate(long events, long trials, double effectiveTrials, double confidence)
    {
        double rate = (double)events / trials;
        (double low, double high) = BinomialInterval.Wilson(rate * effectiveTrials, effectiveTrials, confidence);
        return new Estimate(rate, low, high, confidence, IntervalMethod.IdentityWilson, events, trials);
    }

    /// <summary>A figure without an interval.</summary>
    public static Estimate Exact(double value, long trials = 0) => new(value, value, value, 0, IntervalMethod.None, 0, trials);

    /// <summary>Half the width of the interval.</summary>
    public double HalfWidth => (High - Low) / 2;

    /// <summary>The value and its interval, invariant culture: <c>0.0123 [0.0100, 0.0150]</c>.</summary>
    public override string ToString() => Method == IntervalMethod.None
        ? RateText.Of(Value)
        : $"{RateText.Of(Value)} [{RateText.Of(Low)}, {RateText.Of(High)}]";
}
