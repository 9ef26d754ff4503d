namespace FaceML.Training.Gradients;

/// <summary>
/// Writes BatchNormalization with the statistics of the batch as plain operators, which are differentiated like all others.
/// </summary>
internal static class BatchNormalizationExpansion
{
    public static List<OnnxNode> Run(
        IReadOnlyList<OnnxNode> nodes, IList<OnnxTensor> constants, Func<string, int> channels, ICollection<BatchStatistics> statistics)
    {
        List<OnnxNode> result = [];
        foreach (OnnxNode node in nodes)
        {
            if (node.OpType == "BatchNormalization")
            {
                result.AddRange(Expand(node, constants, channels(node.Inputs[1]), statistics));
            }
            else
            {
                result.Add(node);
            }
        }

        return result;
    }

    private static IEnumerable<OnnxNode> Expand(
        OnnxNode node, IList<OnnxTensor> constants, int channels, ICollection<BatchStatistics> statistics)
    {
        string y = node.Outputs[0], epsilon = $"{y}/epsilon", perChannel = $"{y}/per_channel", flat = $"{y}/flat";
        constants.Add(OnnxTensor.OfFloats(epsilon, [], [node.Attributes.Number("epsilon", 1e-5f)]));
        constants.Add(OnnxTensor.OfInt64s(perChannel, [4], [1, channels, 1, 1]));
        constants.Add(OnnxTensor.OfInt64s(flat, [1], [channels]));
        statistics.Add(new BatchStatistics($"{y}/batch_mean", $"{y}/batch_variance", node.Inputs[3], node.Inputs[4], channels));
        OnnxAttribute axes = OnnxAttribute.Of("axes", [0L, 2, 3]), keep = OnnxAttribute.Of("keepdims", 1L);
        OnnxNode Make(string op, string output, string[] inputs, params OnnxAttribute[] attributes) => new(op, inputs, [output], attributes)
        {
            Name = output,
        };
        yield return Make("ReduceMean", $"{y}/mean", [node.Inputs[0]], axes, keep);
        yield return Make("Sub", $"{y}/centered", [node.Inputs[0], $"{y}/mean"]);
        yield return Make("Mul", $"{y}/squares", [$"{y}/centered", $"{y}/centered"]);
        yield return Make("ReduceMean", $"{y}/variance", [$"{y}/squares"], axes, keep);
        yield return Make("Add", $"{y}/lifted", [$"{y}/variance", epsilon]);
        yield return Make("Sqrt", $"{y}/deviation", [$"{y}/lifted"]);
        yield return Make("Div", $"{y}/normalized", [$"{y}/centered", $"{y}/deviation"]);
        yield return Make("Reshape", $"{y}/scale", [node.Inputs[1], perChannel]);
        yield return Make("Reshape", $"{y}/shift", [node.Inputs[2], perChannel]);
        yield return Make("Mul", $"{y}/scaled", [$"{y}/normalized", $"{y}/scale"]);
        yield return Make("Add", y, [$"{y}/scaled", $"{y}/shift"]);
        yield return Make("Reshape", $"{y}/batch_mean", [$"{y}/mean", flat]);
        yield return Make("Reshape", $"{y}/batch_variance", [$"{y}/variance", flat]);
    }
}
