namespace FaceML.Training.Gradients.Rules;

/// <summary>
/// Convolution. The derivative with respect to the input is a convolution of the output's derivative with the flipped kernel, that with
/// respect to the weights a convolution of the input with the output's derivative, batch and channels having changed places; forms that
/// ONNX Runtime runs as matrix products are taken where the window allows it.
/// </summary>
internal static class ConvolutionRules
{
    public static void Conv(NodeGradient n)
    {
        long[] weights = n.Shape(1);
        if (weights.Length != 4)
        {
            throw n.Unsupported("only convolutions over two dimensions are differentiated");
        }

        var window = Window.Of(n, weights[2..]);
        long group = n.Node.Attributes.Integer("group", 1);
        bool blocked = n.Build.HasBlocks && BlockedConvolution.Fits(n.Shape(0), weights, group)
            && !window.Covers(n.Shape(0), n.OutputShape);
        string? blocks = blocked && (n.Wants(0) || n.Wants(1)) ? n.Build.Blocked("ReorderInput", [n.Gradient]) : null;
        if (n.Wants(0))
        {
            n.Give(0, InputGradient(n, window, group, blocks));
        }

        if (n.Wants(1))
        {
            n.Give(1, blocks is not null ? BlockedWeightGradient(n, window, blocks) : WeightGradient(n, window, group));
        }

        if (n.Wants(2))
        {
            n.Give(2, n.Build.ChannelSums(n.Gradient));
        }
    }

    private static string InputGradient(NodeGradient n, Window window, long group, string? blocks)
    {
        BackwardBuilder b = n.Build;
        long[] x = n.Shape(0), w = n.Shape(1), y = n.OutputShape;
        bool depthwise = group == x[1] && w[0] == x[1];
        if (window.Covers(x, y) && depthwise)
        {
            return b.Mul(n.Gradient, b.Reshape(n.Input(1), 1, x[1], x[2], x[3]));
        }

        if (window.Covers(x, y) && group == 1)
        {
            string flat = b.Node("MatMul", [b.Reshape(n.Gradient, y[0], y[1]), b.Reshape(n.Input(1), w[0], w[1] * w[2] * w[3])]);
            return b.Reshape(flat, x);
        }

        long[] spread = [y[2] * window.Strides[0], y[3] * window.Strides[1]];
        (long[] begin, long[] end) = Turned(window, x, spread);
        bool turns = begin.Concat(end).All(p => p >= 0);
        if (blocks is not null && turns)
        {
            return BlockedInputGradient(n, window, blocks, spread, TurnedConvolution(window, begin, end, group));
        }

        if (depthwise && window.Strides is not [1, 1])
        {
            return DepthwiseInputGradient(n, window);
        }

        if (window.Strides is [1, 1] && turns && (group == 1 || depthwise))
        {
            string kernel = depthwise ? n.Input(1) : b.Transpose(n.Input(1), 1, 0, 2, 3);
            return b.Node("Conv", [n.Gradient, Flipped(b, kernel, window)], TurnedConvolution(window, begin, end, group));
        }

        long[] missing = [.. Enumerable.Range(0, 2)
            .Select(i => x[i + 2] - ((y[i + 2] - 1) * window.Strides[i] + window.Reach(i) + 1 - window.Begin[i] - window.End[i]))];
        return b.Node("ConvTranspose", [n.Gradient, n.Input(1)],
            OnnxAttribute.Of("strides", window.Strides), OnnxAttribute.Of("pads", [.. window.Begin, .. window.End]),
            OnnxAttribute.Of("dilations", window.Dilations),
            OnnxAttribute.Of("group", group), OnnxAttribute.Of("kernel_shape", window.Kernel), OnnxAttribute.Of("output_padding", missing));
    }

