namespace FaceML.Training.Gradients;

/// <summary>What of a network is differentiated.</summary>
public sealed record GradientOptions
{
    /// <summary>Rows in a batch, at least 1: the graphs are made for this number and no other. The default value is 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The output that the loss is computed from. The default value is <see langword="null"/>: the graph's first.</summary>
    public string? Output { get; init; }

    /// <summary>The name of a value inside the graph: what leads to it is frozen. The default value is <see langword="null"/>: nothing is.</summary>
    public string? FrozenUpTo { get; init; }

    /// <summary>Names of weights that are frozen wherever they are used. Empty by default.</summary>
    public IReadOnlySet<string> FrozenWeights { get; init; } = new HashSet<string>();

    /// <summary>
    /// Whether BatchNormalization uses the statistics of the batch, and gives them out, instead of the running ones. The default value is
    /// <see langword="false"/>: it is an affine function with a learnt scale and shift.
    /// </summary>
    public bool BatchStatistics { get; init; }

    /// <summary>
    /// Whether the outputs of activations are computed again on the way back instead of being kept: about half the memory for some more time.
    /// The default value is <see langword="false"/>.
    /// </summary>
    public bool Recompute { get; init; }

    /// <summary>Whether the derivative with respect to the input is made too. The default value is <see langword="false"/>.</summary>
    public bool InputGradient { get; init; }
}
