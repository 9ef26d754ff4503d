namespace FaceML.Import.Tflite;

/// <summary>
/// The proof of a conversion: with the file's own sizes, every value of the graph has the shape that the file declares for its tensor.
/// Paddings and layouts were computed from the declared shapes, so a file that declares false ones is refused.
/// </summary>
internal static class TfliteShapes
{
    public static void Check(TfliteFile file, OnnxModel model, IReadOnlyDictionary<int, Value> values)
    {
        var inputs = file.Inputs.Distinct().ToDictionary(i => values[i].Name, i => Declared(file.Tensors[i], values[i].Layout));
        IReadOnlyDictionary<string, OnnxValueInfo> inferred = ShapeInference.Infer(model.Graph, model.Opset, inputs);
        foreach ((int index, Value value) in values)
        {
            OnnxShape declared = Declared(file.Tensors[index], value.Layout);
            OnnxShape? made = inferred[value.Name].Shape;
            if (!declared.Equals(made))
            {
                throw new ImportException(
                    $"{file.Tensors[index]} should be {declared} in the graph's order; it would be "
                        + $"{made?.ToString() ?? "of an unknown shape"}.");
            }
        }
    }

    private static OnnxShape Declared(TfliteTensor tensor, Layout layout)
    {
        int[] s = tensor.Shape;
        return OnnxShape.Of((layout == Layout.ChannelsFirst ? [s[0], s[3], s[1], s[2]] : s).Select(d => (long)d));
    }
}
