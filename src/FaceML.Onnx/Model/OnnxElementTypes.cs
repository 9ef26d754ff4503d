namespace FaceML.Onnx;

/// <summary>Facts about element types.</summary>
internal static class OnnxElementTypes
{
    /// <summary>
    /// The bytes an element takes in a tensor's data; 0 for <see cref="OnnxElementType.Text"/> and for types that FaceML does not read.
    /// </summary>
    public static int SizeInBytes(this OnnxElementType type) => type switch
    {
        OnnxElementType.UInt8 or OnnxElementType.Int8 or OnnxElementType.Boolean => 1,
        OnnxElementType.UInt16 or OnnxElementType.Int16 or OnnxElementType.Float16 or OnnxElementType.BFloat16 => 2,
        OnnxElementType.Float32 or OnnxElementType.Int32 or OnnxElementType.UInt32 => 4,
        OnnxElementType.Int64 or OnnxElementType.UInt64 or OnnxElementType.Float64 => 8,
        _ => 0,
    };
}
