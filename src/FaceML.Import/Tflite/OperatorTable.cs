using Code = FaceML.Import.Tflite.TfliteOperatorCode;

namespace FaceML.Import.Tflite;

/// <summary>Which converter belongs to which operator.</summary>
internal static class OperatorTable
{
    private static readonly Dictionary<Code, Action<ConversionContext, TfliteOperator>> Converters = new()
    {
        [Code.Conv2D] = ConvolutionOperators.Conv,
        [Code.DepthwiseConv2D] = ConvolutionOperators.Depthwise,
        [Code.MaxPool2D] = (c, op) => ConvolutionOperators.Pool(c, op, "MaxPool"),
        [Code.AveragePool2D] = (c, op) => ConvolutionOperators.Pool(c, op, "AveragePool"),
        [Code.FullyConnected] = FullyConnectedOperator.Convert,
        [Code.Add] = (c, op) => ElementwiseOperators.Binary(c, op, "Add"),
        [Code.Sub] = (c, op) => ElementwiseOperators.Binary(c, op, "Sub"),
        [Code.Mul] = (c, op) => ElementwiseOperators.Binary(c, op, "Mul"),
        [Code.Div] = (c, op) => ElementwiseOperators.Binary(c, op, "Div"),
        [Code.Maximum] = (c, op) => ElementwiseOperators.Binary(c, op, "Max"),
        [Code.Minimum] = (c, op) => ElementwiseOperators.Binary(c, op, "Min"),
        [Code.Less] = (c, op) => ElementwiseOperators.Binary(c, op, "Less"),
        [Code.Greater] = (c, op) => ElementwiseOperators.Binary(c, op, "Greater"),
        [Code.LessEqual] = (c, op) => ElementwiseOperators.Binary(c, op, "LessOrEqual"),
        [Code.GreaterEqual] = (c, op) => ElementwiseOperators.Binary(c, op, "GreaterOrEqual"),
        [Code.Relu] = (c, op) => ElementwiseOperators.Unary(c, op, (g, x) => g.Relu(x)),
        [Code.Relu6] = (c, op) => ElementwiseOperators.Unary(c, op, (g, x) => g.Clip(x, 0, 6)),
        [Code.ReluN1To1] = (c, op) => ElementwiseOperators.Unary(c, op, (g, x) => g.Clip(x, -1, 1)),
        [Code.Tanh] = (c, op) => ElementwiseOperators.Unary(c, op, (g, x) => g.Tanh(x)),
        [Code.Logistic] = (c, op) => ElementwiseOperators.Unary(c, op, (g, x) => g.Sigmoid(x)),
        [Code.Exp] = (c, op) => ElementwiseOperators.Unary(c, op, (g, x) => g.Node("Exp", [x])),
        [Code.Neg] = (c, op) => ElementwiseOperators.Unary(c, op, (g, x) => g.Node("Neg", [x])),
        [Code.Abs] = (c, op) => ElementwiseOperators.Unary(c, op, (g, x) => g.Node("Abs", [x])),
        [Code.Sqrt] = (c, op) => ElementwiseOperators.Unary(c, op, (g, x) => g.Sqrt(x)),
        [Code.Rsqrt] = (c, op) => ElementwiseOperators.Unary(c, op, (g, x) => g.Node("Reciprocal", [g.Sqrt(x)])),
        [Code.Square] = (c, op) => ElementwiseOperators.Unary(c, op, (g, x) => g.Mul(x, x)),
        [Code.HardSwish] = (c, op) => ElementwiseOperators.Unary(c, op, ElementwiseOperators.HardSwish),
        [Code.LeakyRelu] = ElementwiseOperators.LeakyRelu,
        [Code.PRelu] = ElementwiseOperators.PRelu,
        [Code.Cast] = ElementwiseOperators.Cast,
        [Code.Dequantize] = ElementwiseOperators.Dequantize,
        [Code.Softmax] = NormalizationOperators.Softmax,
        [Code.L2Normalization] = NormalizationOperators.L2,
        [Code.Mean] = (c, op) => NormalizationOperators.Reduce(c, op, "ReduceMean"),
        [Code.Sum] = (c, op) => NormalizationOperators.Reduce(c, op, "ReduceSum"),
        [Code.ReduceMax] = (c, op) => NormalizationOperators.Reduce(c, op, "ReduceMax"),
        [Code.Reshape] = LayoutOperators.Reshape,
        [Code.Squeeze] = LayoutOperators.Squeeze,
        [Code.Transpose] = LayoutOperators.Transpose,
        [Code.Concatenation] = LayoutOperators.Concat,
        [Code.Pad] = LayoutOperators.Pad,
        [Code.StridedSlice] = SliceOperator.Convert,
    };

    public static void Convert(ConversionContext context, TfliteOperator op)
    {
        if (op.CustomName.Length > 0 || !Converters.TryGetValue(op.Code, out Action<ConversionContext, TfliteOperator>? convert))
        {
            throw new ImportException($"{op} is not known. Imported are: {string.Join(", ", Converters.Keys.Order())}.");
        }

        convert(context, op);
    }
}
