namespace FaceML.Training.Heads;

/// <summary>The form of a <see cref="MetricHead"/>. Immutable; equal settings are equal.</summary>
public sealed record MetricHeadShape
{
    /// <summary>Numbers in the vectors given, at least 1. The default value is 128.</summary>
    public int OutputLength { get; init; } = 128;

    /// <summary>Numbers in the hidden layer (linear, batch norm, PReLU); 0 means a single linear layer. The default value is 0.</summary>
    public int HiddenLength { get; init; }

    /// <summary>
    /// Whether what is learned is added to the normalized input and starts as nothing, so that the untrained head gives its input's
    /// direction back; requires as many numbers out as in. The default value is <see langword="false"/>.
    /// </summary>
    public bool Residual { get; init; }

    internal void Check(int inputLength)
    {
        if (OutputLength < 1 || HiddenLength < 0 || inputLength < 1)
        {
            throw new ArgumentException(
                $"A head has at least one number in and out and not less than none hidden; {inputLength} → {HiddenLength} → "
                    + $"{OutputLength} came.");
        }

        if (Residual && OutputLength != inputLength)
        {
            throw new ArgumentException(
                $"{nameof(Residual)} requires {nameof(OutputLength)} to be the length of the embeddings, {inputLength}; it is "
                    + $"{OutputLength}.");
        }
    }
}
