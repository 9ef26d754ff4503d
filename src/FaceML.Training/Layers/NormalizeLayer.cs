namespace FaceML.Training.Layers;

/// <summary>y = x / ‖x‖₂ for each row; a row of norm below 1e-12 gives zeros and passes no gradient.</summary>
internal sealed class NormalizeLayer : Layer
{
    private const float Smallest = 1e-12f;

    /// <summary>Makes the layer.</summary>
    /// <param name="length">The number of columns, at least 1.</param>
    public NormalizeLayer(int length)
        : base(length, length)
    {
    }

    /// <inheritdoc/>
    public override void Forward(ReadOnlySpan<float> input, Span<float> output, int rows, bool training)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> x = input.Slice(row * InputLength, InputLength);
            float norm = TensorPrimitives.Norm(x);
            TensorPrimitives.Multiply(x, norm < Smallest ? 0 : 1 / norm, output.Slice(row * InputLength, InputLength));
        }
    }

    /// <inheritdoc/>
    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int rows)
    {
        for (int row = 0; row < rows && !inputGradient.IsEmpty; row++)
        {
            ReadOnlySpan<float> y = output.Slice(row * InputLength, InputLength), g = outputGradient.Slice(row * InputLength, InputLength);
            Span<float> d = inputGradient.Slice(row * InputLength, InputLength);
            float norm = TensorPrimitives.Norm(input.Slice(row * InputLength, InputLength));
            float factor = norm < Smallest ? 0 : 1 / norm;
            // The part of g along y changes only the length, which the division takes away.
            TensorPrimitives.MultiplyAdd(y, -TensorPrimitives.Dot(y, g), g, d);
            TensorPrimitives.Multiply(d, factor, d);
        }
    }
}
