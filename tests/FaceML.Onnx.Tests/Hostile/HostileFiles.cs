using FaceML.Onnx.Proto;
using Google.Protobuf;
using DataLocation = FaceML.Onnx.Proto.TensorProto.Types.DataLocation;

namespace FaceML.Onnx.Tests.Hostile;

/// <summary>
/// Files that somebody could hand to FaceML as a network, each with one trap; around it they are a sound little embedding network. The same
/// files are tried against the reader, the library's loading and the tool.
/// </summary>
internal static class HostileFiles
{
    // Fields of ONNX's messages that are written byte by byte, because the trap is in the bytes.
    private const int ModelGraph = 7, GraphNode = 1, NodeAttribute = 5, AttributeGraph = 6;

    private static readonly Dictionary<string, (string Named, Action<string> Write)> All = new(StringComparer.Ordinal)
    {
        ["external data above its folder"] = ("keeps its data in another file", path => WriteExternal(path, "../../etc/passwd")),
        ["external data at an absolute path"] = ("keeps its data in another file", path => WriteExternal(path, "/etc/passwd")),
        ["external data behind a link"] = ("keeps its data in another file", WriteLinked),
        ["external data far beyond the file"] =
            ("keeps its data in another file", path => WriteExternal(path, "weights.bin", count: 1L << 27)),
        ["an initializer of 2^80 elements"] =
            ("more elements than 64 bits can count", path => WriteTensor(path, tensor => tensor.Dims.Add([1L << 40, 1L << 40]))),
        ["an initializer of -4 elements"] = ("negative dimension", path => WriteTensor(path, tensor => tensor.Dims.Add(-4))),
        ["initializers that claim 2 GB"] = ("0 came", WriteClaims),
        ["one initializer that claims 2 GB"] = ("the limit is", path => WriteTensor(path, tensor => tensor.Dims.Add(1L << 29))),
        ["a file of 2 GB with nothing in it"] = ("bytes", WriteSparse),
        ["an input of 2^80 elements"] =
            ("1099511627776", path => Write(path, model => Sides(model.Graph.Input[0], 1, 3, 1L << 40, 1L << 40))),
        ["an input of -5 rows"] = ("negative dimension", path => Write(path, model => Sides(model.Graph.Input[0], 1, 3, -5, 112))),
        ["an output of 2^62 numbers"] = ("4611686018427387904", path => Write(path, model => Sides(model.Graph.Output[0], 1, 1L << 62))),
        ["a constant that unfolds to 2^40 numbers"] = ("1048576×1048576", path => Write(path, Unfold)),
        ["a tile of 2^40 copies"] = ("1048576×1048576", path => Write(path, Tile)),
        ["random numbers"] = ("RandomNormal", path => Write(path, model => model.Graph.Node.Add(new NodeProto
        {
            OpType = "RandomNormal",
            Output = { "noise" },
            Attribute = { new AttributeProto { Name = "shape", Type = AttributeProto.Types.AttributeType.Ints, Ints = { 1L << 40 } } },
        }))),
        ["a loop without end"] = ("Loop", path => Write(path, Loop)),
        ["graphs nested 2,000 deep"] = ("nested more than", WriteNested),
        ["a million nodes"] = ("more than 100000 nodes", WriteMillion),
        ["a circle"] = ("circle", path => Write(path, model => model.Graph.Node.Add([Node("Relu", "b", "a"), Node("Relu", "a", "b")]))),
        ["a value that is made twice"] = ("is made twice", path => Write(path, model => model.Graph.Node.Add(Node("Relu", "x", "y")))),
        ["an output that is named twice"] =
            ("'y' twice", path => Write(path, model => model.Graph.Output.Add(model.Graph.Output[0].Clone()))),
        ["a node whose input nothing makes"] =
            ("which nothing makes", path => Write(path, model => model.Graph.Node.Add(Node("Relu", "nobody", "z")))),
        ["a graph without inputs"] = ("which nothing makes", path => Write(path, model => model.Graph.Input.Clear())),
        ["an operator of somebody's own"] = ("com.evil", path => Write(path, model => model.Graph.Node[0].Domain = "com.evil")),
        ["a file that is cut off"] = ("", path => File.WriteAllBytes(path, Sound().ToByteArray()[..^40])),
        ["a length beyond the end"] =
            ("does not fit into", path => File.WriteAllBytes(path, [(ModelGraph << 3) | 2, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1, 2, 3])),
        ["an empty file"] = ("", path => File.WriteAllBytes(path, [])),
    };

    /// <summary>The traps, for a test a trap.</summary>
    public static IEnumerable<object[]> Names => All.Keys.Select(name => (object[])[name]);

    /// <summary>Writes the file with a trap into a folder.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="folder">The folder.</param>
    /// <returns>Its path, and what an error about it has to say.</returns>
    public static (string Path, string Named) Make(string name, string folder)
    {
        string path = Path.Combine(folder, "evil.onnx");
        (string named, Action<string> write) = All[name];
        write(path);
        return (path, named);
    }

