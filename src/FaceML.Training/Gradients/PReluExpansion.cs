namespace FaceML.Training.Gradients;

/// <summary>
/// Writes PRelu as x + (s − 1)·min(x, 0): three plain passes over memory. ONNX Runtime's own kernel decides element by element, and on the
/// signs of real activations the processor guesses wrong so often that it takes three to ten times as long. The way back takes min(x, 0)
/// instead of x: it says where x is below 0, and the slope's derivative is a product with it.
/// </summary>
internal static class PReluExpansion
{
    /// <summary>Writes min(x, 0) in front of every PRelu, as its third input.</summary>
    public static List<OnnxNode> Split(IReadOnlyList<OnnxNode> nodes, IList<OnnxTensor> constants)
    {
        List<OnnxNode> result = [];
        foreach (OnnxNode node in nodes)
        {
            if (Is(node))
            {
                string y = node.Outputs[0], zero = $"{y}/zero";
                constants.Add(OnnxTensor.OfFloats(zero, [], [0]));
                result.Add(Make("Min", $"{y}/below", node.Inputs[0], zero));
                node.Inputs.Add($"{y}/below");
            }

            result.Add(node);
        }

        return result;
    }

    /// <summary>Writes what <see cref="Split"/> left.</summary>
    public static List<OnnxNode> Run(IReadOnlyList<OnnxNode> nodes, Dictionary<string, OnnxTensor> constants)
    {
        List<OnnxNode> result = [];
        foreach (OnnxNode node in nodes)
        {
            if (!Is(node))
            {
                result.Add(node);
                continue;
            }

            string y = node.Outputs[0], one = $"{y}/one";
            constants[one] = OnnxTensor.OfFloats(one, [], [1]);
            result.Add(Make("Sub", $"{y}/bend", node.Inputs[1], one));
            result.Add(Make("Mul", $"{y}/bent", node.Inputs[2], $"{y}/bend"));
            result.Add(Make("Add", y, node.Inputs[0], $"{y}/bent"));
        }

        return result;
    }

    private static bool Is(OnnxNode node) => node.OpType == "PRelu" && node.IsStandard;

    private static OnnxNode Make(string op, string output, params string[] inputs) => new(op, inputs, [output]) { Name = output };
}
