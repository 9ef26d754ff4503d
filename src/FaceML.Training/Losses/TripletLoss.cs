using FaceML.Training.Mining;

namespace FaceML.Training.Losses;

/// <summary>
/// The mean of max(0, d(a,p) − d(a,n) + m) over the triplets that a miner picks (Schroff, Kalenichenko, Philbin, "FaceNet", 2015,
/// equation 3, where d is the squared distance; Hermans, Beyer, Leibe, "In defense of the triplet loss", 2017, where it is the distance
/// itself).
/// </summary>
internal sealed class TripletLoss(TripletLossOptions options) : EmbeddingLoss
{
    private const float Nearest = 1e-6f;
    private readonly List<Triplet> triplets = [];

    /// <inheritdoc/>
    public override double Evaluate(
        ReadOnlySpan<float> embeddings, ReadOnlySpan<int> labels, int length, Span<float> gradient, TrainingRandom random)
    {
        Check(embeddings, labels, length, gradient);
        int rows = labels.Length;
        float[] squared = PairDistances.Squared(embeddings, rows, length);
        triplets.Clear();
        options.Miner.Mine(new MiningBatch(squared, labels, length, options.Margin, options.Squared, random), triplets);

        double loss = 0;
        float[] coefficients = new float[rows * rows];
        float weight = 1f / Math.Max(1, triplets.Count);
        foreach (Triplet triplet in triplets)
        {
            int positive = triplet.Anchor * rows + triplet.Positive, negative = triplet.Anchor * rows + triplet.Negative;
            float near = Distance(squared[positive]), far = Distance(squared[negative]), violation = near - far + options.Margin;
            if (violation <= 0)
            {
                continue;
            }

            loss += weight * (double)violation;
            Add(coefficients, rows, triplet.Anchor, triplet.Positive, weight * Slope(near));
            Add(coefficients, rows, triplet.Anchor, triplet.Negative, -weight * Slope(far));
        }

        PairDistances.Gradient(embeddings, coefficients, rows, length, gradient);
        return loss;
    }

    private float Distance(float squared) => options.Squared ? squared : MathF.Sqrt(squared);

    // Twice the derivative of the distance with respect to the squared distance.
    private float Slope(float distance) => options.Squared ? 2 : distance < Nearest ? 0 : 1 / distance;

    private static void Add(float[] coefficients, int rows, int i, int j, float value)
    {
        coefficients[i * rows + j] += value;
        coefficients[j * rows + i] += value;
    }
}
