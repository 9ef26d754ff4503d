namespace FaceML.Import.Tflite;

/// <summary>Fully connected layers. Options, by field: 0 activation, 1 weights format, 2 whether dimensions are kept.</summary>
internal static class FullyConnectedOperator
{
    public static void Convert(ConversionContext context, TfliteOperator op)
    {
        TfliteTensor weights = context.Constant(op, 1);
        if (weights.Rank != 2 || op.Options?.Byte(1, 0) is > 0)
        {
            throw new ImportException($"{op}: {weights} should be a plain matrix.");
        }

        Value x = context.Get(op, 0);
        GraphBuilder g = context.Graph;
        string? bias = ConversionContext.HasInput(op, 2) ? context.Initializer(context.Constant(op, 2)) : null;
        int width = weights.Shape[1];
        string result;
        if (op.Options?.Byte(2, 0) is > 0 && x.Rank != 2)
        {
            float[] turned = Matrix.Transpose(context.Floats(weights), weights.Shape[0], width);
            result = g.MatMul(context.Last(x).Name, g.Floats(ConversionContext.NameOf(weights), [width, weights.Shape[0]], turned));
            result = bias is null ? result : g.Add(result, bias);
        }
        else
        {
            result = g.Gemm(Rows(context, op, x, width),
                g.Floats(ConversionContext.NameOf(weights), [weights.Shape[0], width], Columns(context, x, weights)), bias,
                transposeB: true);
        }

        context.Set(op, result, Layout.ChannelsLast, op.Options?.Byte(0, 0) ?? 0);
    }

    /// <summary>The input as a matrix.</summary>
    private static string Rows(ConversionContext context, TfliteOperator op, Value x, int width)
    {
        if (IsImage(x, width))
        {
            return context.Graph.Flatten(x.Name);
        }

        return x.Rank == 2 && x.Shape[1] == width ? x.Name
            : x.Rank > 0 && width > 0 ? context.Graph.Reshape(context.Last(x).Name, [-1, width])
            : throw new ImportException($"{op} cannot read '{x.Name}' as rows of {width} numbers.");
    }

    /// <summary>
    /// The weights. TensorFlow Lite flattens an image as rows × columns × channels; in the graph it is channels × rows × columns, so
    /// instead of the image the weights' columns are put into that order, once.
    /// </summary>
    private static float[] Columns(ConversionContext context, Value x, TfliteTensor weights)
    {
        float[] values = context.Floats(weights);
        return IsImage(x, weights.Shape[1])
            ? Permutation.ChannelsFirst(values, [weights.Shape[0], x.Shape[1], x.Shape[2], x.Shape[3]])
            : values;
    }

    private static bool IsImage(Value x, int width) => x.IsFirst && (long)x.Shape[1] * x.Shape[2] * x.Shape[3] == width;
}
