namespace FaceML.Onnx;

/// <summary>
/// A graph: nodes, constants (initializers), inputs and outputs. The lists may be changed freely; <see cref="Validate"/> says whether the
/// whole still obeys the specification. Finding by name walks the lists: for many look-ups use <see cref="GraphIndex"/>.
/// </summary>
public sealed partial class OnnxGraph
{
    /// <summary>The graph's name.</summary>
    public string Name { get; set; } = "graph";

    /// <summary>The operations.</summary>
    public IList<OnnxNode> Nodes { get; } = new List<OnnxNode>();

    /// <summary>The constants: weights, biases, shapes.</summary>
    public IList<OnnxTensor> Initializers { get; } = new List<OnnxTensor>();

    /// <summary>
    /// The graph's inputs. Files of IR version 3 and older list their initializers here too: see <see cref="RequiredInputs"/>.
    /// </summary>
    public IList<OnnxValueInfo> Inputs { get; } = new List<OnnxValueInfo>();

    /// <summary>The graph's outputs.</summary>
    public IList<OnnxValueInfo> Outputs { get; } = new List<OnnxValueInfo>();

    /// <summary>What the file states about values between nodes.</summary>
    public IList<OnnxValueInfo> ValueInfos { get; } = new List<OnnxValueInfo>();

    /// <summary>The inputs that a caller has to give: those without an initializer.</summary>
    public IEnumerable<OnnxValueInfo> RequiredInputs
    {
        get
        {
            HashSet<string> constants = [.. Initializers.Select(t => t.Name)];
            return Inputs.Where(i => !constants.Contains(i.Name));
        }
    }

    /// <summary>The initializer of this name, or null.</summary>
    public OnnxTensor? FindInitializer(string name) => Initializers.FirstOrDefault(t => t.Name == name);

    /// <summary>The node that makes this value, or null.</summary>
    public OnnxNode? FindProducer(string value) => Nodes.FirstOrDefault(n => n.Outputs.Contains(value));

    /// <summary>The nodes that read this value.</summary>
    public IEnumerable<OnnxNode> FindConsumers(string value) => Nodes.Where(n => n.Inputs.Contains(value));

    /// <summary>
    /// The nodes, each after those whose values it reads (also inside the bodies of control flow). Nodes that are in order already stay
    /// where they are.
    /// </summary>
    /// <exception cref="OnnxFormatException">The nodes depend on each other in a circle, or a value is made twice.</exception>
    public IReadOnlyList<OnnxNode> TopologicalOrder() => GraphOrder.Of(this);

    /// <summary>
    /// Checks what the specification asks of a graph: every value is made once, every value that is read is made somewhere, no circles,
    /// names where they are needed.
    /// </summary>
    /// <exception cref="OnnxFormatException">A rule is broken; the message names the node and the value.</exception>
    public void Validate() => GraphRules.Check(this, []);
}
