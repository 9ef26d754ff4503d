namespace FaceML.Training.Gradients.Rules;

/// <summary>Sums, means and norms over dimensions.</summary>
internal static class ReductionRules
{
    public static void Sum(NodeGradient n) => n.Give(0, n.Build.Expand(Kept(n, n.Gradient), n.Shape(0)));

    public static void Mean(NodeGradient n)
    {
        long[] shape = n.Shape(0);
        long count = Axes(n).Aggregate(1L, (product, axis) => product * shape[axis]);
        n.Give(0, n.Build.Expand(n.Build.Scale(Kept(n, n.Gradient), 1f / count), shape));
    }

    // ‖x‖: g·x/‖x‖
    public static void Norm(NodeGradient n) => n.Give(0, n.Build.Mul(n.Build.Div(Kept(n, n.Gradient), Kept(n, n.Output)), n.Input(0)));

    private static long[] Axes(NodeGradient n)
    {
        int rank = n.Shape(0).Length;
        return n.Integers("axes", 1) is { Length: > 0 } axes
            ? NodeGradient.FromFront(axes, rank)
            : [.. Enumerable.Range(0, rank).Select(i => (long)i)];
    }

    // With the reduced dimensions as ones, also where the node dropped them.
    private static string Kept(NodeGradient n, string value)
    {
        long[] shape = [.. n.Shape(0)];
        foreach (long axis in Axes(n))
        {
            shape[axis] = 1;
        }

        return n.Node.Attributes.Integer("keepdims", 1) != 0 ? value : n.Build.Reshape(value, shape);
    }
}
