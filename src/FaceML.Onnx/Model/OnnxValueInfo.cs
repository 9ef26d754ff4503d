namespace FaceML.Onnx;

/// <summary>The name, element type and shape of a value: a graph's input or output, or what is known of a value between nodes.</summary>
public sealed class OnnxValueInfo
{
    /// <summary>Describes a value.</summary>
    /// <param name="name">The value's name.</param>
    /// <param name="elementType">The type of its elements.</param>
    /// <param name="shape">Its shape, or null when not even the rank is known.</param>
    public OnnxValueInfo(string name, OnnxElementType elementType = OnnxElementType.Undefined, OnnxShape? shape = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        ElementType = elementType;
        Shape = shape;
    }

    /// <summary>The value's name.</summary>
    public string Name { get; set; }

    /// <summary>The type of its elements.</summary>
    public OnnxElementType ElementType { get; set; }

    /// <summary>Its shape, or null when not even the rank is known.</summary>
    public OnnxShape? Shape { get; set; }

    /// <summary>For example "input: Float32 N×3×112×112".</summary>
    public override string ToString() => $"{Name}: {ElementType} {Shape?.ToString() ?? "?"}";
}
