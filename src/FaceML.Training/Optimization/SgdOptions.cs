namespace FaceML.Training.Optimization;

/// <summary>The settings of <see cref="SgdOptimizer"/>.</summary>
public sealed record SgdOptions : OptimizerOptions
{
    /// <summary>How much of the last step is kept, 0 up to 1. The default value is 0.9.</summary>
    public float Momentum { get; init; } = 0.9f;

    /// <summary>
    /// Whether the gradient is taken as if the momentum had been followed already (Nesterov). The default value is <see langword="false"/>.
    /// </summary>
    public bool Nesterov { get; init; }

    /// <inheritdoc/>
    internal override Optimizer Create()
    {
        InRange(Momentum, 0, 1, nameof(Momentum));
        InRange(WeightDecay, 0, float.PositiveInfinity, nameof(WeightDecay));
        return new SgdOptimizer(this);
    }
}
