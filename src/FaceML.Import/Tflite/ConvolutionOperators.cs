namespace FaceML.Import.Tflite;

/// <summary>
/// Convolutions and pools. Options, by field: 0 padding (0 same, 1 valid), 1 and 2 strides across and down, then what each operator has.
/// </summary>
internal static class ConvolutionOperators
{
    public static void Conv(ConversionContext context, TfliteOperator op)
    {
        FlatTable options = Options(op);
        TfliteTensor filters = Filters(context, op);
        int[] s = filters.Shape;
        Value x = context.First(context.Get(op, 0));
        if (s[3] == 0 || x.Shape[3] % s[3] != 0)
        {
            throw new ImportException($"{op}: {x.Shape[3]} channels do not divide into the filters' {s[3]}.");
        }

        string weights = context.Graph.Floats(
            ConversionContext.NameOf(filters), [s[0], s[3], s[1], s[2]], Permutation.ChannelsFirst(context.Floats(filters), s));
        Write(context, op, x, weights, (s[1], s[2]), (options.Int32(5, 1), options.Int32(4, 1)), x.Shape[3] / s[3], options.Byte(3, 0));
    }

    public static void Depthwise(ConversionContext context, TfliteOperator op)
    {
        FlatTable options = Options(op);
        TfliteTensor filters = Filters(context, op);
        int[] s = filters.Shape;
        Value x = context.First(context.Get(op, 0));
        if (s[0] != 1 || x.Shape[3] == 0 || s[3] % x.Shape[3] != 0)
        {
            throw new ImportException($"{op}: {filters} should be 1×rows×columns×(a multiple of {x.Shape[3]} channels).");
        }

        // Output channel c·m + j belongs to input channel c in both formats.
        float[] turned = Matrix.Transpose(context.Floats(filters), s[1] * s[2], s[3]);
        string weights = context.Graph.Floats(ConversionContext.NameOf(filters), [s[3], 1, s[1], s[2]], turned);
        Write(context, op, x, weights, (s[1], s[2]), (options.Int32(6, 1), options.Int32(5, 1)), x.Shape[3], options.Byte(4, 0));
    }

    public static void Pool(ConversionContext context, TfliteOperator op, string onnx)
    {
        FlatTable options = Options(op);
        Value x = context.First(context.Get(op, 0));
        (int rows, int columns) kernel = (options.Int32(4, 0), options.Int32(3, 0));
        if (kernel.rows < 1 || kernel.columns < 1)
        {
            throw new ImportException($"{op} has a window of {kernel.rows}×{kernel.columns}.");
        }

        List<OnnxAttribute> attributes =
            [OnnxAttribute.Of("kernel_shape", [kernel.rows, (long)kernel.columns]), .. Window(context, op, x, kernel, (1, 1))];
        context.Set(op, context.Graph.Node(onnx, [x.Name], attributes), Layout.ChannelsFirst, options.Byte(5, 0));
    }

    private static void Write(ConversionContext context, TfliteOperator op, Value x, string weights, (int, int) kernel,
        (int Rows, int Columns) dilation, int group, int activation)
    {
        List<OnnxAttribute> attributes = Window(context, op, x, kernel, dilation);
        if (dilation != (1, 1))
        {
            attributes.Add(OnnxAttribute.Of("dilations", [dilation.Rows, (long)dilation.Columns]));
        }

        if (group != 1)
        {
            attributes.Add(OnnxAttribute.Of("group", group));
        }

        string[] inputs = ConversionContext.HasInput(op, 2)
            ? [x.Name, weights, context.Initializer(context.Constant(op, 2))]
            : [x.Name, weights];
        context.Set(op, context.Graph.Node("Conv", inputs, attributes), Layout.ChannelsFirst, activation);
    }

    private static List<OnnxAttribute> Window(
        ConversionContext context, TfliteOperator op, Value x, (int Rows, int Columns) kernel, (int Rows, int Columns) dilation)
    {
        FlatTable options = Options(op);
        int padding = options.Byte(0, 0), down = options.Int32(2, 0), across = options.Int32(1, 0);
        if (padding > 1 || down < 1 || across < 1 || dilation.Rows < 1 || dilation.Columns < 1)
        {
            throw new ImportException(
                $"{op} has padding {padding}, strides {down}×{across} and dilation {dilation.Rows}×{dilation.Columns}, which make no "
                    + $"sense.");
        }

        List<OnnxAttribute> attributes = [OnnxAttribute.Of("strides", [down, (long)across])];
        if (padding == 1)
        {
            return attributes;
        }

        (int Begin, int End)? rows = Same(x.Shape[1], kernel.Rows, down, dilation.Rows, context.DynamicSize), columns =
            Same(x.Shape[2], kernel.Columns, across, dilation.Columns, context.DynamicSize);
        if (rows is { } r && columns is { } c)
        {
            attributes.Add(OnnxAttribute.Of("pads", [r.Begin, c.Begin, r.End, (long)c.End]));
        }
        else if (dilation == (1, 1))
        {
            attributes.Add(OnnxAttribute.Of("auto_pad", "SAME_UPPER"));
        }
        else
        {
            throw new ImportException(
                $"{op} pads a dilated window by the input's size, which cannot be left open (TfliteImportOptions.DynamicSize).");
        }

        return attributes;
    }

    /// <summary>
    /// TensorFlow's "same" padding: ⌈size / stride⌉ windows, what they need beyond the size half before and half, the odd one included,
    /// behind. Null when it depends on a size that is open.
    /// </summary>
    internal static (int Begin, int End)? Same(int size, int kernel, int stride, int dilation, bool open)
    {
        long reach = ((kernel - 1L) * dilation) + 1;
        if (open && stride > 1)
        {
            return null;
        }

        long windows = (size + stride - 1L) / stride;
        long total = open ? reach - 1 : Math.Max(0, ((windows - 1) * stride) + reach - size);
        return (checked((int)(total / 2)), checked((int)(total - (total / 2))));
    }

    private static FlatTable Options(TfliteOperator op) => op.Options ?? throw new ImportException($"{op} has no options.");

    private static TfliteTensor Filters(ConversionContext context, TfliteOperator op) =>
        context.Constant(op, 1) is { Rank: 4 } filters
            ? filters
            : throw new ImportException($"{op}: {context.Constant(op, 1)} should have four dimensions.");
}
