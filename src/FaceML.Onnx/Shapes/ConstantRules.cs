namespace FaceML.Onnx.Shapes;

internal static class ConstantRules
{
    public static void Constant(ShapeContext node)
    {
        OnnxAttributeCollection attributes = node.Attributes;
        OnnxTensor? tensor =
            attributes.TryGetValue("value", out OnnxAttribute? value) ? value.AsTensor()
            : attributes.TryGetValue("value_float", out value) ? OnnxTensor.OfFloats("", [], [value.AsNumber()])
            : attributes.TryGetValue("value_floats", out value) ? OnnxTensor.OfFloats("", [value.AsNumbers().Count], [.. value.AsNumbers()])
            : attributes.TryGetValue("value_int", out value) ? OnnxTensor.OfInt64s("", [], [value.AsInteger()])
            : attributes.TryGetValue("value_ints", out value) ? OnnxTensor.OfInt64s("", [value.AsIntegers().Count], [.. value.AsIntegers()])
            : null;
        if (tensor is not null)
        {
            ValueFacts facts = ValueFacts.Of(tensor);
            node.Output(0, facts.Type, facts.Shape, facts.Values, facts.Constant);
        }
    }

    public static void ConstantOfShape(ShapeContext node)
    {
        OnnxElementType type = node.Attributes.TryGetValue("value", out OnnxAttribute? value)
            ? value.AsTensor().ElementType
            : OnnxElementType.Float32;
        node.Output(type, node.Input(0).Values is { } sizes ? new OnnxShape([.. sizes.Select(s => s.ToDimension())]) : null);
    }

    public static void Shape(ShapeContext node)
    {
        if (node.Shape(0) is not { } x)
        {
            node.Output(OnnxElementType.Int64, new OnnxShape(OnnxDimension.Unknown));
            return;
        }

        int start = Bound(node.Attributes.Integer("start", 0), x.Rank), end = Bound(node.Attributes.Integer("end", x.Rank), x.Rank);
        IntValue[] values = [.. x.Skip(start).Take(end - start).Select(IntValue.Of)];
        node.Output(OnnxElementType.Int64, new OnnxShape(values.Length), values);
    }

    public static void Cast(ShapeContext node)
    {
        ValueFacts x = node.Input(0);
        var to = (OnnxElementType)node.Attributes.Integer("to", 0);
        bool whole = to is OnnxElementType.Int64 or OnnxElementType.Int32;
        node.Output(Enum.IsDefined(to) ? to : throw ShapeContext.Bad($"element type {(long)to} is unknown."), x.Shape,
            whole ? x.Values : null);
    }

    public static void Expand(ShapeContext node)
    {
        IntValue[]? wanted = node.Input(1).Values;
        node.Output(wanted is null ? null : Broadcasting.Of(node.Shape(0), new OnnxShape([.. wanted.Select(w => w.ToDimension())])));
    }

    public static void Range(ShapeContext node)
    {
        // Of floating-point ranges only that they have one dimension.
        OnnxDimension count = node.Numbers(0) is [long start] && node.Numbers(1) is [long limit] && node.Numbers(2) is [long step and not 0]
            ? OnnxDimension.Of((long)Math.Max(0, Math.Ceiling((limit - (double)start) / step)))
            : OnnxDimension.Unknown;
        node.Output(new OnnxShape(count));
    }

    private static int Bound(long index, int rank) => (int)Math.Clamp(index < 0 ? index + rank : index, 0, rank);
}
