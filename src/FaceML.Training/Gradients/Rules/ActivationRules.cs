namespace FaceML.Training.Gradients.Rules;

/// <summary>Functions of one element, and softmax. At a corner the derivative from below is taken, that of PRelu from above.</summary>
internal static class ActivationRules
{
    // The derivative is the slope where min(x, 0) is below 0, and 1 elsewhere; the slope's own is min(x, 0). HardSigmoid with the steepest
    // ramp there is gives 0 and 1 in one pass; Where, the obvious way, takes several in ONNX Runtime.
    public static void PRelu(NodeGradient n)
    {
        BackwardBuilder b = n.Build;
        string slope = n.Input(1), below = n.Input(2);
        if (n.Wants(0))
        {
            string notBelow = b.Node("HardSigmoid", [below], OnnxAttribute.Of("alpha", float.MaxValue), OnnxAttribute.Of("beta", 1f));
            n.Give(0, b.Mul(n.Gradient, b.Add(b.Mul(notBelow, b.Sub(b.Number(1), slope)), slope)));
        }

        if (n.Wants(1))
        {
            n.Give(1, b.SumTo(b.Mul(n.Gradient, below), n.OutputShape, n.Shape(1)));
        }
    }

    public static void Relu(NodeGradient n)
    {
        string zero = n.Build.Number(0);
        n.Give(0, n.Build.Where(n.Build.Node("Greater", [n.Output, zero]), n.Gradient, zero));
    }

    public static void LeakyRelu(NodeGradient n) => n.Give(0, n.Build.Where(
        n.Build.Node("Greater", [n.Input(0), n.Build.Number(0)]), n.Gradient,
        n.Build.Scale(n.Gradient, n.Node.Attributes.Number("alpha", 0.01f))));

    // y′ = y·(1 − y)
    public static void Sigmoid(NodeGradient n) =>
        n.Give(0, n.Build.Mul(n.Gradient, n.Build.Mul(n.Output, n.Build.Sub(n.Build.Number(1), n.Output))));

    // y′ = 1 − y²
    public static void Tanh(NodeGradient n) =>
        n.Give(0, n.Build.Mul(n.Gradient, n.Build.Sub(n.Build.Number(1), n.Build.Mul(n.Output, n.Output))));

    // max(0, min(1, αx + β))
    public static void HardSigmoid(NodeGradient n)
    {
        BackwardBuilder b = n.Build;
        string inside = b.Node("And", [b.Node("Greater", [n.Output, b.Number(0)]), b.Node("Less", [n.Output, b.Number(1)])]);
        n.Give(0, b.Where(inside, b.Scale(n.Gradient, n.Node.Attributes.Number("alpha", 0.2f)), b.Number(0)));
    }

    // x·max(0, min(1, x/6 + ½)): 0 below −3, 1 above 3, x/3 + ½ between.
    public static void HardSwish(NodeGradient n)
    {
        BackwardBuilder b = n.Build;
        string x = n.Input(0), zero = b.Number(0);
        string between = b.Mul(n.Gradient, b.Add(b.Scale(x, 1f / 3), b.Number(0.5f)));
        string notAbove = b.Where(b.Node("Greater", [x, b.Number(3)]), n.Gradient, between);
        n.Give(0, b.Where(b.Node("Greater", [x, b.Number(-3)]), notAbove, zero));
    }

    public static void Clip(NodeGradient n)
    {
        BackwardBuilder b = n.Build;
        string gradient = n.Gradient, zero = b.Number(0);
        if (n.Node.InputOrNull(1) is { } low)
        {
            gradient = b.Where(b.Node("Greater", [n.Input(0), low]), gradient, zero);
        }

        if (n.Node.InputOrNull(2) is { } high)
        {
            gradient = b.Where(b.Node("Less", [n.Input(0), high]), gradient, zero);
        }

        n.Give(0, gradient);
    }

    // y·(g − Σ g·y) along the axis
    public static void Softmax(NodeGradient n)
    {
        BackwardBuilder b = n.Build;
        long axis = NodeGradient.FromFront([n.Node.Attributes.Integer("axis", -1)], n.OutputShape.Length)[0];
        string weighted = b.Mul(n.Gradient, n.Output);
        n.Give(0, b.Sub(weighted, b.Mul(n.Output, b.ReduceSum(weighted, [axis], keep: true))));
    }
}
