using FaceML.Training.Layers;

namespace FaceML.Training.Losses;

/// <summary>
/// How wrong a batch of embeddings is, and in which direction it would be less so. The embeddings are rows of unit length
/// unless a loss says otherwise; the labels say who each row is. Not safe to share between threads.
/// </summary>
internal abstract class EmbeddingLoss
{
    private protected EmbeddingLoss()
    {
    }

    /// <summary>
    /// The loss's own weights (a class matrix), in a fixed order; empty for a loss that compares embeddings with each other.
    /// </summary>
    public virtual IReadOnlyList<Parameter> Parameters => [];

    /// <summary>Computes the loss and its gradient, and adds to the gradients of <see cref="Parameters"/>.</summary>
    /// <param name="embeddings">labels.Length × <paramref name="length"/>, row-major.</param>
    /// <param name="labels">Whose embedding each row is.</param>
    /// <param name="length">Numbers in a row.</param>
    /// <param name="gradient">Overwritten with the derivative of the loss with respect to the embeddings; as long as they are.</param>
    /// <param name="random">What a miner that draws draws from.</param>
    /// <returns>The loss, a mean; 0 when the batch holds nothing to learn from (then the gradient is 0 too).</returns>
    public abstract double Evaluate(
        ReadOnlySpan<float> embeddings, ReadOnlySpan<int> labels, int length, Span<float> gradient, TrainingRandom random);

    private protected static void Check(ReadOnlySpan<float> embeddings, ReadOnlySpan<int> labels, int length, Span<float> gradient)
    {
        if (embeddings.Length != (long)labels.Length * length || gradient.Length != embeddings.Length)
        {
            throw new ArgumentException(
                $"{labels.Length} labels require {labels.Length} × {length} embeddings and as many gradients; {embeddings.Length} and "
                    + $"{gradient.Length} numbers came.", nameof(embeddings));
        }
    }
}
