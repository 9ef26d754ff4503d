namespace FaceML.Onnx.Shapes;

/// <summary>
/// An integer computed inside a graph, such as an element of a shape: a number (which may be negative), a dimension's symbol, or unknown.
/// </summary>
internal readonly record struct IntValue(long? Number, string? Symbol)
{
    public static IntValue Of(long number) => new(number, null);

    public static IntValue Of(OnnxDimension dimension) => new(dimension.Value, dimension.Symbol);

    /// <summary>The value as a size; a negative number is none.</summary>
    public OnnxDimension ToDimension() =>
        Number is { } number ? (number >= 0 ? OnnxDimension.Of(number) : OnnxDimension.Unknown) : OnnxDimension.Of(Symbol ?? "");
}
