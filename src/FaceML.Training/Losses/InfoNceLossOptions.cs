namespace FaceML.Training.Losses;

/// <summary>The settings of <see cref="InfoNceLoss"/>.</summary>
public sealed record InfoNceLossOptions : LossOptions
{
    /// <summary>
    /// What similarities are divided by, above 0: small numbers look at the nearest impostors only; 1 is the N-pair loss. The default value
    /// is 0.1.
    /// </summary>
    public float Temperature { get; init; } = 0.1f;

    /// <inheritdoc/>
    public override bool NeedsPairs => true;

    /// <inheritdoc/>
    internal override EmbeddingLoss Create(int classes, int length, ReadOnlySpan<float> classWeights, TrainingRandom random)
    {
        Positive(Temperature, nameof(Temperature));
        return new InfoNceLoss(this);
    }
}
