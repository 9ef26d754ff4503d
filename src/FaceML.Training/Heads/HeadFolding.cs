using FaceML.Training.Layers;

namespace FaceML.Training.Heads;

/// <summary>Puts a trained head behind the network whose embeddings it was trained on: one ONNX file from pixels to unit vectors.</summary>
internal static class HeadFolding
{
    // Gemm and PRelu broadcast since operator set 7.
    private const long LowestOpset = 7;

    /// <summary>Makes the folded network. The backbone stays as it is; the two share their weights in memory.</summary>
    /// <param name="backbone">A network of one input whose first axis is the batch.</param>
    /// <param name="output">The backbone's output that holds the embeddings, batch first; what follows the first axis has
    /// <see cref="MetricHead.InputLength"/> numbers.</param>
    /// <param name="head">The head.</param>
    /// <param name="mirroredAxis">
    /// The axis of the input's columns, when each image is shown mirrored too and the head takes the sum of both unit vectors;
    /// <see langword="null"/> when not. The file then runs the backbone twice.
    /// </param>
    /// <returns>A network of one output: batch × <see cref="MetricHead.OutputLength"/>, rows of unit length.</returns>
    /// <exception cref="OnnxFormatException">The backbone cannot be extended so; the message says why.</exception>
    public static OnnxModel Fold(OnnxModel backbone, string output, MetricHead head, int? mirroredAxis = null)
    {
        ArgumentNullException.ThrowIfNull(backbone);
        ArgumentNullException.ThrowIfNull(head);
        OnnxValueInfo embedding = backbone.Graph.Outputs.FirstOrDefault(o => o.Name == output)
            ?? throw new OnnxFormatException(
                $"The network has no output '{output}'; its outputs are {string.Join(", ", backbone.Graph.Outputs.Select(o => o.Name))}.");
        if (backbone.Opset < LowestOpset)
        {
            throw new OnnxFormatException(
                $"The network is of operator set {backbone.Opset}; a head can be put behind {LowestOpset} and later.");
        }

        var builder = GraphBuilder.From(backbone.Graph);
        builder.Graph.Outputs.Clear();
        string vector = Unit(builder, builder.Flatten(output));
        if (mirroredAxis is { } axis)
        {
            string mirrored = Unit(builder, builder.Flatten(Mirror(builder, backbone.Graph, output, axis)));
            vector = Unit(builder, builder.Add(vector, mirrored));
        }

        string projected = head.Layers.Aggregate(vector, (x, layer) => Add(builder, x, layer));
        string unit = Unit(builder, head.Shape.Residual ? builder.Add(vector, projected) : projected, builder.NewName("embedding"));
        builder.Output(unit, OnnxElementType.Float32, embedding.Shape is { Rank: > 0 } shape ? shape[0] : OnnxDimension.Unknown,
            OnnxDimension.Of(head.OutputLength));
        builder.Graph.RemoveUnused();
        builder.Graph.Validate();
        var folded = new OnnxModel(builder.Graph, backbone.Opset)
        {
            IrVersion = backbone.IrVersion,
            ProducerName = "FaceML",
            Description = "An embedding network with a head trained behind it.",
        };
        foreach ((string domain, long version) in backbone.Opsets)
        {
            folded.Opsets[domain] = version;
        }

        return folded;
    }

    private static string Unit(GraphBuilder builder, string x, string? output = null)
    {
        string name = output ?? builder.NewName("unit");
        builder.Graph.Nodes.Add(
            new OnnxNode("LpNormalization", [x], [name], OnnxAttribute.Of("axis", -1L), OnnxAttribute.Of("p", 2L)) { Name = name });
        return name;
    }

    private static string Add(GraphBuilder builder, string x, Layer layer)
    {
        string Weights(string parameter, params ReadOnlySpan<long> sizes) =>
            builder.Floats("head." + parameter, sizes, layer.Parameters
            .Single(p => p.Name.EndsWith("." + parameter, StringComparison.Ordinal)).Values);
        return layer switch
        {
            LinearLayer => builder.Gemm(
                x, Weights("weights", layer.OutputLength, layer.InputLength), Weights("bias", layer.OutputLength), transposeB: true),
            BatchNormLayer => builder.BatchNormalization(x, Weights("scale", layer.InputLength), Weights("shift", layer.InputLength),
                builder.Floats("head.mean", [layer.InputLength], layer.Buffers[0]),
                builder.Floats("head.variance", [layer.InputLength], layer.Buffers[1]), BatchNormLayer.Epsilon),
            PReluLayer => builder.PRelu(x, Weights("slopes", layer.InputLength)),
            _ => throw new NotSupportedException($"A head with a {layer.GetType().Name} cannot be folded."),
        };
    }

    // The nodes once more, on mirrored images and with the same weights.
    private static string Mirror(GraphBuilder builder, OnnxGraph backbone, string output, int axis)
    {
        OnnxValueInfo[] inputs = [.. backbone.RequiredInputs];
        if (inputs is not [{ Shape: { } shape } input] || axis < 0 || axis >= shape.Rank || shape[axis].Value is not { } columns)
        {
            throw new OnnxFormatException(
                $"A network of one input whose axis {axis} has a known size is needed; the inputs are "
                    + $"{string.Join(", ", inputs.Select(i => i.ToString()))}.");
        }

        string order = builder.Int64s("mirrored.order", [.. Enumerable.Range(0, checked((int)columns)).Select(i => columns - 1 - i)]);
        Dictionary<string, string> renamed = new(StringComparer.Ordinal)
        {
            [input.Name] = builder.Node("Gather", [input.Name, order], [OnnxAttribute.Of("axis", (long)axis)]),
        };
        foreach (OnnxNode node in backbone.TopologicalOrder())
        {
            if (node.Attributes.Any(a => a.Kind is OnnxAttributeKind.Graph or OnnxAttributeKind.Graphs))
            {
                throw new OnnxFormatException(
                    $"Node '{node.Name}' ({node.OpType}) holds a graph of its own; such a network cannot be run twice in one file.");
            }

            foreach (string made in node.Outputs.Where(o => o.Length > 0))
            {
                renamed[made] = builder.NewName("mirrored." + made);
            }

            builder.Graph.Nodes.Add(
                new OnnxNode(node.OpType, node.Inputs.Select(i => renamed.GetValueOrDefault(i, i)), node.Outputs
                .Select(o => renamed.GetValueOrDefault(o, o)), node.Attributes)
                {
                    Domain = node.Domain,
                    Name = node.Name.Length > 0 ? "mirrored." + node.Name : "",
                });
        }

        return renamed[output];
    }
}
