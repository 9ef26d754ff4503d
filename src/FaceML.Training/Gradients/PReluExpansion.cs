using FaceML.Onnx;

namespace FaceML.Training.Gradients;

/// <summary>
/// Writes PRelu as x + (s − 1)·min(x, 0): three plain passes over memory. ONNX Runtime's own kernel decides element by element, and on the
/// signs of real activations the processor guesses wrong so often that it takes three to ten times as long.
/// </summary>
internal static class PReluExpansion
{
    public static List<OnnxNode> Run(IReadOnlyList<OnnxNode> nodes, Dictionary<string, OnnxTensor> constants)
    {
        List<OnnxNode> result = [];
        foreach (OnnxNode node in nodes)
        {
            if (node.OpType != "PRelu" || !node.IsStandard)
            {
                result.Add(node);
                continue;
            }

            string y = node.Outputs[0], zero = $"{y}/zero", one = $"{y}/one";
            constants[zero] = OnnxTensor.OfFloats(zero, [], [0]);
            constants[one] = OnnxTensor.OfFloats(one, [], [1]);
            result.Add(Make("Min", $"{y}/below", node.Inputs[0], zero));
            result.Add(Make("Sub", $"{y}/bend", node.Inputs[1], one));
            result.Add(Make("Mul", $"{y}/bent", $"{y}/below", $"{y}/bend"));
            result.Add(Make("Add", y, node.Inputs[0], $"{y}/bent"));
        }

        return result;
    }

    private static OnnxNode Make(string op, string output, params string[] inputs) => new(op, inputs, [output]) { Name = output };
}
