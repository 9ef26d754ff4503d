namespace FaceML.Training.Gradients.Rules;

/// <summary>Matrix products.</summary>
internal static class MatrixRules
{
    // Y = α·A′·B′ + β·C, where ′ transposes on demand.
    public static void Gemm(NodeGradient n)
    {
        BackwardBuilder b = n.Build;
        float alpha = n.Node.Attributes.Number("alpha", 1), beta = n.Node.Attributes.Number("beta", 1);
        bool ta = n.Node.Attributes.Integer("transA", 0) != 0, tb = n.Node.Attributes.Integer("transB", 0) != 0;
        if (n.Wants(0))
        {
            n.Give(0, ta ? Product(b, n.Input(1), tb, n.Gradient, true, alpha) : Product(b, n.Gradient, false, n.Input(1), !tb, alpha));
        }

        if (n.Wants(1))
        {
            n.Give(1, tb ? Product(b, n.Gradient, true, n.Input(0), ta, alpha) : Product(b, n.Input(0), !ta, n.Gradient, false, alpha));
        }

        if (n.Wants(2))
        {
            n.Give(2, b.SumTo(b.Scale(n.Gradient, beta), n.OutputShape, n.Shape(2)));
        }
    }

    public static void MatMul(NodeGradient n)
    {
        BackwardBuilder b = n.Build;
        long[] a = n.Shape(0), c = n.Shape(1);
        if (a.Length < 2 || c.Length < 2)
        {
            throw n.Unsupported("a product with a vector is not differentiated");
        }

        if (n.Wants(0))
        {
            string gradient = b.Node("MatMul", [n.Gradient, Turned(b, n.Input(1), c.Length)]);
            n.Give(0, b.SumTo(gradient, [.. n.OutputShape[..^1], a[^1]], a));
        }

        if (n.Wants(1))
        {
            string gradient = b.Node("MatMul", [Turned(b, n.Input(0), a.Length), n.Gradient]);
            n.Give(1, b.SumTo(gradient, [.. n.OutputShape[..^2], c[^2], n.OutputShape[^1]], c));
        }
    }

    private static string Product(BackwardBuilder b, string left, bool turnLeft, string right, bool turnRight, float alpha) =>
        b.Node("Gemm", [left, right],
        OnnxAttribute.Of("transA", turnLeft ? 1L : 0L), OnnxAttribute.Of("transB", turnRight ? 1L : 0L), OnnxAttribute.Of("alpha", alpha));

    private static string Turned(BackwardBuilder b, string value, int rank)
    {
        long[] order = [.. Enumerable.Range(0, rank).Select(i => (long)i)];
        (order[^1], order[^2]) = (order[^2], order[^1]);
        return b.Transpose(value, order);
    }
}
