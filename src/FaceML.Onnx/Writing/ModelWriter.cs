using FaceML.Onnx.Proto;
using Google.Protobuf;
using Kind = FaceML.Onnx.Proto.AttributeProto.Types.AttributeType;

namespace FaceML.Onnx.Writing;

/// <summary>
/// From the object model to protobuf messages: everything in the model's order, numbers as raw data, so that equal models give equal bytes.
/// </summary>
internal static class ModelWriter
{
    public static ModelProto Write(OnnxModel model)
    {
        model.Graph.Validate();
        var proto = new ModelProto { IrVersion = model.IrVersion, Graph = Graph(model.Graph) };
        SetIfAny(model.ProducerName, v => proto.ProducerName = v);
        SetIfAny(model.ProducerVersion, v => proto.ProducerVersion = v);
        SetIfAny(model.Description, v => proto.DocString = v);
        proto.OpsetImport.AddRange(model.Opsets.Select(o => new OperatorSetIdProto { Domain = o.Key, Version = o.Value }));
        proto.MetadataProps.AddRange(model.Metadata.Select(m => new StringStringEntryProto { Key = m.Key, Value = m.Value }));
        return proto;
    }

    private static GraphProto Graph(OnnxGraph graph)
    {
        var proto = new GraphProto { Name = graph.Name };
        proto.Node.AddRange(graph.TopologicalOrder().Select(Node));
        proto.Initializer.AddRange(graph.Initializers.Select(Tensor));
        proto.Input.AddRange(graph.Inputs.Select(Value));
        proto.Output.AddRange(graph.Outputs.Select(Value));
        proto.ValueInfo.AddRange(graph.ValueInfos.Select(Value));
        return proto;
    }

    private static NodeProto Node(OnnxNode node)
    {
        var proto = new NodeProto { OpType = node.OpType };
        SetIfAny(node.Name, v => proto.Name = v);
        SetIfAny(node.Domain, v => proto.Domain = v);
        proto.Input.AddRange(node.Inputs);
        proto.Output.AddRange(node.Outputs);
        proto.Attribute.AddRange(node.Attributes.Select(Attribute));
        return proto;
    }

    private static AttributeProto Attribute(OnnxAttribute attribute)
    {
        var proto = new AttributeProto { Name = attribute.Name, Type = (Kind)(int)attribute.Kind };
        switch (attribute.Kind)
        {
            case OnnxAttributeKind.Number:
                proto.F = attribute.AsNumber();
                break;
            case OnnxAttributeKind.Integer:
                proto.I = attribute.AsInteger();
                break;
            case OnnxAttributeKind.Text:
                proto.S = ByteString.CopyFromUtf8(attribute.AsText());
                break;
            case OnnxAttributeKind.Tensor:
                proto.T = Tensor(attribute.AsTensor());
                break;
            case OnnxAttributeKind.Graph:
                proto.G = Graph(attribute.AsGraph());
                break;
            case OnnxAttributeKind.Numbers:
                proto.Floats.AddRange(attribute.AsNumbers());
                break;
            case OnnxAttributeKind.Integers:
                proto.Ints.AddRange(attribute.AsIntegers());
                break;
            case OnnxAttributeKind.Texts:
                proto.Strings.AddRange(attribute.AsTexts().Select(ByteString.CopyFromUtf8));
                break;
            case OnnxAttributeKind.Tensors:
                proto.Tensors.AddRange(attribute.AsTensors().Select(Tensor));
                break;
            case OnnxAttributeKind.Graphs:
                proto.Graphs.AddRange(attribute.AsGraphs().Select(Graph));
                break;
        }

        return proto;
    }

    private static TensorProto Tensor(OnnxTensor tensor)
    {
        var proto = new TensorProto { DataType = (int)tensor.ElementType };
        SetIfAny(tensor.Name, v => proto.Name = v);
        proto.Dims.AddRange(tensor.Dimensions);
        if (tensor.ElementType == OnnxElementType.Text)
        {
            proto.StringData.AddRange(tensor.Texts.Select(ByteString.CopyFromUtf8));
        }
        else
        {
            // Nothing changes the tensor while it is being written, and the message does not outlive the call.
            proto.RawData = UnsafeByteOperations.UnsafeWrap(tensor.Bytes);
        }

        return proto;
    }

    private static ValueInfoProto Value(OnnxValueInfo value)
    {
        var proto = new ValueInfoProto { Name = value.Name };
        if (value.ElementType == OnnxElementType.Undefined && value.Shape is null)
        {
            return proto;
        }

        proto.Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)value.ElementType } };
        if (value.Shape is not null)
        {
            proto.Type.TensorType.Shape = new TensorShapeProto();
            proto.Type.TensorType.Shape.Dim.AddRange(value.Shape.Select(Dimension));
        }

        return proto;
    }

    private static TensorShapeProto.Types.Dimension Dimension(OnnxDimension dimension)
    {
        var proto = new TensorShapeProto.Types.Dimension();
        if (dimension.Value is { } size)
        {
            proto.DimValue = size;
        }
        else if (dimension.Symbol is { } symbol)
        {
            proto.DimParam = symbol;
        }

        return proto;
    }

    private static void SetIfAny(string value, Action<string> set)
    {
        if (!string.IsNullOrEmpty(value))
        {
            set(value);
        }
    }
}
