namespace FaceML.Training.Optimization;

/// <summary>The settings of <see cref="AdamOptimizer"/>.</summary>
public sealed record AdamOptions : OptimizerOptions
{
    /// <summary>How much of the mean gradient is kept, 0 up to 1. The default value is 0.9.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>How much of the mean squared gradient is kept, 0 up to 1. The default value is 0.999.</summary>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>What keeps the division finite, at least 0. The default value is 1e-8.</summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>
    /// Whether weight decay is taken off the weights directly (AdamW, Loshchilov and Hutter 2019) instead of being added to the gradient.
    /// The default value is <see langword="true"/>; without weight decay both are Adam.
    /// </summary>
    public bool DecoupledWeightDecay { get; init; } = true;

    /// <inheritdoc/>
    internal override Optimizer Create()
    {
        InRange(Beta1, 0, 1, nameof(Beta1));
        InRange(Beta2, 0, 1, nameof(Beta2));
        InRange(Epsilon, 0, 1, nameof(Epsilon));
        InRange(WeightDecay, 0, float.PositiveInfinity, nameof(WeightDecay));
        return new AdamOptimizer(this);
    }
}
