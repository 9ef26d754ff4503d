namespace FaceML.Onnx.Shapes;

internal static class MatrixRules
{
    public static void Gemm(ShapeContext node)
    {
        if (!node.TryShapes(out OnnxShape? a, out OnnxShape? b))
        {
            return;
        }

        if (a.Rank != 2 || b.Rank != 2)
        {
            throw ShapeContext.Bad($"{a} and {b} should be matrices.");
        }

        int ta = node.Attributes.Integer("transA", 0) != 0 ? 1 : 0, tb = node.Attributes.Integer("transB", 0) != 0 ? 1 : 0;
        Inner(a, a[1 - ta], b, b[tb]);
        node.Output(new OnnxShape(a[ta], b[1 - tb]));
    }

    public static void MatMul(ShapeContext node)
    {
        if (!node.TryShapes(out OnnxShape? a, out OnnxShape? b))
        {
            return;
        }

        if (a.Rank == 0 || b.Rank == 0)
        {
            throw ShapeContext.Bad("a scalar has no matrix product.");
        }

        // A vector on the left is a row, one on the right a column; the dimension that makes it so leaves again.
        Inner(a, a[a.Rank - 1], b, b[Math.Max(b.Rank - 2, 0)]);
        OnnxShape batch = Broadcasting.Of(new([.. a.SkipLast(2)]), new([.. b.SkipLast(2)]))!;
        List<OnnxDimension> result = [.. batch];
        if (a.Rank > 1)
        {
            result.Add(a[a.Rank - 2]);
        }

        if (b.Rank > 1)
        {
            result.Add(b[b.Rank - 1]);
        }

        node.Output(new OnnxShape([.. result]));
    }

    private static void Inner(OnnxShape a, OnnxDimension left, OnnxShape b, OnnxDimension right)
    {
        if (left.Value is { } x && right.Value is { } y && x != y)
        {
            throw ShapeContext.Bad($"{a} and {b} have no product: {x} is not {y}.");
        }
    }
}
