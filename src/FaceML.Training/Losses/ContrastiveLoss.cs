namespace FaceML.Training.Losses;

/// <summary>
/// Genuine pairs are drawn together, impostor pairs are pushed out of a margin: ½D² and ½·max(0, m − D)², D the Euclidean
/// distance (Hadsell, Chopra, LeCun, "Dimensionality reduction by learning an invariant mapping", 2006, equation 4), over all pairs of the
/// batch.
/// </summary>
internal sealed class ContrastiveLoss(ContrastiveLossOptions options) : EmbeddingLoss
{
    // Two embeddings nearer than this have no direction in which to be pushed apart.
    private const float Nearest = 1e-6f;

    /// <inheritdoc/>
    public override double Evaluate(
        ReadOnlySpan<float> embeddings, ReadOnlySpan<int> labels, int length, Span<float> gradient, TrainingRandom random)
    {
        Check(embeddings, labels, length, gradient);
        int rows = labels.Length;
        float[] squared = PairDistances.Squared(embeddings, rows, length);
        (int genuine, int impostors, int active) = Count(squared, labels);
        int all = genuine + impostors;
        float genuineWeight = 1f / Math.Max(1, options.Balanced ? genuine : all);
        float impostorWeight = 1f / Math.Max(1, options.Balanced ? active : all);

        double loss = 0;
        float[] coefficients = new float[rows * rows];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < i; j++)
            {
                float square = squared[i * rows + j], coefficient;
                if (labels[i] == labels[j])
                {
                    loss += genuineWeight * 0.5 * square;
                    coefficient = genuineWeight;
                }
                else
                {
                    float distance = MathF.Sqrt(square), missing = options.Margin - distance;
                    if (missing <= 0)
                    {
                        continue;
                    }

                    loss += impostorWeight * 0.5 * missing * missing;
                    coefficient = distance < Nearest ? 0 : -impostorWeight * missing / distance;
                }

                coefficients[i * rows + j] = coefficient;
                coefficients[j * rows + i] = coefficient;
            }
        }

        PairDistances.Gradient(embeddings, coefficients, rows, length, gradient);
        return loss;
    }

    private (int Genuine, int Impostors, int Active) Count(float[] squared, ReadOnlySpan<int> labels)
    {
        int genuine = 0, impostors = 0, active = 0, rows = labels.Length;
        float margin = options.Margin;
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < i; j++)
            {
                bool same = labels[i] == labels[j];
                genuine += same ? 1 : 0;
                impostors += same ? 0 : 1;
                active += !same && MathF.Sqrt(squared[i * rows + j]) < margin ? 1 : 0;
            }
        }

        return (genuine, impostors, active);
    }
}
