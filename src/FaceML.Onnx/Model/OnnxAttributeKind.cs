namespace FaceML.Onnx;

/// <summary>What an attribute holds. The values are those of the ONNX specification (AttributeProto.AttributeType).</summary>
public enum OnnxAttributeKind
{
    /// <summary>One single-precision number.</summary>
    Number = 1,

    /// <summary>One 64-bit integer.</summary>
    Integer = 2,

    /// <summary>One text.</summary>
    Text = 3,

    /// <summary>One tensor.</summary>
    Tensor = 4,

    /// <summary>One graph, the body of a control-flow operator.</summary>
    Graph = 5,

    /// <summary>A list of single-precision numbers.</summary>
    Numbers = 6,

    /// <summary>A list of 64-bit integers.</summary>
    Integers = 7,

    /// <summary>A list of texts.</summary>
    Texts = 8,

    /// <summary>A list of tensors.</summary>
    Tensors = 9,

    /// <summary>A list of graphs.</summary>
    Graphs = 10,
}
