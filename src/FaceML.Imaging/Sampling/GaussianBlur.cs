using System.Numerics.Tensors;

namespace FaceML.Imaging;

/// <summary>A Gaussian over rows, then over columns. The edge repeats outside the image.</summary>
internal static class GaussianBlur
{
    // Beyond three deviations lies a quarter of a percent of the weight.
    private const float Reach = 3;

    public static Image Run(Image image, float deviation)
    {
        float[] kernel = Kernel(deviation);
        int radius = kernel.Length / 2, width = image.Width, height = image.Height, length = width * 3;
        float[] across = new float[length * height], padded = new float[(width + 2 * radius) * 3], sum = new float[length];
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> row = image.Pixels.Slice(y * length, length);
            for (int i = 0; i < padded.Length; i++)
            {
                padded[i] = row[Math.Clamp(i / 3 - radius, 0, width - 1) * 3 + i % 3];
            }

            Span<float> target = across.AsSpan(y * length, length);
            for (int k = 0; k < kernel.Length; k++)
            {
                TensorPrimitives.MultiplyAdd(padded.AsSpan(k * 3, length), kernel[k], target, target);
            }
        }

        Image result = new(width, height);
        for (int y = 0; y < height; y++)
        {
            // A half, because the conversion to whole numbers cuts off.
            sum.AsSpan().Fill(0.5f);
            for (int k = 0; k < kernel.Length; k++)
            {
                TensorPrimitives.MultiplyAdd(
                    across.AsSpan(Math.Clamp(y + k - radius, 0, height - 1) * length, length), kernel[k], sum, sum);
            }

            TensorPrimitives.ConvertSaturating<float, byte>(sum, result.Pixels.Slice(y * length, length));
        }

        return result;
    }

    private static float[] Kernel(float deviation)
    {
        int radius = Math.Max(1, (int)MathF.Ceiling(Reach * deviation));
        float[] kernel = [.. Enumerable.Range(-radius, 2 * radius + 1).Select(i => MathF.Exp(-i * i / (2 * deviation * deviation)))];
        TensorPrimitives.Divide(kernel, TensorPrimitives.Sum<float>(kernel), kernel);
        return kernel;
    }
}
