namespace FaceML.Onnx;

/// <summary>The type of a tensor's elements. The values are those of the ONNX specification (TensorProto.DataType).</summary>
public enum OnnxElementType
{
    /// <summary>Not stated.</summary>
    Undefined = 0,

    /// <summary>IEEE 754 single precision.</summary>
    Float32 = 1,

    /// <summary>8 bits, unsigned.</summary>
    UInt8 = 2,

    /// <summary>8 bits, signed.</summary>
    Int8 = 3,

    /// <summary>16 bits, unsigned.</summary>
    UInt16 = 4,

    /// <summary>16 bits, signed.</summary>
    Int16 = 5,

    /// <summary>32 bits, signed.</summary>
    Int32 = 6,

    /// <summary>64 bits, signed.</summary>
    Int64 = 7,

    /// <summary>UTF-8 text, one string an element.</summary>
    Text = 8,

    /// <summary>A byte an element, 0 or 1.</summary>
    Boolean = 9,

    /// <summary>IEEE 754 half precision.</summary>
    Float16 = 10,

    /// <summary>IEEE 754 double precision.</summary>
    Float64 = 11,

    /// <summary>32 bits, unsigned.</summary>
    UInt32 = 12,

    /// <summary>64 bits, unsigned.</summary>
    UInt64 = 13,

    /// <summary>The upper half of a single-precision number.</summary>
    BFloat16 = 16,
}
