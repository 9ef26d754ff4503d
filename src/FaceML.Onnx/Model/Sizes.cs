namespace FaceML.Onnx;

internal static class Sizes
{
    /// <summary>The product of sizes, none of which may be negative, checked for overflow.</summary>
    public static long Product(ReadOnlySpan<long> sizes, string whose)
    {
        // A zero anywhere makes the product zero, however large the others are.
        bool zero = sizes.Contains(0);
        long product = zero ? 0 : 1;
        foreach (long size in sizes)
        {
            if (size < 0)
            {
                throw new OnnxFormatException($"{whose} has a negative dimension: {string.Join('×', sizes.ToArray())}.");
            }

            try
            {
                product = checked(product * size);
            }
            catch (OverflowException error)
            {
                throw new OnnxFormatException(
                    $"{whose} has more elements than 64 bits can count: {string.Join('×', sizes.ToArray())}.", error);
            }
        }

        return product;
    }
}
