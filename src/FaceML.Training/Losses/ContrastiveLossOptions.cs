namespace FaceML.Training.Losses;

/// <summary>The settings of <see cref="ContrastiveLoss"/>.</summary>
public sealed record ContrastiveLossOptions : LossOptions
{
    /// <summary>
    /// The Euclidean distance beyond which an impostor pair costs nothing, above 0; unit vectors are at most 2 apart. The default value is
    /// 1.2.
    /// </summary>
    public float Margin { get; init; } = 1.2f;

    /// <summary>
    /// Whether the mean over the genuine pairs and the mean over the impostor pairs within the margin are added, so that the few
    /// genuine pairs of a batch weigh as much as the many others; otherwise one mean over all pairs. The default value is
    /// <see langword="false"/>: embeddings whose impostors lie outside the margin already are drawn into one point otherwise, until as many
    /// come within it.
    /// </summary>
    public bool Balanced { get; init; }

    /// <inheritdoc/>
    public override bool NeedsPairs => true;

    /// <inheritdoc/>
    internal override EmbeddingLoss Create(int classes, int length, ReadOnlySpan<float> classWeights, TrainingRandom random)
    {
        Positive(Margin, nameof(Margin));
        return new ContrastiveLoss(this);
    }
}
