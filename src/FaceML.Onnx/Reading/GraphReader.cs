using FaceML.Onnx.Proto;
using Google.Protobuf;
using Kind = FaceML.Onnx.Proto.AttributeProto.Types.AttributeType;

namespace FaceML.Onnx.Reading;

internal sealed class GraphReader(OnnxReadOptions options)
{
    private readonly TensorReader tensors = new(options);

    public OnnxGraph Read(GraphProto proto)
    {
        if (proto.SparseInitializer.Count > 0)
        {
            throw new OnnxFormatException($"Graph '{proto.Name}' has sparse initializers, which FaceML does not read.");
        }

        var graph = new OnnxGraph { Name = proto.Name };
        AddAll(graph.Nodes, proto.Node.Select(Node));
        AddAll(graph.Initializers, proto.Initializer.Select(t => tensors.Read(t, t.Name)));
        AddAll(graph.Inputs, proto.Input.Select(v => Value(v, isInterface: true)!));
        AddAll(graph.Outputs, proto.Output.Select(v => Value(v, isInterface: true)!));
        AddAll(graph.ValueInfos, proto.ValueInfo.Select(v => Value(v, isInterface: false)).OfType<OnnxValueInfo>());
        return graph;
    }

    private OnnxNode Node(NodeProto proto)
    {
        if (proto.OpType.Length == 0)
        {
            throw new OnnxFormatException($"Node '{proto.Name}' has no operator.");
        }

        var node = new OnnxNode(proto.OpType, proto.Input, proto.Output) { Name = proto.Name, Domain = proto.Domain };
        foreach (AttributeProto attribute in proto.Attribute)
        {
            if (attribute.Name.Length == 0 || node.Attributes.Contains(attribute.Name))
            {
                throw new OnnxFormatException($"{node} has an attribute without a name, or '{attribute.Name}' twice.");
            }

            node.Attributes.Add(Attribute(attribute, node));
        }

        return node;
    }

    private OnnxAttribute Attribute(AttributeProto proto, OnnxNode node)
    {
        string name = proto.Name;
        return proto.Type switch
        {
            Kind.Float => OnnxAttribute.Of(name, proto.F),
            Kind.Int => OnnxAttribute.Of(name, proto.I),
            Kind.String => OnnxAttribute.Of(name, proto.S.ToStringUtf8()),
            Kind.Tensor when proto.T is not null => OnnxAttribute.Of(name, tensors.Read(proto.T, $"{name} of {node}")),
            Kind.Graph when proto.G is not null => OnnxAttribute.Of(name, Read(proto.G)),
            Kind.Floats => OnnxAttribute.Of(name, [.. proto.Floats]),
            Kind.Ints => OnnxAttribute.Of(name, [.. proto.Ints]),
            Kind.Strings => OnnxAttribute.Of(name, proto.Strings.Select(s => s.ToStringUtf8()).ToArray()),
            Kind.Tensors => OnnxAttribute.Of(name, proto.Tensors.Select(t => tensors.Read(t, $"{name} of {node}")).ToArray()),
            Kind.Graphs => OnnxAttribute.Of(name, proto.Graphs.Select(Read).ToArray()),
            _ => throw new OnnxFormatException($"Attribute '{name}' of {node} holds nothing that FaceML reads (type {(int)proto.Type})."),
        };
    }

    private static OnnxValueInfo? Value(ValueInfoProto proto, bool isInterface)
    {
        TypeProto.Types.Tensor? tensor = proto.Type?.TensorType;
        if (tensor is null)
        {
            // A body of control flow may leave the types of its inputs and outputs open; sequences and maps are no tensors.
            bool open = proto.Type is null || proto.Type.CalculateSize() == 0;
            return isInterface
                ? open ? new OnnxValueInfo(proto.Name) : throw new OnnxFormatException(
                    $"The input or output '{proto.Name}' is not a tensor.")
                : null;
        }

        OnnxElementType type = Enum.IsDefined((OnnxElementType)tensor.ElemType)
            ? (OnnxElementType)tensor.ElemType
            : OnnxElementType.Undefined;
        OnnxShape? shape = tensor.Shape is null ? null : new OnnxShape([.. tensor.Shape.Dim.Select(d => Dimension(d, proto.Name))]);
        return new(proto.Name, type, shape);
    }

    private static OnnxDimension Dimension(TensorShapeProto.Types.Dimension proto, string value) => proto.ValueCase switch
    {
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimParam => OnnxDimension.Of(proto.DimParam),

        // Converters write −1 for "any size".
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue when proto.DimValue == -1 => OnnxDimension.Unknown,
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue when proto.DimValue < 0 =>
            throw new OnnxFormatException($"Value '{value}' has a negative dimension: {proto.DimValue}."),
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue => OnnxDimension.Of(proto.DimValue),
        _ => OnnxDimension.Unknown,
    };

    private static void AddAll<T>(IList<T> list, IEnumerable<T> items)
    {
        foreach (T item in items)
        {
            list.Add(item);
        }
    }
}
