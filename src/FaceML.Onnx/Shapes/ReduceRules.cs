namespace FaceML.Onnx.Shapes;

internal static class ReduceRules
{
    public static void Reduce(ShapeContext node)
    {
        long[]? axes = node.AttributeOrInput("axes", 1);
        bool given = node.HasAttributeOrInput("axes", 1);
        bool keep = node.Attributes.Integer("keepdims", 1) != 0;
        OnnxShape? x = node.Shape(0);
        if (x is null || (given && axes is null))
        {
            node.Output(x is not null && keep ? new OnnxShape(new OnnxDimension[x.Rank]) : null);
            return;
        }

        // No axes, or an empty list of them, is all axes, unless the node says that empty means none.
        bool all = axes is null or { Length: 0 } && node.Attributes.Integer("noop_with_empty_axes", 0) == 0;
        node.Output(Without(x, all ? [.. Enumerable.Range(0, x.Rank)] : [.. (axes ?? []).Select(a => ShapeContext.Axis(a, x.Rank))], keep));
    }

    public static void ArgReduce(ShapeContext node)
    {
        OnnxShape? x = node.Shape(0);
        bool keep = node.Attributes.Integer("keepdims", 1) != 0;
        node.Output(OnnxElementType.Int64,
            x is null ? null : Without(x, [ShapeContext.Axis(node.Attributes.Integer("axis", 0), x.Rank)], keep));
    }

    private static OnnxShape Without(OnnxShape x, HashSet<int> axes, bool keep) =>
        keep ? new([.. x.Select((d, i) => axes.Contains(i) ? 1 : d)]) : new([.. x.Where((_, i) => !axes.Contains(i))]);
}
