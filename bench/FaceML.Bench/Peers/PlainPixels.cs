using System.Numerics;
using Microsoft.ML.Data;

namespace FaceML.Bench.Peers;

/// <summary>Pixels of ML.NET's images into the inputs of networks, bilinear, in plain loops: ML.NET has no stage for either.</summary>
internal static class PlainPixels
{
    private const int BytesPerPixel = 4;

    /// <summary>A crop in gray.</summary>
    public static void Gray(MLImage image, in Box crop, PeerNetwork network, Span<float> input)
    {
        Pixels pixels = new(image);
        float stepX = crop.Width / network.Width, stepY = crop.Height / network.Height;
        for (int y = 0; y < network.Height; y++)
        {
            for (int x = 0; x < network.Width; x++)
            {
                Vector3 rgb = pixels.At(crop.Left + (x + 0.5f) * stepX, crop.Top + (y + 0.5f) * stepY);
                input[y * network.Width + x] = (Vector3.Dot(rgb, new(0.299f, 0.587f, 0.114f)) - network.Mean) * network.Scale;
            }
        }
    }

    /// <summary>An aligned face, plane by plane, blue first.</summary>
    public static void Aligned(MLImage image, in SimilarityTransform imageToAligned, PeerNetwork network, Span<float> input)
    {
        Pixels pixels = new(image);
        SimilarityTransform back = imageToAligned.Invert();
        int plane = network.Width * network.Height;
        for (int y = 0; y < network.Height; y++)
        {
            for (int x = 0; x < network.Width; x++)
            {
                Vector2 from = back.Apply(new(x + 0.5f, y + 0.5f));
                Vector3 rgb = (pixels.At(from.X, from.Y) - new Vector3(network.Mean)) * network.Scale;
                int i = y * network.Width + x;
                (input[i], input[plane + i], input[2 * plane + i]) = (rgb.Z, rgb.Y, rgb.X);
            }
        }
    }

    private readonly ref struct Pixels
    {
        private readonly ReadOnlySpan<byte> bytes;
        private readonly int width, height;
        private readonly bool bgr;

        public Pixels(MLImage image)
        {
            bytes = image.Pixels;
            (width, height) = (image.Width, image.Height);
            bgr = image.PixelFormat == MLPixelFormat.Bgra32;
        }

        public Vector3 At(float x, float y)
        {
            (x, y) = (Math.Clamp(x - 0.5f, 0, width - 1), Math.Clamp(y - 0.5f, 0, height - 1));
            int left = (int)x, top = (int)y, right = Math.Min(left + 1, width - 1), bottom = Math.Min(top + 1, height - 1);
            Vector3 above = Vector3.Lerp(Pixel(left, top), Pixel(right, top), x - left);
            Vector3 below = Vector3.Lerp(Pixel(left, bottom), Pixel(right, bottom), x - left);
            return Vector3.Lerp(above, below, y - top);
        }

        private Vector3 Pixel(int x, int y)
        {
            ReadOnlySpan<byte> pixel = bytes.Slice((y * width + x) * BytesPerPixel, 3);
            return bgr ? new(pixel[2], pixel[1], pixel[0]) : new(pixel[0], pixel[1], pixel[2]);
        }
    }
}
