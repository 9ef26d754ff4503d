namespace FaceML.Training.Losses;

/// <summary>
/// For each anchor a and each positive p of it, −log( e^{a·p/τ} / (e^{a·p/τ} + Σ_n e^{a·n/τ}) ) with n over all rows of other
/// identities; the mean over the pairs. With τ = 1 it is the N-pair loss (Sohn, 2016, equation 5); with a temperature, InfoNCE
/// (van den Oord, Li, Vinyals, 2018, equation 4).
/// </summary>
internal sealed class InfoNceLoss : EmbeddingLoss
{
    private readonly float temperature;

    internal InfoNceLoss(InfoNceLossOptions options) => temperature = options.Temperature;

    /// <inheritdoc/>
    public override double Evaluate(
        ReadOnlySpan<float> embeddings, ReadOnlySpan<int> labels, int length, Span<float> gradient, TrainingRandom random)
    {
        Check(embeddings, labels, length, gradient);
        int rows = labels.Length;
        float[] similarity = new float[rows * rows];
        MatrixProduct.MultiplyByTransposed(embeddings, embeddings, similarity, rows, length, rows);
        double loss = 0;
        float[] slopes = new float[rows * rows];
        int pairs = 0;
        for (int anchor = 0; anchor < rows; anchor++)
        {
            (double anchorLoss, int anchorPairs) =
                Anchor(similarity.AsSpan(anchor * rows, rows), slopes.AsSpan(anchor * rows, rows), labels, anchor);
            loss += anchorLoss;
            pairs += anchorPairs;
        }

        if (pairs == 0)
        {
            gradient.Clear();
            return 0;
        }

        // Each similarity moves with both of its embeddings.
        float weight = 1 / (temperature * pairs);
        float[] both = new float[rows * rows];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < rows; j++)
            {
                both[i * rows + j] = weight * (slopes[i * rows + j] + slopes[j * rows + i]);
            }
        }

        MatrixProduct.Multiply(both, embeddings, gradient, rows, rows, length);
        return loss / pairs;
    }

    private (double Loss, int Pairs) Anchor(ReadOnlySpan<float> similarity, Span<float> slopes, ReadOnlySpan<int> labels, int anchor)
    {
        double largest = double.NegativeInfinity;
        for (int j = 0; j < labels.Length; j++)
        {
            largest = j == anchor ? largest : Math.Max(largest, similarity[j] / temperature);
        }

        double negatives = 0, loss = 0, negativeSlope = 0;
        for (int j = 0; j < labels.Length; j++)
        {
            negatives += labels[j] == labels[anchor] ? 0 : Math.Exp(similarity[j] / temperature - largest);
        }

        int pairs = 0;
        for (int j = 0; j < labels.Length; j++)
        {
            if (j == anchor || labels[j] != labels[anchor])
            {
                continue;
            }

            double exponent = similarity[j] / temperature - largest, own = Math.Exp(exponent), sum = own + negatives;
            loss += Math.Log(sum) - exponent;
            slopes[j] = (float)(own / sum - 1);
            negativeSlope += 1 / sum;
            pairs++;
        }

        for (int j = 0; j < labels.Length && pairs > 0; j++)
        {
            if (labels[j] != labels[anchor])
            {
                slopes[j] = (float)(Math.Exp(similarity[j] / temperature - largest) * negativeSlope);
            }
        }

        return (loss, pairs);
    }
}