    // Over blocks of channels. With steps between rows the output's derivative is first spread out: each number repeated, all copies but
    // the first wiped out.
    private static string BlockedInputGradient(NodeGradient n, Window window, string blocks, long[] spread, OnnxAttribute[] convolution)
    {
        BackwardBuilder b = n.Build;
        long[] x = n.Shape(0), w = n.Shape(1), s = window.Strides;
        if (s is not [1, 1])
        {
            string repeated = b.Blocked(
                "Upsample", [blocks], OnnxAttribute.Of("scales", [1, 1, .. s]), OnnxAttribute.Of("mode", "nearest"));
            string mask = b.Expand(b.FirstOf(s, spread), [1, x[1], .. spread]);
            blocks = b.Mul(repeated, b.Blocked("ReorderInput", [mask]));
        }

        string kernel = b.Blocked("ReorderInput", [b.Reshape(Flipped(b, n.Input(1), window), 1, w[0], w[2], w[3])]);
        return b.Blocked("ReorderOutput", [b.Blocked("Conv", [blocks, b.Reshape(kernel, w)], convolution)],
            OnnxAttribute.Of("channels", x[1]));
    }

    // The pads with which the output's derivative, spread out to a size, gives back the input's size.
    private static (long[] Begin, long[] End) Turned(Window window, long[] x, long[] spread)
    {
        long[] begin = [.. Enumerable.Range(0, 2).Select(i => window.Reach(i) - window.Begin[i])];
        return (begin, [.. Enumerable.Range(0, 2).Select(i => x[i + 2] - spread[i] - begin[i] + window.Reach(i))]);
    }

    private static string Flipped(BackwardBuilder b, string kernel, Window window) =>
        window.Kernel is [1, 1] ? kernel : b.Slice(kernel, [-1, -1], [long.MinValue, long.MinValue], [2, 3], [-1, -1]);

    private static OnnxAttribute[] TurnedConvolution(Window window, long[] begin, long[] end, long group) =>
    [
        OnnxAttribute.Of("pads", [.. begin, .. end]), OnnxAttribute.Of("dilations", window.Dilations), OnnxAttribute.Of("group", group),
        OnnxAttribute.Of("kernel_shape", window.Kernel),
    ];

    // With steps of s between rows, input row s·a + r gets from output row a + d what row r + p − s·d of the kernel carries, p rows being
    // padded before the first. One matrix product a channel makes s input rows of each output row and its neighbors; its matrix holds the
    // kernel in the diagonals that lead from each output column to the input columns under its window. More multiplications than needed,
    // but none with zeros between the pixels, and the input rows come out in their order.
    private static string DepthwiseInputGradient(NodeGradient n, Window window)
    {
        BackwardBuilder b = n.Build;
        long[] x = n.Shape(0), y = n.OutputShape, kernel = window.Kernel;
        long step = window.Strides[0], groups = (x[2] + step - 1) / step;
        long first = Math.Max(-((window.Reach(0) - window.Begin[0]) / step), 1 - groups), last =
            Math.Min((step - 1 + window.Begin[0]) / step, y[2] - 1);
        long neighbors = last - first + 1, width = step * x[3];
        float[] diagonals = new float[kernel[0] * kernel[1] * neighbors * y[3] * width];
        for (long k = 0; k < kernel[0]; k++)
        {
            for (long r = 0; r < step; r++)
            {
                (long d, long rest) = Math.DivRem(r + window.Begin[0] - k * window.Dilations[0], step);
                for (long at = 0; at < y[3] * kernel[1] && rest == 0 && d >= first && d <= last; at++)
                {
                    (long from, long j) = Math.DivRem(at, kernel[1]);
                    long to = from * window.Strides[1] - window.Begin[1] + j * window.Dilations[1];
                    if (to >= 0 && to < x[3])
                    {
                        diagonals[(((k * kernel[1] + j) * neighbors + d - first) * y[3] + from) * width + r * x[3] + to] = 1;
                    }
                }
            }
        }

        string matrices = b.Node("MatMul",
            [b.Reshape(n.Input(1), x[1], kernel[0] * kernel[1]), b.Floats([kernel[0] * kernel[1], neighbors * y[3] * width], diagonals)]);
        string[] rows = [.. Enumerable.Range(0, (int)neighbors).Select(i => i + first)
            .Select(d => b.Pad(n.Gradient, [0, 0, -d, 0, 0, 0, groups - y[2] + d, 0]))];
        string beside = rows.Length == 1 ? rows[0] : b.Node("Concat", rows, OnnxAttribute.Of("axis", 3L));
        string product = b.Reshape(
            b.Node("MatMul", [beside, b.Reshape(matrices, x[1], neighbors * y[3], width)]), x[0], x[1], groups * step, x[3]);
        return b.Pad(product, [0, 0, 0, 0, 0, 0, x[2] - groups * step, 0]);
    }

