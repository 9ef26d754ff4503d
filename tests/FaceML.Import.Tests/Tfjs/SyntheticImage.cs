namespace FaceML.Import.Tests.Tfjs;

/// <summary>The image of a seed as make-face-api-fixture.mjs makes it: integers 0 … 255 with structure at all scales.</summary>
internal static class SyntheticImage
{
    /// <summary>1×3×size×size.</summary>
    public static DenseTensor<float> Make(int seed, int size)
    {
        var image = new DenseTensor<float>([1, 3, size, size]);
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                for (int c = 0; c < 3; c++)
                {
                    image[0, c, y, x] = ((x * x * (c + 1)) + (y * (7 + seed)) + ((x * y) >> 3) + ((x ^ y) * seed) + (c * 31)) & 255;
                }
            }
        }

        return image;
    }
}
