namespace FaceML.Training.Gradients.Rules;

/// <summary>Pooling.</summary>
internal static class PoolingRules
{
    public static void GlobalAverage(NodeGradient n)
    {
        long[] shape = n.Shape(0);
        long area = shape[2..].Aggregate(1L, (a, b) => a * b);
        n.Give(0, n.Build.Expand(n.Build.Scale(n.Gradient, 1f / area), shape));
    }

    // Equal maxima share.
    public static void GlobalMax(NodeGradient n)
    {
        BackwardBuilder b = n.Build;
        long[] axes = [.. Enumerable.Range(2, n.Shape(0).Length - 2).Select(i => (long)i)];
        string mask = b.Node("Cast", [b.Node("Equal", [n.Input(0), n.Output])], OnnxAttribute.Of("to", (long)OnnxElementType.Float32));
        n.Give(0, b.Mul(mask, b.Div(n.Gradient, b.ReduceSum(mask, axes, keep: true))));
    }

    public static void Average(NodeGradient n)
    {
        BackwardBuilder b = n.Build;
        long[] x = n.Shape(0), y = n.OutputShape;
        var window = Window.Of(n, Kernel(n));
        bool countPads = n.Node.Attributes.Integer("count_include_pad", 0) != 0;
        float[] shares = new float[y[2] * y[3]];
        for (int i = 0; i < shares.Length; i++)
        {
            shares[i] = 1f / (Covered(window, 0, i / y[3], x[2], countPads) * Covered(window, 1, i % y[3], x[3], countPads));
        }

        float[] ones = new float[x[1] * window.Kernel[0] * window.Kernel[1]];
        Array.Fill(ones, 1);
        long[] missing = [.. Enumerable.Range(0, 2)
            .Select(i => x[i + 2] - ((y[i + 2] - 1) * window.Strides[i] + window.Reach(i) + 1 - window.Begin[i] - window.End[i]))];
        n.Give(0, b.Node("ConvTranspose",
            [b.Mul(n.Gradient, b.Floats([1, 1, y[2], y[3]], shares)), b.Floats([x[1], 1, .. window.Kernel], ones)],
            OnnxAttribute.Of("strides", window.Strides), OnnxAttribute.Of("pads", [.. window.Begin, .. window.End]),
            OnnxAttribute.Of("dilations", window.Dilations),
            OnnxAttribute.Of("group", x[1]), OnnxAttribute.Of("kernel_shape", window.Kernel), OnnxAttribute.Of("output_padding", missing)));
    }

    // For each place of the window: where the pixel there is the maximum and no earlier place was, it takes the derivative.
    public static void Max(NodeGradient n)
    {
        BackwardBuilder b = n.Build;
        long[] x = n.Shape(0), y = n.OutputShape;
        var window = Window.Of(n, Kernel(n));
        string padded = b.Pad(n.Input(0), [0, 0, .. window.Begin, 0, 0, .. window.End], float.MinValue), zero = b.Number(0);
        long[] size = [x[2] + window.Begin[0] + window.End[0], x[3] + window.Begin[1] + window.End[1]];
        long[] span = [(y[2] - 1) * window.Strides[0] + 1, (y[3] - 1) * window.Strides[1] + 1];
        string? taken = null, sum = null;
        for (long i = 0; i < window.Kernel[0]; i++)
        {
            for (long j = 0; j < window.Kernel[1]; j++)
            {
                long[] at = [i * window.Dilations[0], j * window.Dilations[1]];
                string here = b.Slice(padded, at, [at[0] + span[0], at[1] + span[1]], [2, 3], window.Strides);
                string wins = b.Node("Equal", [here, n.Output]);
                wins = taken is null ? wins : b.Node("And", [wins, b.Node("Not", [taken])]);
                taken = taken is null ? wins : b.Node("Or", [taken, wins]);
                string spread = b.InsertZeros(b.Where(wins, n.Gradient, zero), y, window.Strides[0], window.Strides[1]);
                string cut = window.Strides is [1, 1] ? spread : b.Slice(spread, [0, 0], span, [2, 3]);
                string placed = b.Pad(cut, [0, 0, at[0], at[1], 0, 0, size[0] - at[0] - span[0], size[1] - at[1] - span[1]]);
                sum = sum is null ? placed : b.Add(sum, placed);
            }
        }

        n.Give(0, b.Slice(sum!, window.Begin, [window.Begin[0] + x[2], window.Begin[1] + x[3]], [2, 3]));
    }

    private static long[] Kernel(NodeGradient n) => n.Node.Attributes.Integers("kernel_shape")?.ToArray()
        ?? throw n.Unsupported("kernel_shape is missing");

    // How many pixels of the image, or with pads, the window covers along an axis.
    private static long Covered(Window window, int axis, long place, long size, bool countPads)
    {
        long first = place * window.Strides[axis] - window.Begin[axis];
        return Enumerable.Range(0, (int)window.Kernel[axis]).Count(k => countPads
            || (first + k * window.Dilations[axis] >= 0 && first + k * window.Dilations[axis] < size));
    }
}
