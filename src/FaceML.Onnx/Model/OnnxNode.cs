namespace FaceML.Onnx;

/// <summary>One operation of a graph. An empty input or output name stands for an optional one that is left out.</summary>
public sealed class OnnxNode
{
    /// <summary>Makes a node.</summary>
    /// <param name="opType">The operator, for example "Conv".</param>
    /// <param name="inputs">The names of the values it reads, in the operator's order.</param>
    /// <param name="outputs">The names of the values it makes, in the operator's order.</param>
    /// <param name="attributes">Its attributes.</param>
    public OnnxNode(string opType, IEnumerable<string> inputs, IEnumerable<string> outputs, params IEnumerable<OnnxAttribute> attributes)
    {
        ArgumentException.ThrowIfNullOrEmpty(opType);
        OpType = opType;
        Inputs = [.. inputs];
        Outputs = [.. outputs];
        Attributes = new OnnxAttributeCollection(attributes);
    }

    /// <summary>The node's own name; may be empty and need not be unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>The operator, for example "Conv".</summary>
    public string OpType { get; set; }

    /// <summary>The operator's domain; empty is ONNX's own.</summary>
    public string Domain { get; set; } = "";

    /// <summary>The names of the values it reads.</summary>
    public IList<string> Inputs { get; }

    /// <summary>The names of the values it makes.</summary>
    public IList<string> Outputs { get; }

    /// <summary>Its attributes, by name.</summary>
    public OnnxAttributeCollection Attributes { get; }

    /// <summary>Whether the operator is of ONNX's own domain (written "" or "ai.onnx").</summary>
    public bool IsStandard => Domain.Length == 0 || Domain == "ai.onnx";

    /// <summary>The input at an index, or null when it is left out.</summary>
    public string? InputOrNull(int index) => index < Inputs.Count && Inputs[index].Length > 0 ? Inputs[index] : null;

    /// <summary>For example "Conv 'conv1' (x, w) → (y)".</summary>
    public override string ToString() =>
        $"{OpType}{(Name.Length > 0 ? $" '{Name}'" : "")} ({string.Join(", ", Inputs)}) → ({string.Join(", ", Outputs)})";
}
