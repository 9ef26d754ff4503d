using System.Buffers;

namespace FaceML.Recognition;

/// <summary>Writes images for networks that were trained with x and y exchanged.</summary>
internal static class Transposition
{
    /// <summary>
    /// Writes a region as <paramref name="spec"/> says, or, when <paramref name="transposed"/>, with columns and rows exchanged.
    /// </summary>
    internal static void Write(Image image, in Box region, TensorSpec spec, bool transposed, Span<float> tensor)
    {
        if (!transposed)
        {
            PixelTensor.Write(image, region, spec, tensor, ResizeFilter.Area);
            return;
        }

        float[] upright = ArrayPool<float>.Shared.Rent(spec.Length);
        try
        {
            PixelTensor.Write(image, region, spec, upright.AsSpan(0, spec.Length), ResizeFilter.Area);
            Transpose(upright.AsSpan(0, spec.Length), spec, tensor);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(upright);
        }
    }

    /// <summary>Exchanges columns and rows.</summary>
    internal static void Transpose(ReadOnlySpan<float> source, TensorSpec spec, Span<float> destination)
    {
        int width = spec.Width, height = spec.Height;
        bool planes = spec.Layout == TensorLayout.Nchw;
        int inner = planes ? 1 : spec.Channels, outer = planes ? spec.Channels : 1;
        for (int plane = 0; plane < outer; plane++)
        {
            int start = plane * width * height;
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    source.Slice(start + (y * width + x) * inner, inner).CopyTo(destination[(start + (x * height + y) * inner)..]);
                }
            }
        }
    }
}
