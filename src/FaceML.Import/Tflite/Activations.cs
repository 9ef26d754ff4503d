namespace FaceML.Import.Tflite;

/// <summary>The activation functions that operations carry inside (ActivationFunctionType of the schema).</summary>
internal static class Activations
{
    public static string Apply(GraphBuilder graph, TfliteOperator op, int activation, string x) => activation switch
    {
        0 => x,
        1 => graph.Relu(x),
        2 => graph.Clip(x, -1, 1),
        3 => graph.Clip(x, 0, 6),
        4 => graph.Tanh(x),
        _ => throw new ImportException($"{op} carries the activation function {activation}, which is not known."),
    };
}
