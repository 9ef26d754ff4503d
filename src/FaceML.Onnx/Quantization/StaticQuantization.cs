using System.Runtime.InteropServices;

namespace FaceML.Onnx;

/// <summary>
/// Writes a network whose convolutions and matrix products compute with eight-bit integers: pairs of QuantizeLinear and DequantizeLinear
/// around them, which ONNX Runtime fuses into integer operators. Values between nodes are unsigned with one scale, weights signed with a
/// scale for each output channel, biases 32-bit. Equal inputs give equal bytes.
/// </summary>
internal static class StaticQuantization
{
    /// <summary>
    /// The largest weight. Processors without VNNI add two products of an unsigned and a signed byte in 16 bits, which saturate beyond
    /// 2 × 255 × 64; with seven bits a weight the sums are exact on every processor.
    /// </summary>
    public const int LargestWeight = 64;

    private const double LargestBias = 1 << 30;

    /// <summary>Quantizes what a plan names.</summary>
    /// <param name="plan">The plan; its network is not changed.</param>
    /// <param name="ranges">The range of each of the plan's values.</param>
    /// <returns>The network with eight-bit nodes.</returns>
    public static OnnxModel Run(QuantizationPlan plan, IReadOnlyDictionary<string, ActivationRange> ranges)
    {
        OnnxModel model = OnnxModel.Read(plan.Network.ToBytes());
        OnnxGraph graph = model.Graph;
        GraphIndex index = new(graph);
        HashSet<string> integers = [.. plan.Nodes.Select(n => n.Outputs[0])], values = [.. plan.Values];
        foreach (OnnxNode node in graph.Nodes.Where(n => integers.Contains(n.Outputs[0])).ToArray())
        {
            if (node.OpType is "Conv" or "Gemm" or "MatMul")
            {
                QuantizeWeights(graph, index, node, ranges[node.Inputs[0]].Scale);
            }
        }

        foreach (string value in plan.Values)
        {
            QuantizeValue(graph, index, value, ranges[value], integers, values);
        }

        graph.RemoveUnused();
        graph.Validate();
        return model;
    }

    private static void QuantizeValue(OnnxGraph graph, GraphIndex index, string value, ActivationRange range, HashSet<string> integers,
        HashSet<string> values)
    {
        // What a float node made, float nodes go on reading as it is.
        bool made = index.Producer(value) is { } producer
            && (integers.Contains(producer.Outputs[0]) || (producer.Inputs.Count > 0 && integers.Contains(producer.Inputs[0])
                && !values.Contains(producer.Inputs[0])));
        string scale = $"{value}/scale", zero = $"{value}/zero", bytes = $"{value}/bytes", again = $"{value}/again";
        graph.Initializers.Add(OnnxTensor.OfFloats(scale, [], [range.Scale]));
        graph.Initializers.Add(OnnxTensor.OfBytes(zero, OnnxElementType.UInt8, [], [range.ZeroPoint]));
        foreach (OnnxNode reader in index.Consumers(value).Where(n => made || integers.Contains(n.Outputs[0])))
        {
            for (int i = 0; i < reader.Inputs.Count; i++)
            {
                reader.Inputs[i] = reader.Inputs[i] == value ? again : reader.Inputs[i];
            }
        }

        graph.Nodes.Add(new("QuantizeLinear", [value, scale, zero], [bytes]));
        graph.Nodes.Add(new("DequantizeLinear", [bytes, scale, zero], [again]));
    }

    private static void QuantizeWeights(OnnxGraph graph, GraphIndex index, OnnxNode node, float inputScale)
    {
        OnnxTensor weights = index.Initializer(node.Inputs[1])!;
        int axis = node.OpType == "Conv" || (node.OpType == "Gemm" && node.Attributes.Integer("transB", 0) != 0) ? 0 : 1;
        int channels = (int)weights.Dimensions[axis];
        int inner = (int)weights.Dimensions.Skip(axis + 1).Aggregate(1L, (product, side) => product * side);
        ReadOnlySpan<float> numbers = weights.Floats;
        float[]? bias = node.InputOrNull(2) is { } stated ? index.Initializer(stated)!.ToFloats() : null;
        float[] scales = new float[channels];
        for (int i = 0; i < numbers.Length; i++)
        {
            int channel = i / inner % channels;
            scales[channel] = Math.Max(scales[channel], Math.Abs(numbers[i]));
        }

        for (int channel = 0; channel < channels; channel++)
        {
            // A channel whose bias would not fit in 32 bits takes a coarser scale.
            double least = bias is null ? 0 : Math.Abs(bias[channel]) / (inputScale * LargestBias);
            scales[channel] = (float)Math.Max(Math.Max(scales[channel] / LargestWeight, least), float.Epsilon * (1 << 20));
        }

        sbyte[] levels = new sbyte[numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            levels[i] = (sbyte)Math.Clamp(MathF.Round(numbers[i] / scales[i / inner % channels]), -LargestWeight, LargestWeight);
        }

        string name = $"{node.Outputs[0]}/weights";
        node.Inputs[1] = Constant(graph, name, axis, scales,
            OnnxTensor.OfBytes($"{name}/bytes", OnnxElementType.Int8, [.. weights.Dimensions], MemoryMarshal.AsBytes<sbyte>(levels)));
        if (bias is not null)
        {
            float[] steps = [.. scales.Select(s => s * inputScale)];
            int[] units = [.. bias.Zip(steps, (b, s) => (int)Math.Round((double)b / s))];
            name = $"{node.Outputs[0]}/bias";
            node.Inputs[2] = Constant(graph, name, 0, steps, OnnxTensor.OfInt32s($"{name}/units", [channels], units));
        }
    }

    private static string Constant(OnnxGraph graph, string name, int axis, float[] scales, OnnxTensor levels)
    {
        string scale = $"{name}/scales", zero = $"{name}/zeros";
        graph.Initializers.Add(levels);
        graph.Initializers.Add(OnnxTensor.OfFloats(scale, [scales.Length], scales));
        byte[] zeros = new byte[scales.Length * levels.ElementType.SizeInBytes()];
        graph.Initializers.Add(OnnxTensor.OfBytes(zero, levels.ElementType, [scales.Length], zeros));
        graph.Nodes.Add(new("DequantizeLinear", [levels.Name, scale, zero], [name], OnnxAttribute.Of("axis", axis)));
        return name;
    }
}
