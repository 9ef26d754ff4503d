namespace FaceML.Onnx;

/// <summary>
/// Builds a graph node by node. Every method that makes a value returns its name, to be passed on; names that are not given are allocated
/// and never clash. The operators' own methods (<see cref="Conv"/> …) write them as operator set 13 has them. Not thread-safe.
/// </summary>
internal sealed partial class GraphBuilder
{
    private readonly OnnxGraph graph = new();
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> counters = new(StringComparer.Ordinal);

    /// <summary>Begins a graph.</summary>
    /// <param name="name">The graph's name.</param>
    public GraphBuilder(string name = "graph") => graph.Name = name;

    /// <summary>Begins with a copy of the node, initializer, input and output lists of a graph, to add to it.</summary>
    public static GraphBuilder From(OnnxGraph graph)
    {
        var builder = new GraphBuilder(graph.Name);
        Copy(graph.Inputs, builder.graph.Inputs, v => builder.names.Add(v.Name));
        Copy(graph.Outputs, builder.graph.Outputs, v => builder.names.Add(v.Name));
        Copy(graph.Initializers, builder.graph.Initializers, t => builder.names.Add(t.Name));
        Copy(graph.Nodes, builder.graph.Nodes, n => builder.names.UnionWith(n.Outputs));
        Copy(graph.ValueInfos, builder.graph.ValueInfos, v => builder.names.Add(v.Name));
        return builder;
    }

    /// <summary>A name that no value of the graph has yet: the hint itself if it is free, else with a number.</summary>
    public string NewName(string hint)
    {
        ArgumentException.ThrowIfNullOrEmpty(hint);
        if (names.Add(hint))
        {
            return hint;
        }

        int next = counters.GetValueOrDefault(hint);
        string name;
        do
        {
            name = $"{hint}_{++next}";
        }
        while (!names.Add(name));
        counters[hint] = next;
        return name;
    }

    /// <summary>Adds an input and returns its name.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public string Input(string name, OnnxElementType elementType, params ReadOnlySpan<OnnxDimension> shape)
    {
        Claim(name);
        graph.Inputs.Add(new(name, elementType, new(shape)));
        return name;
    }

    /// <summary>Makes a value an output of the graph.</summary>
    /// <param name="value">The value's name, which is the output's too.</param>
    /// <param name="elementType">Its element type.</param>
    /// <param name="shape">Its shape.</param>
    public void Output(string value, OnnxElementType elementType, params ReadOnlySpan<OnnxDimension> shape) =>
        graph.Outputs.Add(new(value, elementType, new(shape)));

    /// <summary>Adds an initializer and returns its name. Its name may be changed to one that is free.</summary>
    public string Initializer(OnnxTensor tensor)
    {
        tensor.Name = NewName(tensor.Name.Length > 0 ? tensor.Name : "constant");
        graph.Initializers.Add(tensor);
        return tensor.Name;
    }

    /// <summary>Adds an initializer of single-precision numbers and returns its name.</summary>
    public string Floats(string hint, ReadOnlySpan<long> dimensions, ReadOnlySpan<float> values) =>
        Initializer(OnnxTensor.OfFloats(hint, dimensions, values));

    /// <summary>Adds a scalar initializer and returns its name.</summary>
    public string Scalar(string hint, float value) => Floats(hint, [], [value]);

    /// <summary>Adds a one-dimensional initializer of 64-bit integers, a shape or a list of axes, and returns its name.</summary>
    public string Int64s(string hint, params ReadOnlySpan<long> values) => Initializer(OnnxTensor.OfInt64s(hint, [values.Length], values));

    /// <summary>Adds a node of one output and returns the output's name.</summary>
    /// <param name="opType">The operator.</param>
    /// <param name="inputs">The values it reads; an empty name leaves an optional one out.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="output">A name for the output; when null, one is allocated after the operator.</param>
    /// <exception cref="ArgumentException">The output's name is taken.</exception>
    public string Node(string opType, IEnumerable<string> inputs, IEnumerable<OnnxAttribute>? attributes = null, string? output = null) =>
        NodeOf(opType, inputs, 1, attributes, output is null ? null : [output])[0];

    /// <summary>Adds a node of several outputs and returns the outputs' names.</summary>
    /// <param name="opType">The operator.</param>
    /// <param name="inputs">The values it reads; an empty name leaves an optional one out.</param>
    /// <param name="outputCount">How many outputs it has.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="outputs">Names for the outputs; when null, they are allocated after the operator.</param>
    /// <exception cref="ArgumentException">A name is taken, or the number of names is not <paramref name="outputCount"/>.</exception>
    public IReadOnlyList<string> NodeOf(string opType, IEnumerable<string> inputs, int outputCount,
        IEnumerable<OnnxAttribute>? attributes = null, IReadOnlyList<string>? outputs = null)
    {
        if (outputs is null)
        {
            outputs = [.. Enumerable.Range(0, outputCount).Select(_ => NewName(opType))];
        }
        else if (outputs.Count != outputCount)
        {
            throw new ArgumentException($"{outputCount} outputs need as many names; {outputs.Count} came.", nameof(outputs));
        }
        else
        {
            foreach (string name in outputs.Where(n => n.Length > 0))
            {
                Claim(name);
            }
        }

        graph.Nodes.Add(new(opType, inputs, outputs, attributes ?? []) { Name = outputs.Count > 0 ? outputs[0] : "" });
        return outputs;
    }

    /// <summary>The graph so far, not yet checked. It is the builder's own: what is added later is in it.</summary>
    public OnnxGraph Graph => graph;

    /// <summary>Checks the graph and makes a model of it.</summary>
    /// <param name="opset">The version of ONNX's operator set that the nodes are written in.</param>
    /// <exception cref="OnnxFormatException">The graph breaks the specification's rules.</exception>
    public OnnxModel Build(long opset = 13)
    {
        graph.Validate();
        return new(graph, opset) { ProducerName = "FaceML" };
    }

    private void Claim(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!names.Add(name))
        {
            throw new ArgumentException($"The name '{name}' is taken by another value of the graph.", nameof(name));
        }
    }

    private static void Copy<T>(IEnumerable<T> from, IList<T> to, Action<T> each)
    {
        foreach (T item in from)
        {
            to.Add(item);
            each(item);
        }
    }
}
