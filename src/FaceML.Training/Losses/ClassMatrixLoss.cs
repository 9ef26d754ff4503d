using FaceML.Training.Layers;

namespace FaceML.Training.Losses;

/// <summary>
/// Cross-entropy over the identities of the training set, each of which is a learned row of a class matrix: the mean over the rows of
/// −w_y · log softmax(s·z)_y, divided by the sum of the weights w. What z is, is the subclass's. The matrix is thrown away after training.
/// </summary>
internal abstract class ClassMatrixLoss : EmbeddingLoss
{
    private readonly int classes;
    private readonly int length;
    private readonly float scale;
    private readonly bool normalized;
    private readonly float[] classWeights;
    private readonly Parameter matrix;
    private readonly Parameter? bias;
    private readonly NormalizeLayer directions;
    private readonly float[] centers;

    private protected ClassMatrixLoss(
        int classes, int length, float scale, bool normalized, ReadOnlySpan<float> classWeights, TrainingRandom random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (classWeights.Length != 0 && classWeights.Length != classes)
        {
            throw new ArgumentException($"{classes} classes require {classes} weights; {classWeights.Length} came.", nameof(classWeights));
        }

        (this.classes, this.length, this.scale, this.normalized) = (classes, length, scale, normalized);
        this.classWeights = classWeights.ToArray();
        LinearLayer start = LinearLayer.Create("classes", length, classes, 1, random);
        matrix = new Parameter("classes.weights", start.Parameters[0].Values);
        bias = normalized ? null : new Parameter("classes.bias", new float[classes]) { Decays = false };
        directions = new NormalizeLayer(length);
        centers = new float[classes * length];
        Parameters = bias is null ? [matrix] : [matrix, bias];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>
    /// Starts every class at the mean of its embeddings (Qi, Brown, Lowe, "Low-shot learning with imprinted weights", 2018) instead of a
    /// random direction: with few images of each of many people the classes would else move the embeddings towards where they happen to
    /// lie.
    /// </summary>
    /// <param name="embeddings">labels.Length × length, row-major, of unit length.</param>
    /// <param name="labels">The class of each; a class without an embedding keeps its direction.</param>
    /// <exception cref="ArgumentException">The spans do not fit each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not one of the classes.</exception>
    public void StartAt(ReadOnlySpan<float> embeddings, ReadOnlySpan<int> labels)
    {
        if (embeddings.Length != (long)labels.Length * length)
        {
            throw new ArgumentException(
                $"{labels.Length} labels require {labels.Length} × {length} embeddings; {embeddings.Length} numbers came.",
                nameof(embeddings));
        }

        float[] sums = new float[classes * length];
        for (int row = 0; row < labels.Length; row++)
        {
            Span<float> sum = sums.AsSpan(Known(labels[row]) * length, length);
            TensorPrimitives.Add(sum, embeddings.Slice(row * length, length), sum);
        }

        for (int at = 0; at < sums.Length; at += length)
        {
            Span<float> sum = sums.AsSpan(at, length);
            float norm = TensorPrimitives.Norm<float>(sum);
            if (norm > 0)
            {
                TensorPrimitives.Divide(sum, norm, matrix.Values.AsSpan(at, length));
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A label is not one of the classes.</exception>
    public override double Evaluate(
        ReadOnlySpan<float> embeddings, ReadOnlySpan<int> labels, int length, Span<float> gradient, TrainingRandom random)
    {
        Check(embeddings, labels, length, gradient);
        int rows = labels.Length;
        float[] weights = matrix.Values;
        if (normalized)
        {
            directions.Forward(matrix.Values, centers, classes, training: true);
            weights = centers;
        }

        float[] logits = new float[rows * classes];
        MatrixProduct.MultiplyByTransposed(embeddings, weights, logits, rows, length, classes);
        double total = 0;
        foreach (int label in labels)
        {
            total += Weight(Known(label));
        }

        double loss = 0;
        for (int row = 0; row < rows; row++)
        {
            loss += Row(logits.AsSpan(row * classes, classes), labels[row], Weight(labels[row]) / total);
        }

        MatrixProduct.Multiply(logits, weights, gradient, rows, classes, length);
        if (normalized)
        {
            float[] centreGradient = new float[classes * length], matrixGradient = new float[classes * length];
            MatrixProduct.TransposedMultiply(logits, embeddings, centreGradient, classes, rows, length);
            directions.Backward(matrix.Values, centers, centreGradient, matrixGradient, classes);
            TensorPrimitives.Add(matrix.Gradient, matrixGradient, matrix.Gradient);
        }
        else
        {
            MatrixProduct.TransposedMultiply(logits, embeddings, matrix.Gradient, classes, rows, length, accumulate: true);
        }

        return loss;
    }

    /// <summary>What the logit of the row's own class becomes, before the scale, and the derivative of that.</summary>
    /// <param name="logit">The logit without a margin; a cosine where the matrix is normalized.</param>
    private protected abstract (float Value, float Slope) Target(float logit);

    private int Known(int label) => (uint)label < (uint)classes
        ? label
        : throw new ArgumentOutOfRangeException(nameof(label), label, $"Labels are 0 to {classes - 1}.");

    private double Weight(int label) => classWeights.Length == 0 ? 1 : classWeights[label];

    // Turns the logits of a row into their derivatives, in place.
    private double Row(Span<float> logits, int label, double weight)
    {
        if (bias is not null)
        {
            // The bias stands outside the scale, so that it means the same for every scale.
            TensorPrimitives.MultiplyAdd(bias.Values, 1 / scale, logits, logits);
        }

        (float value, float slope) = Target(logits[label]);
        logits[label] = value;
        TensorPrimitives.Multiply(logits, scale, logits);
        float largest = TensorPrimitives.Max(logits), own = logits[label] - largest;
        TensorPrimitives.Subtract(logits, largest, logits);
        TensorPrimitives.Exp(logits, logits);
        double sum = 0;
        foreach (float e in logits)
        {
            sum += e;
        }

        TensorPrimitives.Multiply(logits, (float)(weight / sum), logits);
        logits[label] -= (float)weight;
        if (bias is not null)
        {
            TensorPrimitives.Add(bias.Gradient, logits, bias.Gradient);
        }

        TensorPrimitives.Multiply(logits, scale, logits);
        logits[label] *= slope;
        return weight * (Math.Log(sum) - own);
    }
}
