namespace FaceML.Recognition;

/// <summary>How <see cref="NetworkQuantizer"/> quantizes a network.</summary>
public sealed record NetworkQuantizationOptions
{
    /// <summary>
    /// What the quantized network is called: lower-case letters, digits, dots and hyphens. The default value is <see langword="null"/>: the
    /// network's name with <c>-int8</c>.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>
    /// Whether depthwise convolutions are quantized too. The default value is <see langword="false"/>: they read and write more than they
    /// compute, so integers gain little there and cost accuracy.
    /// </summary>
    public bool Depthwise { get; init; }

    /// <summary>
    /// Layers that stay in single precision, by the name of their first output. The default value is an empty list. The layer that gives
    /// the embedding always does.
    /// </summary>
    public IReadOnlyList<string> Leave { get; init; } = [];

    /// <summary>
    /// The mean cosine between the float network's embeddings and the quantized one's, on faces of the calibration, below which further
    /// layers are left in single precision, the one with the largest error of its own first; at most a quarter of them. 0 leaves none.
    /// The default value is 0.99.
    /// </summary>
    public double TargetCosine { get; init; } = 0.99;

    internal static string NameFor(string network) => $"{network}-int8";

    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Leave);
        if (!(TargetCosine is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(TargetCosine), TargetCosine, $"TargetCosine must be at least 0 and below 1; it is {TargetCosine}.");
        }
    }
}
