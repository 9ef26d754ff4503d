namespace FaceML.Onnx.Shapes;

/// <summary>What is known of a value: its type, its shape, and, for small integer tensors of rank 0 or 1, its elements.</summary>
internal sealed record ValueFacts(OnnxElementType Type, OnnxShape? Shape, IntValue[]? Values = null, OnnxTensor? Constant = null)
{
    /// <summary>Shapes and axes are short; longer constants are weights.</summary>
    public const int MaxValues = 256;

    public static ValueFacts Unknown { get; } = new(OnnxElementType.Undefined, null);

    public static ValueFacts Of(OnnxTensor tensor)
    {
        bool small = tensor.ElementType is OnnxElementType.Int64 or OnnxElementType.Int32 && tensor.Dimensions.Count <= 1
            && tensor.ElementCount <= MaxValues;
        return new(tensor.ElementType, tensor.Shape, small ? [.. tensor.ToInt64s().Select(IntValue.Of)] : null, tensor);
    }
}
