namespace FaceML.Onnx.Shapes;

internal static class ElementwiseRules
{
    public static void Same(ShapeContext node) => node.Output(node.Shape(0));

    public static void Identity(ShapeContext node)
    {
        ValueFacts input = node.Input(0);
        node.Output(0, input.Type, input.Shape, input.Values, input.Constant);
        node.Output(1, node.Opset >= 10 ? OnnxElementType.Boolean : input.Type, input.Shape);
    }

    public static void Broadcast(ShapeContext node) => node.Output(node.Input(0).Type, Shape(node), Compute(node));

    public static void Compare(ShapeContext node) => node.Output(OnnxElementType.Boolean, Shape(node));

    private static OnnxShape? Shape(ShapeContext node)
    {
        OnnxShape? shape = node.Shape(0);
        for (int i = 1; i < node.Node.Inputs.Count; i++)
        {
            shape = Broadcasting.Of(shape, node.Shape(i));
        }

        return shape;
    }

    /// <summary>Arithmetic on the elements of shapes, as exporters write it: height × 2, count / groups.</summary>
    private static IntValue[]? Compute(ShapeContext node)
    {
        if (node.Node.Inputs.Count != 2 || node.Input(0).Values is not { } a || node.Input(1).Values is not { } b
            || (a.Length != b.Length && a.Length != 1 && b.Length != 1))
        {
            return null;
        }

        var result = new IntValue[a.Length == 1 ? b.Length : a.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Compute(node.Node.OpType, a[a.Length == 1 ? 0 : i], b[b.Length == 1 ? 0 : i]);
        }

        return result;
    }

    private static IntValue Compute(string op, IntValue a, IntValue b) => (op, a.Number, b.Number) switch
    {
        ("Add", { } x, { } y) => IntValue.Of(checked(x + y)),
        ("Sub", { } x, { } y) => IntValue.Of(checked(x - y)),
        ("Mul", { } x, { } y) => IntValue.Of(checked(x * y)),
        ("Div", { } x, { } y) when y != 0 => IntValue.Of(checked(x / y)),
        ("Min", { } x, { } y) => IntValue.Of(Math.Min(x, y)),
        ("Max", { } x, { } y) => IntValue.Of(Math.Max(x, y)),

        // A symbol survives what does not change it.
        ("Mul" or "Div", null, 1) => a,
        ("Mul", 1, null) => b,
        ("Add" or "Sub", null, 0) => a,
        ("Add", 0, null) => b,
        _ => default,
    };
}
