namespace FaceML.Training.Networks;

/// <summary>
/// Networks on the straight line between two of the same graph: θ(α) = (1 − α) θ₀ + α θ₁ with the mixing coefficient α (Wortsman et al.
/// 2022, "Robust fine-tuning of zero-shot models", WiSE-FT, equation 1). Where θ₁ was trained on from θ₀, points in between often keep most
/// of both: what θ₀ could do, and what was learned since.
/// </summary>
internal static class WeightInterpolation
{
    /// <summary>The network at a mixing coefficient: 0 gives the first one's weights, 1 the second one's, bit for bit.</summary>
    /// <param name="first">The network as it came, θ₀. Not changed.</param>
    /// <param name="second">The network trained on from it, θ₁: but for its weights the same graph. Not changed.</param>
    /// <param name="coefficient">α, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A coefficient that is not 0 to 1.</exception>
    /// <exception cref="ArgumentException">The networks' weights are not of the same names and shapes; the message names one.</exception>
    public static OnnxModel Between(OnnxModel first, OnnxModel second, double coefficient)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (coefficient is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(coefficient), coefficient, "The mixing coefficient lies between 0 and 1.");
        }

        OnnxModel between = OnnxModel.Read(second.ToBytes());
        foreach (OnnxTensor tensor in between.Graph.Initializers.Where(t => t.ElementType == OnnxElementType.Float32))
        {
            if (first.Graph.FindInitializer(tensor.Name) is not { ElementType: OnnxElementType.Float32 } other
                || !other.Dimensions.SequenceEqual(tensor.Dimensions))
            {
                throw new ArgumentException(
                    $"The second network's weights '{tensor.Name}' [{string.Join(", ", tensor.Dimensions)}] are not in the first one "
                        + $"with this shape.", nameof(second));
            }

            TensorPrimitives.Lerp(other.Floats, tensor.Floats, (float)coefficient, tensor.Floats);
        }

        return between;
    }

    /// <summary>
    /// Measures points of the line and takes the one with the largest validation figure among those that retain enough; of two as good that
    /// nearer to the network as it came. That network, coefficient 0, is always among them.
    /// </summary>
    /// <param name="first">The network as it came, θ₀.</param>
    /// <param name="second">The network trained on from it, θ₁.</param>
    /// <param name="options">Which points, and how much may be lost.</param>
    /// <param name="measure">Both figures of a network on held-out images, larger is better. A figure that is not a number admits no point
    /// but the first.</param>
    /// <returns>The network chosen, its point, and all points in rising order.</returns>
    /// <exception cref="ArgumentException">A setting is out of its range, or the networks are not of one graph.</exception>
    public static (OnnxModel Network, InterpolationPoint Chosen, IReadOnlyList<InterpolationPoint> Points) Choose(
        OnnxModel first, OnnxModel second, InterpolationOptions options, Func<OnnxModel, (double Validation, double Retained)> measure)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(measure);
        options.Check();
        InterpolationPoint[] points = [.. options.Coefficients.Prepend(0).Distinct().Order().Select(coefficient =>
        {
            (double validation, double retained) = measure(Between(first, second, coefficient));
            return new InterpolationPoint(coefficient, validation, retained);
        })];
        InterpolationPoint chosen = points[0];
        foreach (InterpolationPoint point in points.Skip(1))
        {
            chosen = point.Retained >= points[0].Retained - options.MaxLoss && point.Validation > chosen.Validation ? point : chosen;
        }

        return (Between(first, second, chosen.Coefficient), chosen, points);
    }
}
