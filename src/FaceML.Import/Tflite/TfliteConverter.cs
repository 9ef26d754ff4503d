namespace FaceML.Import.Tflite;

/// <summary>Converts a file's operations one by one. Images are kept as N×C×H×W for as long as the operations allow it.</summary>
internal sealed class TfliteConverter
{
    private readonly TfliteFile file;
    private readonly TfliteImportOptions options;
    private readonly GraphBuilder graph = new("tflite");
    private readonly ConversionContext context;
    private readonly bool dynamicSize;

    public TfliteConverter(TfliteFile file, TfliteImportOptions options)
    {
        this.file = file;
        this.options = options;
        dynamicSize = options.DynamicSize ?? IsFullyConvolutional(file);
        context = new(file, graph, dynamicSize);
    }

    public OnnxModel Convert()
    {
        // The names of outputs are kept for them before anything else is named.
        string[] outputs = [.. file.Outputs.Select(o => graph.NewName(ConversionContext.NameOf(file.Tensors[o])))];
        foreach (int input in file.Inputs)
        {
            AddInput(file.Tensors[input]);
        }

        foreach (TfliteOperator op in file.Operators)
        {
            OperatorTable.Convert(context, op);
        }

        for (int i = 0; i < outputs.Length; i++)
        {
            AddOutput(file.Outputs[i], outputs[i]);
        }

        OnnxModel model = graph.Build();
        TfliteShapes.Check(file, model, context.Values);
        return model;
    }

    private static bool IsFullyConvolutional(TfliteFile file) =>
        file.Outputs.Length > 0 && Array.TrueForAll(file.Outputs, o => file.Tensors[o].Shape is [_, > 1, > 1, _]);

    private void AddInput(TfliteTensor tensor)
    {
        if (tensor.Type != TfliteType.Float32)
        {
            throw new ImportException(
                $"The input {tensor} should be Float32: networks that compute with quantized numbers are not imported.");
        }

        string name = graph.Input(ConversionContext.NameOf(tensor), OnnxElementType.Float32, Dimensions(tensor, dynamicSize));
        context.Set(tensor.Index, name, tensor.Rank == 4 ? Layout.ChannelsFirst : Layout.ChannelsLast);
    }

    private void AddOutput(int index, string name)
    {
        TfliteTensor tensor = file.Tensors[index];
        Value value = context.Made(index);
        value = value.Rank == 4 ? context.First(value) : value;

        // The sizes of a fully convolutional network's outputs follow from its inputs': left open.
        OnnxDimension[] shape = Dimensions(tensor, false);
        if (dynamicSize && tensor.Rank == 4)
        {
            (shape[2], shape[3]) = (OnnxDimension.Unknown, OnnxDimension.Unknown);
        }

        graph.Graph.Nodes.Add(new("Identity", [value.Name], [name]) { Name = name });
        graph.Output(name, OnnxElementType.Float32, shape);
    }

    private OnnxDimension[] Dimensions(TfliteTensor tensor, bool openSize)
    {
        int[] s = tensor.Shape;
        OnnxDimension[] shape = s.Length == 4
            ? [s[0], s[3], openSize ? "H" : s[1], openSize ? "W" : s[2]]
            : [.. s.Select(d => OnnxDimension.Of(d))];
        if (options.DynamicBatch && shape.Length > 0)
        {
            shape[0] = "N";
        }

        return shape;
    }
}
