namespace FaceML.Training.Losses;

/// <summary>The settings of <see cref="SoftmaxLoss"/>.</summary>
public sealed record SoftmaxLossOptions : LossOptions
{
    /// <summary>
    /// The factor s on the products, above 0: unit embeddings need one, since their logits are small. The default value is 16.
    /// </summary>
    public float Scale { get; init; } = 16;

    /// <inheritdoc/>
    internal override EmbeddingLoss Create(int classes, int length, ReadOnlySpan<float> classWeights, TrainingRandom random)
    {
        Positive(Scale, nameof(Scale));
        return new SoftmaxLoss(this, classes, length, classWeights, random);
    }
}
