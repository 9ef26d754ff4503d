using System.Numerics.Tensors;

namespace FaceML.Networks;

/// <summary>Per-image standardization of a network's input, see <see cref="InputStandardisation.PerImage"/>.</summary>
internal static class Standardisation
{
    internal static void Apply(Span<float> picture)
    {
        // In double: a hundred thousand bytes around 128 leave floats few digits for the variance.
        double sum = 0, squares = 0;
        foreach (float value in picture)
        {
            sum += value;
            squares += (double)value * value;
        }

        double mean = sum / picture.Length;
        double deviation = Math.Sqrt(Math.Max(0, squares / picture.Length - mean * mean));
        float scale = (float)(1 / Math.Max(deviation, 1 / Math.Sqrt(picture.Length)));
        TensorPrimitives.Subtract(picture, (float)mean, picture);
        TensorPrimitives.Multiply(picture, scale, picture);
    }
}
