using System.Numerics.Tensors;

namespace FaceML.Networks;

/// <summary>Per-image standardization of a network's input, see <see cref="InputStandardization.PerImage"/>.</summary>
internal static class Standardization
{
    internal static void Apply(Span<float> image)
    {
        // In double: a hundred thousand bytes around 128 leave floats few digits for the variance.
        double sum = 0, squares = 0;
        foreach (float value in image)
        {
            sum += value;
            squares += (double)value * value;
        }

        double mean = sum / image.Length;
        double deviation = Math.Sqrt(Math.Max(0, squares / image.Length - mean * mean));
        float scale = (float)(1 / Math.Max(deviation, 1 / Math.Sqrt(image.Length)));
        TensorPrimitives.Subtract(image, (float)mean, image);
        TensorPrimitives.Multiply(image, scale, image);
    }
}
