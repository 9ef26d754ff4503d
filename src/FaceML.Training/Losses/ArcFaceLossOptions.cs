namespace FaceML.Training.Losses;

/// <summary>The settings of <see cref="ArcFaceLoss"/>.</summary>
public sealed record ArcFaceLossOptions : LossOptions
{
    /// <summary>The factor s on the cosines, above 0. The default value is 32; the paper takes 64 for its 85,000 classes.</summary>
    public float Scale { get; init; } = 32;

    /// <summary>The angle m in radians, 0 up to π/2. The default value is 0.5, that of the paper.</summary>
    public float Margin { get; init; } = 0.5f;

    /// <inheritdoc/>
    internal override EmbeddingLoss Create(int classes, int length, ReadOnlySpan<float> classWeights, TrainingRandom random)
    {
        Positive(Scale, nameof(Scale));
        InRange(Margin, 0, MathF.PI / 2, nameof(Margin));
        return new ArcFaceLoss(this, classes, length, classWeights, random);
    }
}
