namespace FaceML.Import.Tests.Tflite;

/// <summary>TensorFlow's operators written down slowly: rows × columns × channels, one loop an index, in double precision.</summary>
internal static class Reference
{
    /// <summary>Where windows begin: TensorFlow's "same" (⌈n / stride⌉ windows, the odd padding behind) or "valid".</summary>
    public static (int Count, int Before) Windows(int size, int kernel, int stride, int dilation, bool same)
    {
        int reach = ((kernel - 1) * dilation) + 1;
        if (!same)
        {
            return (((size - reach) / stride) + 1, 0);
        }

        int count = (int)Math.Ceiling(size / (double)stride);
        return (count, Math.Max(0, ((count - 1) * stride) + reach - size) / 2);
    }

    /// <summary>Filters out × kH × kW × in/groups.</summary>
    public static (int[] Shape, float[] Data) Conv(
        int[] s, float[] x, int[] f, float[] w, float[] bias, int stride, int dilation, bool same)
    {
        (int rows, int top) = Windows(s[1], f[1], stride, dilation, same);
        (int columns, int left) = Windows(s[2], f[2], stride, dilation, same);
        int groups = s[3] / f[3], perGroup = f[0] / groups;
        var y = new float[s[0] * rows * columns * f[0]];
        for (int n = 0, at = 0; n < s[0]; n++)
        {
            for (int r = 0; r < rows; r++)
            {
                for (int c = 0; c < columns; c++)
                {
                    for (int o = 0; o < f[0]; o++, at++)
                    {
                        double sum = bias[o];
                        for (int i = 0; i < f[1]; i++)
                        {
                            for (int j = 0; j < f[2]; j++)
                            {
                                int yy = (r * stride) - top + (i * dilation), xx = (c * stride) - left + (j * dilation);
                                for (int k = 0; k < f[3] && yy >= 0 && yy < s[1] && xx >= 0 && xx < s[2]; k++)
                                {
                                    int channel = (o / perGroup * f[3]) + k;
                                    sum += (double)x[(((((n * s[1]) + yy) * s[2]) + xx) * s[3]) + channel] * w[(
                                        ((((o * f[1]) + i) * f[2]) + j) * f[3]) + k];
                                }
                            }
                        }

                        y[at] = (float)sum;
                    }
                }
            }
        }

        return ([s[0], rows, columns, f[0]], y);
    }

    /// <summary>Filters 1 × kH × kW × (channels · multiplier).</summary>
    public static (int[] Shape, float[] Data) Depthwise(int[] s, float[] x, int[] f, float[] w, float[] bias, int stride, bool same)
    {
        // A convolution with a group for each channel, whose filters come first.
        int outputs = f[3], places = f[1] * f[2];
        float[] filters = [.. Enumerable.Range(0, w.Length).Select(i => w[(i % places * outputs) + (i / places)])];
        return Conv(s, x, [outputs, f[1], f[2], 1], filters, bias, stride, 1, same);
    }

    /// <summary>What lies in each window inside the image, put through a function; the padding counts for nothing.</summary>
    public static (int[] Shape, float[] Data) Pool(
        int[] s, float[] x, int kernelRows, int kernelColumns, int stride, bool same, Func<IEnumerable<float>, float> combine)
    {
        (int rows, int top) = Windows(s[1], kernelRows, stride, 1, same);
        (int columns, int left) = Windows(s[2], kernelColumns, stride, 1, same);
        var y = new List<float>();
        for (int n = 0; n < s[0]; n++)
        {
            for (int r = 0; r < rows; r++)
            {
                for (int c = 0; c < columns; c++)
                {
                    for (int k = 0; k < s[3]; k++)
                    {
                        var window = new List<float>();
                        for (int yy = Math.Max(0, (r * stride) - top); yy < Math.Min(s[1], (r * stride) - top + kernelRows); yy++)
                        {
                            for (int xx = Math.Max(0, (c * stride) - left); xx < Math.Min(s[2], (c * stride) - left + kernelColumns); xx++)
                            {
                                window.Add(x[(((((n * s[1]) + yy) * s[2]) + xx) * s[3]) + k]);
                            }
                        }

                        y.Add(combine(window));
                    }
                }
            }
        }

        return ([s[0], rows, columns, s[3]], [.. y]);
    }

    /// <summary>A permutation of dimensions.</summary>
    public static (int[] Shape, float[] Data) Transpose(int[] s, float[] x, int[] order)
    {
        int[] shape = [.. order.Select(o => s[o])];
        var y = new float[x.Length];
        for (int i = 0; i < y.Length; i++)
        {
            int rest = i;
            var index = new int[s.Length];
            for (int d = shape.Length - 1; d >= 0; d--)
            {
                index[order[d]] = rest % shape[d];
                rest /= shape[d];
            }

            y[i] = x[index.Zip(s).Aggregate(0, (at, p) => (at * p.Second) + p.First)];
        }

        return (shape, y);
    }
}
