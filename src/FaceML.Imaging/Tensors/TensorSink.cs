using System.Numerics;
using System.Runtime.InteropServices;

namespace FaceML.Imaging;

/// <summary>Orders, normalizes and lays out rows in a tensor.</summary>
internal readonly ref struct TensorSink : IRowSink
{
    private readonly TensorSpec spec;
    private readonly Span<float> tensor;

    public TensorSink(TensorSpec spec, Span<float> tensor)
    {
        this.spec = spec;
        this.tensor = tensor;
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
        float mean0 = spec.Mean[0], mean1 = spec.Mean[1], mean2 = spec.Mean[2], scale0 = spec.Scale[0], scale1 = spec.Scale[1], scale2 =
            spec.Scale[2];
        for (int x = 0; x < width; x++)
        {
            row[x * 3] = (c0[x] - mean0) * scale0;
            row[x * 3 + 1] = (c1[x] - mean1) * scale1;
            row[x * 3 + 2] = (c2[x] - mean2) * scale2;
        }
    }

    private void Normalize(ReadOnlySpan<float> values, Span<float> target, int channel)
    {
        float mean = spec.Mean[channel], scale = spec.Scale[channel];
        int i = 0;
        ref float from = ref MemoryMarshal.GetReference(values);
        ref float to = ref MemoryMarshal.GetReference(target);
        Vector<float> means = new(mean), scales = new(scale);
        for (; i <= target.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            ((Vector.LoadUnsafe(ref from, (nuint)i) - means) * scales).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < target.Length; i++)
        {
            target[i] = (values[i] - mean) * scale;
        }
    }

    // ITU-R BT.601.
    private void Luma(ReadOnlySpan<float> red, ReadOnlySpan<float> green, ReadOnlySpan<float> blue, Span<float> target)
    {
        float mean = spec.Mean[0], scale = spec.Scale[0];
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
