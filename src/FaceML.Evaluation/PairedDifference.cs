namespace FaceML.Evaluation;

/// <summary>A figure of two models on the same comparisons. Immutable.</summary>
/// <param name="Figure">The name of the figure.</param>
/// <param name="FirstEstimate">The first model's figure, with an interval of its own.</param>
/// <param name="SecondEstimate">The second model's, likewise. That the two intervals overlap says little: the difference has its
/// own.</param>
/// <param name="Difference">Second − first, with the interval of the paired bootstrap.</param>
public sealed record PairedDifference(string Figure, Estimate FirstEstimate, Estimate SecondEstimate, Estimate Difference)
{
    /// <summary>Whether a smaller value is the better one, as with error rates.</summary>
    public bool LowerIsBetter { get; init; }

    /// <summary>The false match rate at which a true match rate was read; null for other figures.</summary>
    public double? FalseMatchRate { get; init; }

    /// <summary>Whether the second model's value is the better one, separable or not.</summary>
    public bool SecondIsBetter => Difference.Value > 0 != LowerIsBetter;

    /// <summary>The first model's value.</summary>
    public double First => FirstEstimate.Value;

    /// <summary>The second model's value.</summary>
    public double Second => SecondEstimate.Value;

    /// <summary>Whether the interval of the difference excludes zero.</summary>
    public bool IsSeparable => Difference.Low > 0 || Difference.High < 0;
}
