using FaceML.Training.Layers;

namespace FaceML.Training.Heads;

/// <summary>One batch on its way through a head and back; holds the activations between.</summary>
internal sealed class HeadPass
{
    private readonly MetricHead head;
    private readonly int rows;
    private readonly NormalizeLayer normalizeInput;
    private readonly NormalizeLayer normalizeOutput;
    private readonly float[] input;
    private readonly float[][] activations;
    private readonly float[] sum;
    private readonly float[] output;

    public HeadPass(MetricHead head, int rows)
    {
        (this.head, this.rows) = (head, rows);
        normalizeInput = new NormalizeLayer(head.InputLength);
        normalizeOutput = new NormalizeLayer(head.OutputLength);
        input = new float[rows * head.InputLength];
        activations = [.. head.Layers.Select(l => new float[rows * l.OutputLength])];
        sum = head.Shape.Residual ? new float[rows * head.OutputLength] : activations[^1];
        output = new float[rows * head.OutputLength];
    }

    /// <summary>The projections, rows × OutputLength; valid until the next call.</summary>
    public ReadOnlySpan<float> Forward(ReadOnlySpan<float> embeddings, bool training)
    {
        normalizeInput.Forward(embeddings, input, rows, training);
        for (int i = 0; i < activations.Length; i++)
        {
            head.Layers[i].Forward(Before(i), activations[i], rows, training);
        }

        if (head.Shape.Residual)
        {
            TensorPrimitives.Add(input, activations[^1], sum);
        }

        normalizeOutput.Forward(sum, output, rows, training);
        return output;
    }

    /// <summary>Adds to the gradients of the head's parameters.</summary>
    public void Backward(ReadOnlySpan<float> outputGradient)
    {
        float[] gradient = new float[output.Length];
        normalizeOutput.Backward(sum, output, outputGradient, gradient, rows);
        for (int i = activations.Length - 1; i >= 0; i--)
        {
            // The derivative with respect to the frozen embeddings is not needed.
            float[] before = i == 0 ? [] : new float[Before(i).Length];
            head.Layers[i].Backward(Before(i), activations[i], gradient, before, rows);
            gradient = before;
        }
    }

    private float[] Before(int layer) => layer == 0 ? input : activations[layer - 1];
}
