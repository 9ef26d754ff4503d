namespace FaceML.Import.Tflite;

/// <summary>Operators along an axis: softmax, Euclidean normalization, reductions.</summary>
internal static class NormalizationOperators
{
    // The smallest length that TensorFlow Lite divides by (L2Normalization of its reference kernels).
    private const float SmallestLength = 1e-6f;

    public static void Softmax(ConversionContext context, TfliteOperator op)
    {
        Value x = context.Get(op, 0);
        float beta = op.Options?.Float(0, 1) ?? 1;
        string scaled = beta == 1 ? x.Name : context.Graph.Mul(x.Name, context.Graph.Scalar("beta", beta));
        context.Set(op, context.Graph.Softmax(scaled, x.IsFirst ? 1 : -1), x.Layout);
    }

    public static void L2(ConversionContext context, TfliteOperator op)
    {
        Value x = context.Get(op, 0);
        GraphBuilder g = context.Graph;
        string length = g.Node("Max", [g.ReduceL2(x.Name, [x.IsFirst ? 1 : -1]), g.Scalar("smallest_length", SmallestLength)]);
        context.Set(op, g.Div(x.Name, length), x.Layout, op.Options?.Byte(0, 0) ?? 0);
    }

    public static void Reduce(ConversionContext context, TfliteOperator op, string onnx)
    {
        Value x = context.Get(op, 0);
        bool keep = op.Options?.Byte(0, 0) is > 0;
        int[] axes = [.. context.Integers(op, 1).Select(a => Axes.Front(op, a, x.Rank)).Distinct().Order()];
        x = keep || !x.IsFirst || Axes.KeepOrder(axes) ? x : context.Last(x);
        long[] places = [.. axes.Select(a => (long)Axes.In(x, a)).Order()];
        GraphBuilder g = context.Graph;
        string result = onnx == "ReduceSum"
            ? g.ReduceSum(x.Name, places, keep)
            : g.Node(onnx, [x.Name], [OnnxAttribute.Of("axes", places), OnnxAttribute.Of("keepdims", keep ? 1 : 0)]);
        context.Set(op, result, keep ? x.Layout : Layout.ChannelsLast);
    }
}
