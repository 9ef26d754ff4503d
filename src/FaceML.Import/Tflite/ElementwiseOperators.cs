namespace FaceML.Import.Tflite;

/// <summary>Operators on single elements, which keep the layout they get.</summary>
internal static class ElementwiseOperators
{
    public static void Unary(ConversionContext context, TfliteOperator op, Func<GraphBuilder, string, string> write)
    {
        Value x = context.Get(op, 0);
        context.Set(op, write(context.Graph, x.Name), x.Layout);
    }

    public static void Binary(ConversionContext context, TfliteOperator op, string onnx)
    {
        // An image stays as it is if the other side is one too, or a constant that can be turned; otherwise both go back.
        bool first = false, images = true;
        for (int i = 0; i < 2; i++)
        {
            if (context.IsMade(op, i))
            {
                Value value = context.Get(op, i);
                first |= value.IsFirst;
                images &= value.Rank == 4;
            }
        }

        first &= images;
        string result = context.Graph.Node(onnx, [Operand(context, op, 0, first), Operand(context, op, 1, first)]);
        context.Set(op, result, first ? Layout.ChannelsFirst : Layout.ChannelsLast,
            onnx is "Add" or "Sub" or "Mul" or "Div" ? op.Options?.Byte(0, 0) ?? 0 : 0);
    }

    public static void PRelu(ConversionContext context, TfliteOperator op)
    {
        Value x = context.Get(op, 0);
        TfliteTensor slope = context.Constant(op, 1);
        context.Set(op, context.Graph.PRelu(x.Name, x.IsFirst ? context.FirstConstant(slope) : context.Initializer(slope)), x.Layout);
    }

    public static void LeakyRelu(ConversionContext context, TfliteOperator op)
    {
        float slope = op.Options?.Float(0, 0) ?? 0;
        Unary(context, op, (g, x) => g.Node("LeakyRelu", [x], [OnnxAttribute.Of("alpha", slope)]));
    }

    /// <summary>x · min(max(x / 6 + ½, 0), 1), which operator set 13 has no name for.</summary>
    public static string HardSwish(GraphBuilder g, string x) =>
        g.Mul(x, g.Node("HardSigmoid", [x], [OnnxAttribute.Of("alpha", 1f / 6), OnnxAttribute.Of("beta", .5f)]));

    public static void Cast(ConversionContext context, TfliteOperator op)
    {
        OnnxElementType to = context.Output(op).Type switch
        {
            TfliteType.Float32 => OnnxElementType.Float32,
            TfliteType.Int32 => OnnxElementType.Int32,
            TfliteType.Int64 => OnnxElementType.Int64,
            TfliteType.Boolean => OnnxElementType.Boolean,
            _ => throw new ImportException($"{op} casts to {context.Output(op)}, which is not imported."),
        };
        Unary(context, op, (g, x) => g.Node("Cast", [x], [OnnxAttribute.Of("to", (long)to)]));
    }

    /// <summary>Weights kept small in the file: restored while importing.</summary>
    public static void Dequantize(ConversionContext context, TfliteOperator op) =>
        context.Alias(context.Output(op).Index, context.Constant(op, 0));

    private static string Operand(ConversionContext context, TfliteOperator op, int index, bool first)
    {
        if (!context.IsMade(op, index))
        {
            TfliteTensor constant = context.Constant(op, index);
            return first ? context.FirstConstant(constant) : context.Initializer(constant);
        }

        Value value = context.Get(op, index);
        return first ? context.First(value).Name : context.Last(value).Name;
    }
}