    /// <summary>The network around each trap: the means of three planes of 112×112, times a matrix of 3×32.</summary>
    public static ModelProto Sound()
    {
        GraphBuilder g = new();
        string means = g.Flatten(g.GlobalAveragePool(g.Input("x", OnnxElementType.Float32, 1, 3, 112, 112)));
        g.Output(g.MatMul(means, g.Floats("w", [3, 32], [.. Enumerable.Range(0, 96).Select(i => MathF.Sin(i))]), output: "y"),
            OnnxElementType.Float32, 1, 32);
        return ModelProto.Parser.ParseFrom(g.Build().ToBytes());
    }

    private static void Write(string path, Action<ModelProto> spoil)
    {
        ModelProto model = Sound();
        spoil(model);
        File.WriteAllBytes(path, model.ToByteArray());
    }

    private static void WriteTensor(string path, Action<TensorProto> spoil) => Write(path, model =>
    {
        TensorProto tensor = new() { Name = "trap", DataType = (int)OnnxElementType.Float32 };
        spoil(tensor);
        model.Graph.Initializer.Add(tensor);
    });

    private static void WriteExternal(string path, string location, long count = 2) => WriteTensor(path, tensor =>
    {
        tensor.Dims.Add(count);
        tensor.DataLocation = DataLocation.External;
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
    });

    private static void WriteLinked(string path)
    {
        string link = Path.Combine(Path.GetDirectoryName(path)!, "weights.bin");
        File.CreateSymbolicLink(link, "/etc/passwd");
        WriteExternal(path, "weights.bin");
    }

    // Eight tensors that would be 256 MB each, of which the file holds nothing.
    private static void WriteClaims(string path) => Write(path, model =>
    {
        for (int i = 0; i < 8; i++)
        {
            model.Graph.Initializer.Add(
                new TensorProto { Name = $"trap{i}", DataType = (int)OnnxElementType.Float32, Dims = { 1L << 26 } });
        }
    });

    private static void WriteSparse(string path)
    {
        using FileStream file = File.Create(path);
        Sound().WriteTo(file);
        file.SetLength((2L << 30) + 1);
    }

    private static void WriteNested(string path)
    {
        byte[] graph = [];
        for (int i = 0; i < 2000; i++)
        {
            graph = Record(GraphNode, Record(NodeAttribute, Record(AttributeGraph, graph)));
        }

        File.WriteAllBytes(path, Record(ModelGraph, graph));
    }

    private static void WriteMillion(string path)
    {
        using MemoryStream nodes = new();
        byte[] node = Record(GraphNode, Node("Relu", "x", "").ToByteArray());
        for (int i = 0; i < 1_000_000; i++)
        {
            nodes.Write(node);
        }

        File.WriteAllBytes(path, Record(ModelGraph, nodes.ToArray()));
    }

    // ConstantOfShape [2^20, 2^20]: a run, or a runtime that computes constants when it loads, would write four terabytes.
    private static void Unfold(ModelProto model)
    {
        model.Graph.Initializer.Add(
            new TensorProto { Name = "sides", DataType = (int)OnnxElementType.Int64, Dims = { 2 }, Int64Data = { 1L << 20, 1L << 20 } });
        model.Graph.Node.Add(Node("ConstantOfShape", "sides", "huge"));
    }

    private static void Tile(ModelProto model)
    {
        model.Graph.Initializer.Add(
            new TensorProto { Name = "one", DataType = (int)OnnxElementType.Float32, Dims = { 1, 1 }, FloatData = { 1 } });
        model.Graph.Initializer.Add(
            new TensorProto { Name = "repeats", DataType = (int)OnnxElementType.Int64, Dims = { 2 }, Int64Data = { 1L << 20, 1L << 20 } });
        model.Graph.Node.Add(new NodeProto { OpType = "Tile", Input = { "one", "repeats" }, Output = { "huge" } });
    }

    private static void Loop(ModelProto model)
    {
        GraphProto body = new()
        {
            Name = "body",
            Input = { Scalar("i", OnnxElementType.Int64), Scalar("go", OnnxElementType.Boolean) },
            Output = { Scalar("on", OnnxElementType.Boolean) },
        };
        body.Node.Add(Node("Identity", "go", "on"));
        NodeProto loop = Node("Loop", "", "");
        loop.Input.Add("yes");
        loop.Output.Clear();
        loop.Attribute.Add(new AttributeProto { Name = "body", Type = AttributeProto.Types.AttributeType.Graph, G = body });
        model.Graph.Initializer.Add(
            new TensorProto { Name = "yes", DataType = (int)OnnxElementType.Boolean, RawData = ByteString.CopyFrom(1) });
        model.Graph.Node.Add(loop);
    }

    private static NodeProto Node(string op, string input, string output) => new() { OpType = op, Input = { input }, Output = { output } };

    private static ValueInfoProto Scalar(string name, OnnxElementType type) => new()
    {
        Name = name,
        Type = new() { TensorType = new() { ElemType = (int)type, Shape = new() } },
    };

    private static void Sides(ValueInfoProto value, params long[] sides)
    {
        value.Type.TensorType.Shape = new();
        value.Type.TensorType.Shape.Dim.Add(sides.Select(side => new TensorShapeProto.Types.Dimension { DimValue = side }));
    }

    private static byte[] Record(int field, byte[] body)
    {
        using MemoryStream stream = new();
        using (CodedOutputStream output = new(stream, leaveOpen: true))
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(body));
        }

        return stream.ToArray();
    }
}
