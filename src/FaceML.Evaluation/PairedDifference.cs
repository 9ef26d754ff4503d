namespace FaceML.Evaluation;

/// <summary>A figure of two models on the same comparisons. Immutable.</summary>
/// <param name="Figure">The name of the figure.</param>
/// <param name="FirstEstimate">The first model's figure, with an interval of its own.</param>
/// <param name="SecondEstimate">The second model's, likewise. That the two intervals overlap says little: the difference has its
/// own.</param>
/// <param name="Difference">Second − first, with the interval of the paired bootstrap.</param>
public sealed record PairedDifference(string Figure, Estimate FirstEstimate, Estimate SecondEstimate, Estimate Difference)
{
    /// <summary>The first model's value.</summary>
    public double First => FirstEstimate.Value;

    /// <summary>The second model's value.</summary>
    public double Second => SecondEstimate.Value;

    /// <summary>Whether the interval of the difference excludes zero.</summary>
    public bool IsSeparable => Difference.Low > 0 || Difference.High < 0;
}
