namespace FaceML.Training.Losses;

/// <summary>The settings of <see cref="CosFaceLoss"/>.</summary>
public sealed record CosFaceLossOptions : LossOptions
{
    /// <summary>The factor s on the cosines, above 0. The default value is 32; the paper takes 64 for its 90,000 classes.</summary>
    public float Scale { get; init; } = 32;

    /// <summary>The cosine m, 0 up to 1. The default value is 0.35, that of the paper.</summary>
    public float Margin { get; init; } = 0.35f;

    /// <inheritdoc/>
    internal override EmbeddingLoss Create(int classes, int length, ReadOnlySpan<float> classWeights, TrainingRandom random)
    {
        Positive(Scale, nameof(Scale));
        InRange(Margin, 0, 1, nameof(Margin));
        return new CosFaceLoss(this, classes, length, classWeights, random);
    }
}