    private static string WeightGradient(NodeGradient n, Window window, long group)
    {
        BackwardBuilder b = n.Build;
        long[] x = n.Shape(0), w = n.Shape(1), y = n.OutputShape;
        string input = n.Input(0);
        if (window.Covers(x, y) && group == x[1] && w[0] == x[1])
        {
            return b.Reshape(b.ReduceSum(b.Mul(n.Gradient, input), [0], keep: false), w);
        }

        if (window.Covers(x, y) && group == 1)
        {
            string flat = b.Node("Gemm", [b.Reshape(n.Gradient, y[0], y[1]), b.Reshape(input, x[0], x[1] * x[2] * x[3])],
                OnnxAttribute.Of("transA", 1L));
            return b.Reshape(flat, w);
        }

        if (window.IsPoint && group == 1)
        {
            if (window.Strides is not [1, 1])
            {
                input = b.Slice(input, [0, 0], [x[2], x[3]], [2, 3], window.Strides);
            }

            long area = y[2] * y[3];
            string turned = b.Transpose(b.Reshape(input, x[0], x[1], area), 0, 2, 1);
            string each = b.Node("MatMul", [b.Reshape(n.Gradient, y[0], y[1], area), turned]);
            return b.Reshape(b.ReduceSum(each, [0], keep: false), w);
        }

        if (group == x[1] && w[0] == x[1])
        {
            return DepthwiseWeightGradient(n, window);
        }

        // Batch and channels change places.
        long channels = x[1] / group;
        string images = group == 1 ? b.Transpose(input, 1, 0, 2, 3)
            : b.Reshape(b.Transpose(b.Reshape(input, x[0], group, channels, x[2], x[3]), 2, 1, 0, 3, 4), channels, group * x[0], x[2],
                x[3]);
        string kernels = b.Transpose(n.Gradient, 1, 0, 2, 3);
        return b.Transpose(Reached(b, b.Node("Conv", [images, kernels], Correlation(window, x, y, group)), window, x, y), 1, 0, 2, 3);
    }

    // Every image and channel is a channel of its own, convolved with its derivative; then the images are summed.
    private static string BlockedWeightGradient(NodeGradient n, Window window, string blocks)
    {
        BackwardBuilder b = n.Build;
        long[] x = n.Shape(0), y = n.OutputShape, w = n.Shape(1);
        long channels = x[0] * x[1];
        string input = b.Reshape(b.Blocked("ReorderInput", [n.Input(0)]), 1, channels, x[2], x[3]);
        string each = b.Blocked("Conv", [input, b.Reshape(blocks, channels, 1, y[2], y[3])], Correlation(window, x, y, channels));
        string result = Reached(b, b.Blocked("ReorderOutput", [each], OnnxAttribute.Of("channels", channels)), window, x, y);
        return b.Reshape(b.ReduceSum(b.Reshape(result, x[0], x[1], w[2] * w[3]), [0], keep: false), w);
    }

