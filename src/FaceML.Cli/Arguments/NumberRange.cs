namespace FaceML.Cli;

/// <summary>The numbers that an option takes, and how a message says so.</summary>
/// <param name="Low">The smallest number, or the limit above which it lies.</param>
/// <param name="High">The largest number, or the limit below which it lies.</param>
/// <param name="Words">What ends the sentence "--option must …".</param>
/// <param name="WithLow">Whether <paramref name="Low"/> itself is taken.</param>
/// <param name="WithHigh">Whether <paramref name="High"/> itself is taken.</param>
internal sealed record NumberRange(double Low, double High, string Words, bool WithLow = true, bool WithHigh = true)
{
    /// <summary>Every finite number.</summary>
    public static NumberRange Finite { get; } = new(double.MinValue, double.MaxValue, "be a finite number");

    /// <summary>Between 0 and 1, both excluded: rates to promise, priors, shares of people.</summary>
    public static NumberRange Fraction { get; } = new(0, 1, "lie between 0 and 1", WithLow: false, WithHigh: false);

    /// <summary>Finite and above 0.</summary>
    public static NumberRange Positive { get; } = new(0, double.MaxValue, "be above 0", WithLow: false);

    public static NumberRange AtLeast(double low) => new(low, double.MaxValue, Invariant($"be at least {low:N0}"));

    public static NumberRange Between(double low, double high) => new(low, high, Invariant($"be {low:#,0.##} to {high:#,0.##}"));

    /// <summary>From a limit on and below another.</summary>
    public static NumberRange From(double low, double below) =>
        new(low, below, Invariant($"be at least {low} and below {below}"), WithHigh: false);

    public bool Contains(double number) => (WithLow ? number >= Low : number > Low) && (WithHigh ? number <= High : number < High);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
