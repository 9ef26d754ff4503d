using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FaceML.Imaging;

/// <summary>Orders, normalizes and lays out rows in a tensor.</summary>
internal readonly ref struct TensorSink : IRowSink
{
    private readonly TensorSpec spec;
    private readonly Span<float> tensor;
    private readonly Vector3 means, scales;

    public TensorSink(TensorSpec spec, Span<float> tensor)
    {
        this.spec = spec;
        this.tensor = tensor;
        (means, scales) = (OfChannels(spec.Mean, spec), OfChannels(spec.Scale, spec));
    }

    public void Write(int y, ReadOnlySpan<float> red, ReadOnlySpan<float> green, ReadOnlySpan<float> blue)
    {
        switch (spec.Order)
        {
            case ChannelOrder.Gray:
                Luma(red, green, blue, tensor.Slice(y * spec.Width, spec.Width));
                break;
            case ChannelOrder.Rgb:
                WriteColors(y, red, green, blue);
                break;
            default:
                WriteColors(y, blue, green, red);
                break;
        }
    }

    private static Vector3 OfChannels(IReadOnlyList<float> numbers, TensorSpec spec) =>
        spec.Channels == 1 ? new(numbers[0]) : new(numbers[0], numbers[1], numbers[2]);

    private void WriteColors(int y, ReadOnlySpan<float> c0, ReadOnlySpan<float> c1, ReadOnlySpan<float> c2)
    {
        int width = spec.Width, plane = width * spec.Height;
        if (spec.Layout == TensorLayout.Nchw)
        {
            Normalize(c0, tensor.Slice(y * width, width), 0);
            Normalize(c1, tensor.Slice(plane + y * width, width), 1);
            Normalize(c2, tensor.Slice(2 * plane + y * width, width), 2);
            return;
        }

        Span<float> row = tensor.Slice(y * width * 3, width * 3);
        for (int x = 0; x < width; x++)
        {
            row[x * 3] = (c0[x] - means.X) * scales.X;
            row[x * 3 + 1] = (c1[x] - means.Y) * scales.Y;
            row[x * 3 + 2] = (c2[x] - means.Z) * scales.Z;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Normalize(ReadOnlySpan<float> values, Span<float> target, int channel)
    {
        float mean = means[channel], scale = scales[channel];
        int i = 0;
        ref float from = ref MemoryMarshal.GetReference(values);
        ref float to = ref MemoryMarshal.GetReference(target);
        Vector<float> allMeans = new(mean), allScales = new(scale);
        for (; i <= target.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            ((Vector.LoadUnsafe(ref from, (nuint)i) - allMeans) * allScales).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < target.Length; i++)
        {
            target[i] = (values[i] - mean) * scale;
        }
    }

    // ITU-R BT.601.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Luma(ReadOnlySpan<float> red, ReadOnlySpan<float> green, ReadOnlySpan<float> blue, Span<float> target)
    {
        float mean = means.X, scale = scales.X;
        int i = 0;
        for (; i <= target.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> luma = new Vector<float>(red[i..]) * 0.299f + new Vector<float>(green[i..]) * 0.587f + new Vector<float>(
                blue[i..]) * 0.114f;
            ((luma - new Vector<float>(mean)) * scale).CopyTo(target[i..]);
        }

        for (; i < target.Length; i++)
        {
            target[i] = (0.299f * red[i] + 0.587f * green[i] + 0.114f * blue[i] - mean) * scale;
        }
    }
}
