using FaceML.Onnx.Shapes;

namespace FaceML.Onnx;

/// <summary>
/// Infers the element type and shape of every value of a graph from its inputs and constants, for the operators of vision networks
/// (operator sets 7 to 17). Symbols stay symbols: a batch "N" comes out as "N". Shapes computed inside the graph (Shape, Gather, Concat …
/// into Reshape) are followed. What an unknown operator makes is unknown, which is not an error.
/// </summary>
internal static class ShapeInference
{
    /// <summary>Infers a model's values, its inputs and constants included, by name.</summary>
    /// <exception cref="OnnxFormatException">The shapes contradict an operator's rules, or the graph the specification's; the message names
    /// the node.</exception>
    public static IReadOnlyDictionary<string, OnnxValueInfo> Infer(OnnxModel model) => Infer(model.Graph, model.Opset);

    /// <summary>Infers a graph's values, its inputs and constants included, by name.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="opset">The version of ONNX's operator set that it is written in; 0 counts as 13.</param>
    /// <param name="inputShapes">Shapes to use for these inputs in place of the stated ones, for example with a fixed batch.</param>
    /// <exception cref="OnnxFormatException">The shapes contradict an operator's rules, or the graph the specification's; the message names
    /// the node.</exception>
    public static IReadOnlyDictionary<string, OnnxValueInfo> Infer(
        OnnxGraph graph, long opset = 13, IReadOnlyDictionary<string, OnnxShape>? inputShapes = null)
    {
        var facts = new Dictionary<string, ValueFacts>(StringComparer.Ordinal);
        foreach (OnnxValueInfo input in graph.Inputs)
        {
            facts[input.Name] = new(input.ElementType, inputShapes?.GetValueOrDefault(input.Name) ?? input.Shape);
        }

        foreach (OnnxTensor tensor in graph.Initializers)
        {
            facts[tensor.Name] = ValueFacts.Of(tensor);
        }

        foreach (OnnxNode node in graph.TopologicalOrder())
        {
            var context = new ShapeContext(node, opset == 0 ? 13 : opset, facts);
            if (node.IsStandard && ShapeRules.Find(node.OpType) is { } rule)
            {
                Apply(rule, context);
            }
        }

        return facts.ToDictionary(f => f.Key, f => new OnnxValueInfo(f.Key, f.Value.Type, f.Value.Shape), StringComparer.Ordinal);
    }

    private static void Apply(Action<ShapeContext> rule, ShapeContext context)
    {
        try
        {
            rule(context);
        }
        catch (OnnxFormatException error)
        {
            throw new OnnxFormatException($"{context.Node}: {error.Message}", error);
        }
        catch (OverflowException error)
        {
            throw new OnnxFormatException($"{context.Node}: a size does not fit into 64 bits.", error);
        }
    }
}
