namespace FaceML.Onnx.Shapes;

/// <summary>Convolution and pooling: output = ⌊(input + pads − dilation·(kernel − 1) − 1) / stride⌋ + 1 along each spatial axis.</summary>
internal static class WindowRules
{
    public static void Conv(ShapeContext node)
    {
        if (!node.TryShapes(out OnnxShape? x, out OnnxShape? weights))
        {
            return;
        }

        if (x.Rank < 3 || weights.Rank != x.Rank)
        {
            throw ShapeContext.Bad($"input {x} and weights {weights} do not fit together.");
        }

        long group = node.Attributes.Integer("group", 1);
        if (group < 1 || (x[1].Value is { } channels && weights[1].Value is { } perGroup && channels != checked(perGroup * group)))
        {
            throw ShapeContext.Bad($"input {x} has not the channels that weights {weights} in {group} groups ask for.");
        }

        OnnxDimension[] kernel = node.Attributes.Integers("kernel_shape") is { } stated
            ? Checked(stated, "kernel_shape", x.Rank - 2, 1)
            : [.. weights.Skip(2)];
        node.Output(Windows(node, x, weights[0], kernel));
    }

    public static void Pool(ShapeContext node)
    {
        OnnxShape? x = node.Shape(0);
        OnnxShape? shape = null;
        if (x is not null)
        {
            if (x.Rank < 3)
            {
                throw ShapeContext.Bad($"input {x} has no spatial dimensions.");
            }

            IReadOnlyList<long> kernel = node.Attributes.Integers("kernel_shape") ?? throw ShapeContext.Bad("kernel_shape is missing.");
            shape = Windows(node, x, x[1], Checked(kernel, "kernel_shape", x.Rank - 2, 1));
        }

        node.Output(shape);
        node.Output(1, OnnxElementType.Int64, shape);
    }

    public static void GlobalPool(ShapeContext node)
    {
        OnnxShape? x = node.Shape(0);
        node.Output(x is null ? null : x.Rank < 2
            ? throw ShapeContext.Bad($"input {x} has no channels.")
            : new OnnxShape([x[0], x[1], .. Enumerable.Repeat(OnnxDimension.Of(1), x.Rank - 2)]));
    }

    private static OnnxShape Windows(ShapeContext node, OnnxShape x, OnnxDimension channels, OnnxDimension[] kernel)
    {
        int axes = x.Rank - 2;
        OnnxDimension[] strides = List(node, "strides", axes, 1, 1);
        OnnxDimension[] dilations = List(node, "dilations", axes, 1, 1);
        OnnxDimension[] pads = List(node, "pads", axes * 2, 0, 0);
        string auto = node.Attributes.Text("auto_pad", "NOTSET");
        bool ceil = node.Attributes.Integer("ceil_mode", 0) != 0;
        var result = new OnnxDimension[x.Rank];
        (result[0], result[1]) = (x[0], channels);
        for (int i = 0; i < axes; i++)
        {
            long stride = strides[i].Value!.Value;
            if (x[i + 2].Value is not { } input || kernel[i].Value is not { } width)
            {
                // A window of one, or one that its pads make up for, keeps even an unknown size.
                bool keeps = stride == 1 && (auto.StartsWith("SAME", StringComparison.Ordinal) || (kernel[i].Value is { } k
                    && dilations[i].Value * (k - 1) == (auto == "VALID" ? 0 : pads[i].Value + pads[i + axes].Value)));
                result[i + 2] = keeps ? x[i + 2] : OnnxDimension.Unknown;
                continue;
            }

            long reach = checked((dilations[i].Value!.Value * (width - 1)) + 1);
            long padded = auto == "VALID" ? input : checked(input + pads[i].Value!.Value + pads[i + axes].Value!.Value);
            long count = auto is "SAME_UPPER" or "SAME_LOWER"
                ? Up(input, stride)
                : Count(padded, reach, stride, ceil, input + pads[i].Value!.Value);
            result[i + 2] = count > 0 ? count : throw ShapeContext.Bad($"a window of {reach} does not fit into {padded}.");
        }

        return new(result);
    }

    private static long Count(long padded, long reach, long stride, bool ceil, long beforeEndPad)
    {
        if (padded < reach)
        {
            return 0;
        }

        long count = (ceil ? Up(padded - reach, stride) : (padded - reach) / stride) + 1;

        // A last window that would begin in the end padding is dropped.
        return ceil && (count - 1) * stride >= beforeEndPad ? count - 1 : count;
    }

    private static long Up(long value, long divisor) => (value / divisor) + (value % divisor > 0 ? 1 : 0);

    private static OnnxDimension[] List(ShapeContext node, string name, int count, long fallback, long least) =>
        node.Attributes.Integers(name) is { Count: > 0 } listed
            ? Checked(listed, name, count, least)
            : [.. Enumerable.Repeat(OnnxDimension.Of(fallback), count)];

    private static OnnxDimension[] Checked(IReadOnlyList<long> values, string name, int count, long least) =>
        values.Count == count && values.All(v => v >= least)
            ? [.. values.Select(OnnxDimension.Of)]
            : throw ShapeContext.Bad($"{name} [{string.Join(", ", values)}] should be {count} numbers of at least {least}.");
}
