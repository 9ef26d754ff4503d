using System.Numerics.Tensors;

namespace FaceML.Imaging;

/// <summary>Carries pixels through a similarity transform, row by row of the result.</summary>
internal static class Warper
{
    // A reduction beyond this is averaged over this many samples a side.
    private const int MostSamples = 16;

    public static void Run<TSink>(Image image, in SimilarityTransform toTarget, int width, int height, ResizeFilter filter, ref TSink sink)
        where TSink : struct, IRowSink, allows ref struct
    {
        SimilarityTransform back = toTarget.Invert();
        int samples = filter == ResizeFilter.Area ? (int)Math.Clamp(MathF.Ceiling(back.Scale), 1, MostSamples) : 1;
        BilinearSource source = new(image, back);
        using PlanarRow row = new(width);
        for (int y = 0; y < height; y++)
        {
            if (samples == 1)
            {
                source.Read(0.5f, y + 0.5f, row);
            }
            else
            {
                Average(source, y, samples, row);
            }

            sink.Write(y, row.Red, row.Green, row.Blue);
        }
    }

    private static void Average(in BilinearSource source, int y, int samples, PlanarRow mean)
    {
        using PlanarRow row = new(mean.Width);
        float step = 1f / samples;
        mean.Planes.Clear();
        for (int i = 0; i < samples * samples; i++)
        {
            source.Read((i % samples + 0.5f) * step, y + (i / samples + 0.5f) * step, row);
            TensorPrimitives.Add(mean.Planes, row.Planes, mean.Planes);
        }

        TensorPrimitives.Multiply(mean.Planes, step * step, mean.Planes);
    }
}
