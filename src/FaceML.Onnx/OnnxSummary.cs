using System.Globalization;
using System.Text;

namespace FaceML.Onnx;

/// <summary>
/// What a model is at a glance: its inputs and outputs, how often each operator occurs, how many parameters it has. Immutable.
/// </summary>
internal sealed class OnnxSummary
{
    /// <summary>Summarizes a model. Output shapes that the file leaves open are inferred where they can be.</summary>
    /// <exception cref="OnnxFormatException">The model's shapes contradict each other.</exception>
    public OnnxSummary(OnnxModel model)
    {
        IReadOnlyDictionary<string, OnnxValueInfo> inferred = ShapeInference.Infer(model);
        Opset = model.Opset;
        IrVersion = model.IrVersion;
        Producer = $"{model.ProducerName} {model.ProducerVersion}".Trim();
        Inputs = [.. model.Graph.RequiredInputs];
        Outputs = [.. model.Graph.Outputs.Select(o => Better(o, inferred.GetValueOrDefault(o.Name)))];
        NodeCount = GraphWalk.AllNodes(model.Graph).Count();
        Operators = new SortedDictionary<string, int>(
            GraphWalk.AllNodes(model.Graph).GroupBy(n => n.IsStandard ? n.OpType : $"{n.Domain}.{n.OpType}")
                .ToDictionary(g => g.Key, g => g.Count()), StringComparer.Ordinal);
        ParameterCount = GraphWalk.AllGraphs(model.Graph).SelectMany(g => g.Initializers).Where(IsParameter).Sum(t => t.ElementCount);
        CustomDomains = model.CustomDomains();
    }

    /// <summary>The version of ONNX's operator set.</summary>
    public long Opset { get; }

    /// <summary>The version of the file format.</summary>
    public long IrVersion { get; }

    /// <summary>What wrote the file, name and version.</summary>
    public string Producer { get; }

    /// <summary>The inputs that a caller has to give.</summary>
    public IReadOnlyList<OnnxValueInfo> Inputs { get; }

    /// <summary>The outputs, with the shapes that could be inferred.</summary>
    public IReadOnlyList<OnnxValueInfo> Outputs { get; }

    /// <summary>The number of nodes, those inside control flow included.</summary>
    public int NodeCount { get; }

    /// <summary>How often each operator occurs, by name; operators of other domains carry the domain.</summary>
    public IReadOnlyDictionary<string, int> Operators { get; }

    /// <summary>The number of learned numbers: the elements of all floating-point initializers.</summary>
    public long ParameterCount { get; }

    /// <summary>The domains of custom operators, without which the model does not run.</summary>
    public IReadOnlyList<string> CustomDomains { get; }

    /// <summary>Several lines for people.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"opset {Opset}, IR {IrVersion}{(Producer.Length > 0 ? $", by {Producer}" : "")}\n");
        text.AppendJoin("", Inputs.Select(i => $"input   {i}\n"));
        text.AppendJoin("", Outputs.Select(o => $"output  {o}\n"));
        text.Append(CultureInfo.InvariantCulture,
            $"nodes   {NodeCount}: {string.Join(", ", Operators.Select(o => $"{o.Key} {o.Value}"))}\n");
        text.Append(CultureInfo.InvariantCulture, $"parameters {ParameterCount:N0}\n");
        if (CustomDomains.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"custom operators of {string.Join(", ", CustomDomains)}\n");
        }

        return text.ToString();
    }

    private static bool IsParameter(OnnxTensor tensor) =>
        tensor.ElementType is OnnxElementType.Float32 or OnnxElementType.Float16 or OnnxElementType.BFloat16 or OnnxElementType.Float64;

    private static OnnxValueInfo Better(OnnxValueInfo stated, OnnxValueInfo? inferred) =>
        new(stated.Name, stated.ElementType, Better(stated.Shape, inferred?.Shape));

    private static OnnxShape? Better(OnnxShape? stated, OnnxShape? inferred) =>
        stated is null ? inferred
        : inferred is null || inferred.Rank != stated.Rank ? stated
        : new([.. stated.Zip(inferred, (s, i) => s.IsUnknown ? i : s)]);
}
