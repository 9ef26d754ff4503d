namespace FaceML.Onnx;

/// <summary>
/// A named constant of a node, of one of the <see cref="OnnxAttributeKind"/>s. Immutable, except for the tensors and graphs in it.
/// </summary>
public sealed class OnnxAttribute
{
    private readonly object value;

    private OnnxAttribute(string name, OnnxAttributeKind kind, object value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        Name = name;
        Kind = kind;
        this.value = value;
    }

    /// <summary>The attribute's name.</summary>
    public string Name { get; }

    /// <summary>What it holds.</summary>
    public OnnxAttributeKind Kind { get; }

    /// <summary>An attribute of one number.</summary>
    public static OnnxAttribute Of(string name, float value) => new(name, OnnxAttributeKind.Number, value);

    /// <summary>An attribute of one integer.</summary>
    public static OnnxAttribute Of(string name, long value) => new(name, OnnxAttributeKind.Integer, value);

    /// <summary>An attribute of one text.</summary>
    public static OnnxAttribute Of(string name, string value) => new(name, OnnxAttributeKind.Text, value);

    /// <summary>An attribute of one tensor.</summary>
    public static OnnxAttribute Of(string name, OnnxTensor value) => new(name, OnnxAttributeKind.Tensor, value);

    /// <summary>An attribute of one graph.</summary>
    public static OnnxAttribute Of(string name, OnnxGraph value) => new(name, OnnxAttributeKind.Graph, value);

    /// <summary>An attribute of a list of numbers, copied.</summary>
    public static OnnxAttribute Of(string name, ReadOnlySpan<float> values) => new(name, OnnxAttributeKind.Numbers, values.ToArray());

    /// <summary>An attribute of a list of integers, copied.</summary>
    public static OnnxAttribute Of(string name, ReadOnlySpan<long> values) => new(name, OnnxAttributeKind.Integers, values.ToArray());

    /// <summary>An attribute of a list of texts, copied.</summary>
    public static OnnxAttribute Of(string name, ReadOnlySpan<string> values) => new(name, OnnxAttributeKind.Texts, values.ToArray());

    /// <summary>An attribute of a list of tensors, copied.</summary>
    public static OnnxAttribute Of(string name, ReadOnlySpan<OnnxTensor> values) => new(name, OnnxAttributeKind.Tensors, values.ToArray());

    /// <summary>An attribute of a list of graphs, copied.</summary>
    public static OnnxAttribute Of(string name, ReadOnlySpan<OnnxGraph> values) => new(name, OnnxAttributeKind.Graphs, values.ToArray());

    /// <summary>The number.</summary>
    /// <exception cref="OnnxFormatException">The attribute is of another kind.</exception>
    public float AsNumber() => As<float>(OnnxAttributeKind.Number);

    /// <summary>The integer.</summary>
    /// <exception cref="OnnxFormatException">The attribute is of another kind.</exception>
    public long AsInteger() => As<long>(OnnxAttributeKind.Integer);

    /// <summary>The text.</summary>
    /// <exception cref="OnnxFormatException">The attribute is of another kind.</exception>
    public string AsText() => As<string>(OnnxAttributeKind.Text);

    /// <summary>The tensor.</summary>
    /// <exception cref="OnnxFormatException">The attribute is of another kind.</exception>
    public OnnxTensor AsTensor() => As<OnnxTensor>(OnnxAttributeKind.Tensor);

    /// <summary>The graph.</summary>
    /// <exception cref="OnnxFormatException">The attribute is of another kind.</exception>
    public OnnxGraph AsGraph() => As<OnnxGraph>(OnnxAttributeKind.Graph);

    /// <summary>The numbers.</summary>
    /// <exception cref="OnnxFormatException">The attribute is of another kind.</exception>
    public IReadOnlyList<float> AsNumbers() => As<float[]>(OnnxAttributeKind.Numbers);

    /// <summary>The integers.</summary>
    /// <exception cref="OnnxFormatException">The attribute is of another kind.</exception>
    public IReadOnlyList<long> AsIntegers() => As<long[]>(OnnxAttributeKind.Integers);

    /// <summary>The texts.</summary>
    /// <exception cref="OnnxFormatException">The attribute is of another kind.</exception>
    public IReadOnlyList<string> AsTexts() => As<string[]>(OnnxAttributeKind.Texts);

    /// <summary>The tensors.</summary>
    /// <exception cref="OnnxFormatException">The attribute is of another kind.</exception>
    public IReadOnlyList<OnnxTensor> AsTensors() => As<OnnxTensor[]>(OnnxAttributeKind.Tensors);

    /// <summary>The graphs.</summary>
    /// <exception cref="OnnxFormatException">The attribute is of another kind.</exception>
    public IReadOnlyList<OnnxGraph> AsGraphs() => As<OnnxGraph[]>(OnnxAttributeKind.Graphs);

    /// <summary>The attribute's name and kind.</summary>
    public override string ToString() => $"{Name}: {Kind}";

    /// <summary>The graphs held, one, many or none.</summary>
    internal IEnumerable<OnnxGraph> Graphs() => value as IEnumerable<OnnxGraph> ?? (value is OnnxGraph graph ? [graph] : []);

    private T As<T>(OnnxAttributeKind wanted) =>
        Kind == wanted ? (T)value : throw new OnnxFormatException($"Attribute '{Name}' holds {Kind}; {wanted} was expected.");
}
