namespace FaceML.Onnx;

/// <summary>
/// Folds BatchNormalization into the convolution before it: w′ = w·s/√(v + ε), b′ = (b − μ)·s/√(v + ε) + shift. The network gives the same,
/// faster.
/// </summary>
internal static class BatchNormalizationFolding
{
    /// <summary>A copy without the normalizations that follow a convolution directly and alone; others stay.</summary>
    /// <param name="network">The network; not changed.</param>
    public static OnnxModel Fold(OnnxModel network)
    {
        ArgumentNullException.ThrowIfNull(network);
        OnnxModel copy = OnnxModel.Read(network.ToBytes());
        foreach (OnnxNode norm in copy.Graph.Nodes.Where(n => n is { OpType: "BatchNormalization", IsStandard: true }).ToArray())
        {
            Fold(copy.Graph, norm);
        }

        copy.Graph.RemoveUnused();
        copy.Graph.Validate();
        return copy;
    }

    private static void Fold(OnnxGraph graph, OnnxNode norm)
    {
        string value = norm.Inputs[0];
        bool alone = graph.FindConsumers(value).Count() == 1 && graph.Outputs.All(o => o.Name != value);
        if (!alone || graph.FindProducer(value) is not { OpType: "Conv" } conv
            || graph.FindInitializer(conv.Inputs[1]) is not { ElementType: OnnxElementType.Float32 } weights
            || norm.Inputs.Skip(1).Any(i => graph.FindInitializer(i) is null)
                || (conv.InputOrNull(2) is { } stated && graph.FindInitializer(stated) is null))
        {
            return;
        }

        float[] scale = Numbers(graph, norm.Inputs[1]), shift = Numbers(graph, norm.Inputs[2]), mean = Numbers(graph, norm.Inputs[3]),
            variance = Numbers(graph, norm.Inputs[4]);
        float[] kernel = weights.ToFloats(), bias = conv.InputOrNull(2) is { } name ? Numbers(graph, name) : new float[scale.Length];
        float epsilon = norm.Attributes.Number("epsilon", 1e-5f);
        int each = kernel.Length / scale.Length;
        for (int channel = 0; channel < scale.Length; channel++)
        {
            double factor = scale[channel] / Math.Sqrt(variance[channel] + epsilon);
            for (int i = channel * each; i < (channel + 1) * each; i++)
            {
                kernel[i] = (float)(kernel[i] * factor);
            }

            bias[channel] = (float)((bias[channel] - mean[channel]) * factor + shift[channel]);
        }

        // Under new names: another convolution may share the old ones.
        string output = norm.Outputs[0];
        graph.Initializers.Add(OnnxTensor.OfFloats($"{output}/weight", [.. weights.Dimensions], kernel));
        graph.Initializers.Add(OnnxTensor.OfFloats($"{output}/bias", [bias.Length], bias));
        graph.Nodes.Remove(norm);
        while (conv.Inputs.Count < 3)
        {
            conv.Inputs.Add("");
        }

        (conv.Inputs[1], conv.Inputs[2], conv.Outputs[0]) = ($"{output}/weight", $"{output}/bias", output);
    }

    private static float[] Numbers(OnnxGraph graph, string name) => graph.FindInitializer(name)!.ToFloats();
}