    // The input against the output's derivative as the kernel: steps and dilations change places.
    private static OnnxAttribute[] Correlation(Window window, long[] x, long[] y, long group) =>
    [
        OnnxAttribute.Of("strides", window.Dilations), OnnxAttribute.Of("dilations", window.Strides), OnnxAttribute.Of("group", group),
        OnnxAttribute.Of("pads", [.. window.Begin, .. Enumerable.Range(0, 2).Select(i => Math.Max(0, Short(window, x, y, i)))]),
        OnnxAttribute.Of("kernel_shape", [y[2], y[3]]),
    ];

    // Without what came of rows of the input that no window reached.
    private static string Reached(BackwardBuilder b, string correlation, Window window, long[] x, long[] y) =>
        Short(window, x, y, 0) < 0 || Short(window, x, y, 1) < 0 ? b.Slice(correlation, [0, 0], window.Kernel, [2, 3]) : correlation;

    // By how much the windows reach beyond the end of the input; negative where they end before it.
    private static long Short(Window window, long[] x, long[] y, int axis) =>
        (y[axis + 2] - 1) * window.Strides[axis] + 1 + window.Reach(axis) - x[axis + 2] - window.Begin[axis];

    // For each row i of the kernel one matrix product a channel, of the output's columns with the input's columns over all rows of all
    // images; what belongs to column j of the kernel stands on a diagonal. More multiplications than needed, at the speed of a product.
    private static string DepthwiseWeightGradient(NodeGradient n, Window window)
    {
        BackwardBuilder b = n.Build;
        long[] x = n.Shape(0), y = n.OutputShape, kernel = window.Kernel;
        string input = b.Transpose(n.Input(0), 1, 0, 2, 3), gradient = b.Transpose(n.Gradient, 1, 0, 2, 3);
        string diagonals = b.Floats([y[3] * x[3], kernel[1]], Diagonals(window, y[3], x[3]));
        List<string> rows = [];
        for (long i = 0; i < kernel[0]; i++)
        {
            // The output rows whose input row under row i of the kernel is inside the image.
            long shift = i * window.Dilations[0] - window.Begin[0], stride = window.Strides[0];
            long from = Math.Max(0, (-shift + stride - 1) / stride), to = Math.Min(y[2], (x[2] - 1 - shift) / stride + 1);
            if (shift > x[2] - 1 || to <= from)
            {
                rows.Add(b.Floats([x[1], 1, kernel[1]], new float[x[1] * kernel[1]]));
                continue;
            }

            string above = from == 0 && to == y[2] ? gradient : b.Slice(gradient, [from], [to], [2]);
            bool all = stride == 1 && from + shift == 0 && to - from == x[2];
            string below = all ? input : b.Slice(input, [from * stride + shift], [(to - 1) * stride + shift + 1], [2], [stride]);
            long count = x[0] * (to - from);
            string turned = b.Transpose(b.Reshape(above, x[1], count, y[3]), 0, 2, 1);
            string product = b.Node("MatMul", [turned, b.Reshape(below, x[1], count, x[3])]);
            rows.Add(b.Reshape(b.Node("MatMul", [b.Reshape(product, x[1], y[3] * x[3]), diagonals]), x[1], 1, kernel[1]));
        }

        string joined = rows.Count == 1 ? rows[0] : b.Node("Concat", rows, OnnxAttribute.Of("axis", 1L));
        return b.Reshape(joined, x[1], 1, kernel[0], kernel[1]);
    }

    // For each column j of the kernel, which column of the input lies under each column of the output.
    private static float[] Diagonals(Window window, long outputs, long inputs)
    {
        long width = window.Kernel[1];
        float[] mask = new float[outputs * inputs * width];
        for (long column = 0; column < outputs; column++)
        {
            for (long j = 0; j < width; j++)
            {
                long at = column * window.Strides[1] + j * window.Dilations[1] - window.Begin[1];
                if (at >= 0 && at < inputs)
                {
                    mask[(column * inputs + at) * width + j] = 1;
                }
            }
        }

        return mask;
    }
}
