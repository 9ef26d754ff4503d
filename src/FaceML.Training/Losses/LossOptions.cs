namespace FaceML.Training.Losses;

/// <summary>
/// What a loss is, before the number of classes and the length of the embeddings are known. Immutable; equal settings are equal.
/// </summary>
public abstract record LossOptions
{
    private protected LossOptions()
    {
    }

    /// <summary>
    /// Whether the loss compares embeddings with each other, so that a batch must hold several of one identity; false for one that compares
    /// them with its classes.
    /// </summary>
    public virtual bool NeedsPairs => false;

    /// <summary>Makes the loss.</summary>
    /// <param name="classes">How many identities there are; labels are 0 to classes − 1.</param>
    /// <param name="length">Numbers in an embedding.</param>
    /// <param name="classWeights">A weight per class, or empty for all 1. Losses without classes ignore it.</param>
    /// <param name="random">The source of a class matrix's first values.</param>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    internal abstract EmbeddingLoss Create(int classes, int length, ReadOnlySpan<float> classWeights, TrainingRandom random);

    private protected static void Positive(float value, string name)
    {
        if (!(value > 0) || !float.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number above 0.");
        }
    }

    private protected static void InRange(float value, float from, float below, string name)
    {
        if (!(value >= from && value < below))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {from} and below {below}.");
        }
    }
}
