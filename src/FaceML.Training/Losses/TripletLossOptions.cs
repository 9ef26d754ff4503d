using FaceML.Training.Mining;

namespace FaceML.Training.Losses;

/// <summary>The settings of <see cref="TripletLoss"/>.</summary>
public sealed record TripletLossOptions : LossOptions
{
    /// <summary>
    /// By how much an impostor must be farther than a genuine embedding, above 0. The default value is 0.2, that of FaceNet.
    /// </summary>
    public float Margin { get; init; } = 0.2f;

    /// <summary>
    /// Whether distances are squared, as in FaceNet, or not, as in Hermans et al. The default value is <see langword="true"/>.
    /// </summary>
    public bool Squared { get; init; } = true;

    /// <summary>Which triplets of a batch are used. The default value is <see cref="SemiHardMiner"/>.</summary>
    public TripletMiner Miner { get; init; } = new SemiHardMiner();

    /// <inheritdoc/>
    public override bool NeedsPairs => true;

    /// <inheritdoc/>
    internal override EmbeddingLoss Create(int classes, int length, ReadOnlySpan<float> classWeights, TrainingRandom random)
    {
        Positive(Margin, nameof(Margin));
        ArgumentNullException.ThrowIfNull(Miner);
        return new TripletLoss(this);
    }
}
