namespace FaceML.Training.Gradients.Rules;

/// <summary>Normalizations.</summary>
internal static class NormalizationRules
{
    // With running statistics: y = (x − μ)·s/√(v + ε) + b, an affine function of each channel.
    public static void BatchNormalization(NodeGradient n)
    {
        BackwardBuilder b = n.Build;
        long channels = n.Shape(0)[1];
        long[] perChannel = [1, channels, .. Enumerable.Repeat(1L, n.Shape(0).Length - 2)];
        string deviation = b.Node("Sqrt", [b.Add(n.Input(4), b.Number(n.Node.Attributes.Number("epsilon", 1e-5f)))]);
        if (n.Wants(3) || n.Wants(4))
        {
            throw n.Unsupported("running statistics are not learned by gradients");
        }

        if (n.Wants(0))
        {
            n.Give(0, b.Mul(n.Gradient, b.Reshape(b.Div(n.Input(1), deviation), perChannel)));
        }

        if (n.Wants(1))
        {
            string centered = b.Sub(n.Input(0), b.Reshape(n.Input(3), perChannel));
            n.Give(1, b.Div(b.Reshape(b.SumTo(b.Mul(n.Gradient, centered), n.OutputShape, perChannel), channels), deviation));
        }

        if (n.Wants(2))
        {
            n.Give(2, b.Reshape(b.SumTo(n.Gradient, n.OutputShape, perChannel), channels));
        }
    }

    // y = x/‖x‖₂ along an axis: (g − y·Σ g·y)/‖x‖
    public static void LpNormalization(NodeGradient n)
    {
        if (n.Node.Attributes.Integer("p", 2) != 2)
        {
            throw n.Unsupported("only the norm with p = 2 is differentiated");
        }

        BackwardBuilder b = n.Build;
        long[] axis = NodeGradient.FromFront([n.Node.Attributes.Integer("axis", -1)], n.OutputShape.Length);
        string along = b.Mul(n.Output, b.ReduceSum(b.Mul(n.Gradient, n.Output), axis, keep: true));
        string norm = b.Node("Sqrt", [b.ReduceSum(b.Mul(n.Input(0), n.Input(0)), axis, keep: true)]);
        n.Give(0, b.Div(b.Sub(n.Gradient, along), norm));
    }
}
