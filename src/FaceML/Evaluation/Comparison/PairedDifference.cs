namespace FaceML.Evaluation;

/// <summary>A figure of two models on the same comparisons. Immutable.</summary>
/// <param name="Figure">The name of the figure.</param>
/// <param name="First">The first model's value.</param>
/// <param name="Second">The second model's value.</param>
/// <param name="Difference">Second − first, with the interval of the paired bootstrap.</param>
public sealed record PairedDifference(string Figure, double First, double Second, Estimate Difference)
{
    /// <summary>Whether the interval of the difference excludes zero.</summary>
    public bool IsSeparable => Difference.Low > 0 || Difference.High < 0;
}
