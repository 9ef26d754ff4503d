namespace FaceML.Training.Optimization;

/// <summary>What an optimizer is. Immutable; equal settings are equal.</summary>
public abstract record OptimizerOptions
{
    private protected OptimizerOptions()
    {
    }

    /// <summary>How strongly weights are pulled to zero, at least 0, for the parameters that decay. The default value is 0.</summary>
    public float WeightDecay { get; init; }

    /// <summary>Makes an optimizer that has made no step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range; the message names it.</exception>
    internal abstract Optimizer Create();

    private protected static void InRange(float value, float from, float below, string name)
    {
        if (!(value >= from && value < below))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {from} and below {below}.");
        }
    }
}
