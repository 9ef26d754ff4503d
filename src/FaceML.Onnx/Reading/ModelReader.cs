using FaceML.Onnx.Proto;
using Google.Protobuf;

namespace FaceML.Onnx.Reading;

/// <summary>
/// From bytes to the object model. Every size is checked before it is used; the one exception that leaves is
/// <see cref="OnnxFormatException"/>.
/// </summary>
internal static class ModelReader
{
    // A graph in an attribute is three records below the graph around it; a dimension of a type inside is four more.
    private const int RecordsPerGraph = 3;
    private const int RecordsBelowGraph = 8;

    public static OnnxModel Read(byte[] bytes, OnnxReadOptions options)
    {
        if (bytes.LongLength > options.MaxFileBytes)
        {
            throw new OnnxFormatException(
                $"The file has {bytes.LongLength} bytes; the limit is {options.MaxFileBytes} (OnnxReadOptions.MaxFileBytes).");
        }

        new WireScan(options.MaxRecords, (options.MaxGraphDepth * RecordsPerGraph) + RecordsBelowGraph, options.MaxNodes)
            .Check(bytes, WireSchema.Model);
        ModelProto proto;
        try
        {
            proto = ModelProto.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new OnnxFormatException($"The file is not an ONNX model: {error.Message}", error);
        }

        return Model(proto, options);
    }

    private static OnnxModel Model(ModelProto proto, OnnxReadOptions options)
    {
        if (proto.Graph is null)
        {
            throw new OnnxFormatException("The file is not an ONNX model: it holds no graph.");
        }

        Refuse(proto.Functions.Count, "functions of its own");
        Refuse(proto.TrainingInfo.Count, "training graphs");
        OnnxGraph graph = new GraphReader(options).Read(proto.Graph);
        var model = new OnnxModel(graph)
        {
            IrVersion = proto.IrVersion,
            ProducerName = proto.ProducerName,
            ProducerVersion = proto.ProducerVersion,
            Description = proto.DocString,
        };
        model.Opsets.Clear();
        foreach (OperatorSetIdProto opset in proto.OpsetImport)
        {
            string domain = opset.Domain == "ai.onnx" ? "" : opset.Domain;
            if (!model.Opsets.TryAdd(domain, opset.Version) || opset.Version < 1)
            {
                throw new OnnxFormatException($"The operator set '{domain}' is stated twice or has version {opset.Version}.");
            }
        }

        foreach (StringStringEntryProto note in proto.MetadataProps)
        {
            model.Metadata[note.Key] = note.Value;
        }

        graph.Validate();
        return model;
    }

    private static void Refuse(int count, string what)
    {
        if (count > 0)
        {
            throw new OnnxFormatException($"The model brings {what}, which FaceML does not read.");
        }
    }
}
