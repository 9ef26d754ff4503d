namespace FaceML.Training.Gradients.Rules;

/// <summary>Arithmetic with broadcasting.</summary>
internal static class ArithmeticRules
{
    public static void Add(NodeGradient n)
    {
        Give(n, 0, () => n.Gradient);
        Give(n, 1, () => n.Gradient);
    }

    public static void Sum(NodeGradient n)
    {
        for (int i = 0; i < n.Node.Inputs.Count; i++)
        {
            Give(n, i, () => n.Gradient);
        }
    }

    public static void Sub(NodeGradient n)
    {
        Give(n, 0, () => n.Gradient);
        Give(n, 1, () => n.Build.Node("Neg", [n.Gradient]));
    }

    public static void Mul(NodeGradient n)
    {
        Give(n, 0, () => n.Build.Mul(n.Gradient, n.Input(1)));
        Give(n, 1, () => n.Build.Mul(n.Gradient, n.Input(0)));
    }

    // a/b: g/b and −g·y/b
    public static void Div(NodeGradient n)
    {
        Give(n, 0, () => n.Build.Div(n.Gradient, n.Input(1)));
        Give(n, 1, () => n.Build.Node("Neg", [n.Build.Div(n.Build.Mul(n.Gradient, n.Output), n.Input(1))]));
    }

    public static void Neg(NodeGradient n) => n.Give(0, n.Build.Node("Neg", [n.Gradient]));

    public static void Exp(NodeGradient n) => n.Give(0, n.Build.Mul(n.Gradient, n.Output));

    // √x: g / 2y
    public static void Sqrt(NodeGradient n) => n.Give(0, n.Build.Div(n.Build.Scale(n.Gradient, 0.5f), n.Output));

    private static void Give(NodeGradient n, int input, Func<string> gradient)
    {
        if (n.Wants(input))
        {
            n.Give(input, n.Build.SumTo(gradient(), n.OutputShape, n.Shape(input)));
        }
    }
}
