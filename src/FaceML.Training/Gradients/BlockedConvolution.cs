using Microsoft.ML.OnnxRuntime;

namespace FaceML.Training.Gradients;

/// <summary>
/// Depthwise convolutions by the operators that ONNX Runtime's CPU provider has for tensors in blocks of channels (its domain
/// com.microsoft.nchwc). Its optimizer writes them itself where weights are constants; learned weights are not, and the convolution left
/// over copies every window and takes two to four times as long. Weights and gradients of depthwise convolutions go through the same
/// reordering as images, so nothing here knows how large a block is.
/// </summary>
internal static class BlockedConvolution
{
    public const string Domain = "com.microsoft.nchwc";

    // Blocks have 8 or 16 channels; fewer would need padding.
    private const long Channels = 16;
    private static readonly Lazy<bool> Supported = new(Probe);

    /// <summary>Whether the runtime on this machine has them, and they give what the plain operator gives.</summary>
    public static bool IsSupported => Supported.Value;

    public static bool Fits(IReadOnlyList<long> input, IReadOnlyList<long> weights, long group) =>
        input.Count == 4 && weights.Count == 4 && group == input[1] && weights[0] == group && group % Channels == 0;

    /// <summary>Writes the depthwise convolutions whose weights are learned in blocks.</summary>
    public static List<OnnxNode> Run(
        IReadOnlyList<OnnxNode> nodes, IReadOnlyDictionary<string, long[]> shapes, IReadOnlySet<string> learned,
        Dictionary<string, OnnxTensor> constants)
    {
        List<OnnxNode> result = [];
        foreach (OnnxNode node in nodes)
        {
            if (node.OpType == "Conv" && node.IsStandard && learned.Contains(node.Inputs[1])
                && Fits(shapes[node.Inputs[0]], shapes[node.Inputs[1]], node.Attributes.Integer("group", 1)))
            {
                result.AddRange(Expand(node, shapes[node.Inputs[1]], constants));
            }
            else
            {
                result.Add(node);
            }
        }

        return result;
    }

    private static IEnumerable<OnnxNode> Expand(OnnxNode node, long[] weights, Dictionary<string, OnnxTensor> constants)
    {
        string y = node.Outputs[0], image = $"{y}/as_picture", kernel = $"{y}/as_kernel";
        constants[image] = OnnxTensor.OfInt64s(image, [4], [1, .. weights[..1], .. weights[2..]]);
        constants[kernel] = OnnxTensor.OfInt64s(kernel, [4], weights);
        yield return Make("ReorderInput", $"{y}/blocks", "", [node.Inputs[0]]);
        yield return new OnnxNode("Reshape", [node.Inputs[1], image], [$"{y}/picture"]);
        yield return Make("ReorderInput", $"{y}/picture_blocks", "", [$"{y}/picture"]);
        yield return new OnnxNode("Reshape", [$"{y}/picture_blocks", kernel], [$"{y}/kernel_blocks"]);
        yield return Make("Conv", $"{y}/result_blocks", node.Name, [$"{y}/blocks", $"{y}/kernel_blocks", .. node.Inputs.Skip(2)],
            [.. node.Attributes]);
        yield return Make("ReorderOutput", y, "", [$"{y}/result_blocks"], OnnxAttribute.Of("channels", weights[0]));
    }

    private static OnnxNode Make(string op, string output, string name, IEnumerable<string> inputs, params OnnxAttribute[] attributes) =>
        new(op, inputs, [output], attributes) { Name = name, Domain = Domain };

    private static bool Probe()
    {
        var b = new GraphBuilder();
        string x = b.Input("x", OnnxElementType.Float32, 1, Channels, 3, 3), w = b.Input("w", OnnxElementType.Float32, Channels, 1, 3, 3);
        string y = b.Conv(x, w, null, pads: [1, 1, 1, 1], group: (int)Channels);
        b.Output(y, OnnxElementType.Float32, 1, Channels, 3, 3);
        OnnxModel plain = b.Build();
        Dictionary<string, OnnxTensor> constants = [];
        Dictionary<string, long[]> shapes = new() { [x] = [1, Channels, 3, 3], [w] = [Channels, 1, 3, 3] };
        OnnxGraph blocked = NodeLists.ToGraph(
            "probe", Run([.. plain.Graph.Nodes], shapes, new HashSet<string> { w }, constants), constants.Values);
        plain.Graph.Inputs.ToList().ForEach(blocked.Inputs.Add);
        blocked.Outputs.Add(plain.Graph.Outputs[0]);
        try
        {
            return Run(plain).Zip(Run(NodeLists.ToModel(blocked, plain.Opset))).All(p =>
                Math.Abs(p.First - p.Second) <= 1e-4f * Math.Abs(p.First));
        }
        catch (OnnxRuntimeException)
        {
            return false;
        }
    }

    private static float[] Run(OnnxModel model)
    {
        float[] numbers = [.. Enumerable.Range(1, (int)Channels * 9).Select(i => (float)i)];
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        using var session = new InferenceSession(model.ToBytes(), options);
        using OrtValue x = OrtValue.CreateTensorValueFromMemory(numbers, [1, Channels, 3, 3]), w =
            OrtValue.CreateTensorValueFromMemory(numbers, [Channels, 1, 3, 3]);
        using var runOptions = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(runOptions, ["x", "w"], [x, w], session.OutputNames);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
