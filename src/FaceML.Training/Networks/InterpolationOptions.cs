namespace FaceML.Training.Networks;

/// <summary>
/// How the point between a network as it came and the one trained on from it is chosen (<see cref="WeightInterpolation.Choose"/>).
/// Immutable.
/// </summary>
public sealed record InterpolationOptions
{
    /// <summary>
    /// The mixing coefficients that are tried, each above 0 and at most 1, at least one. The default value is 0.1 to 1 in steps of 0.1.
    /// </summary>
    public IReadOnlyList<double> Coefficients { get; init; } = [.. Enumerable.Range(1, 10).Select(i => i / 10.0)];

    /// <summary>
    /// By how much the figure that is to be retained may be below that of the network as it came, at least 0. The default value is 0.002.
    /// </summary>
    public double MaxLoss { get; init; } = 0.002;

    internal void Check()
    {
        if (Coefficients.Count == 0 || Coefficients.Any(c => c is not (> 0 and <= 1)))
        {
            throw new ArgumentException(
                $"{nameof(InterpolationOptions)}.{nameof(Coefficients)} must be one or more numbers above 0 and at most 1; they are "
                    + $"{string.Join(", ", Coefficients.Select(c => FormattableString.Invariant($"{c}")))}.");
        }

        if (MaxLoss is not (>= 0 and < double.PositiveInfinity))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{nameof(InterpolationOptions)}.{nameof(MaxLoss)} must be at least 0; it is {MaxLoss}."));
        }
    }
}
