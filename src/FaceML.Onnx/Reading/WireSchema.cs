using FaceML.Onnx.Proto;

namespace FaceML.Onnx.Reading;

/// <summary>
/// What <see cref="WireScan"/> knows of a message: its fields that are messages, and its repeated fields of which each element is a record
/// of its own. Written out, because the library's own description of the format takes .06 s to build at every start.
/// </summary>
internal sealed class WireSchema
{
    private readonly Dictionary<int, WireSchema?> fields = [];

    static WireSchema()
    {
        WireSchema operatorSet = new(), note = new(), dimension = new(), shape = new(), tensorType = new(), type = new(), value = new(),
            tensor = new(), attribute = new(), graph = new();
        shape.Message(dimension, TensorShapeProto.DimFieldNumber);
        tensorType.Message(shape, TypeProto.Types.Tensor.ShapeFieldNumber);
        type.Message(tensorType, TypeProto.TensorTypeFieldNumber);
        value.Message(type, ValueInfoProto.TypeFieldNumber);
        tensor.Message(note, TensorProto.ExternalDataFieldNumber);
        tensor.Repeated(TensorProto.DimsFieldNumber, TensorProto.StringDataFieldNumber);
        attribute.Message(tensor, AttributeProto.TFieldNumber, AttributeProto.TensorsFieldNumber);
        attribute.Message(graph, AttributeProto.GFieldNumber, AttributeProto.GraphsFieldNumber);
        attribute.Repeated(AttributeProto.FloatsFieldNumber, AttributeProto.IntsFieldNumber, AttributeProto.StringsFieldNumber);
        Node.Message(attribute, NodeProto.AttributeFieldNumber);
        Node.Repeated(NodeProto.InputFieldNumber, NodeProto.OutputFieldNumber);
        graph.Message(Node, GraphProto.NodeFieldNumber);
        graph.Message(tensor, GraphProto.InitializerFieldNumber);
        graph.Message(value, GraphProto.InputFieldNumber, GraphProto.OutputFieldNumber, GraphProto.ValueInfoFieldNumber);
        graph.Repeated(GraphProto.SparseInitializerFieldNumber);
        Model.Message(operatorSet, ModelProto.OpsetImportFieldNumber);
        Model.Message(graph, ModelProto.GraphFieldNumber);
        Model.Message(note, ModelProto.MetadataPropsFieldNumber);
        Model.Repeated(ModelProto.TrainingInfoFieldNumber, ModelProto.FunctionsFieldNumber);
    }

    private WireSchema()
    {
    }

    /// <summary>A file.</summary>
    public static WireSchema Model { get; } = new();

    /// <summary>A node of a graph.</summary>
    public static WireSchema Node { get; } = new();

    /// <summary>The fields of this message that count, by number: a message's schema, or null for a repeated field of records.</summary>
    public IReadOnlyDictionary<int, WireSchema?> Fields => fields;

    private void Message(WireSchema schema, params ReadOnlySpan<int> numbers)
    {
        foreach (int number in numbers)
        {
            fields.Add(number, schema);
        }
    }

    private void Repeated(params ReadOnlySpan<int> numbers)
    {
        foreach (int number in numbers)
        {
            fields.Add(number, null);
        }
    }
}
