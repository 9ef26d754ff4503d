using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;

namespace FaceML.Onnx.Tests.Reading;

[TestClass]
public class ModelReaderTests
{
    [TestMethod]
    public void what_is_written_is_read_again() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            OnnxModel model = Corruption.RandomModel(seed);
            byte[] bytes = model.ToBytes();
            OnnxModel again = OnnxModel.Read(bytes);
            return bytes.AsSpan().SequenceEqual(again.ToBytes()) && bytes.AsSpan().SequenceEqual(Corruption.RandomModel(seed).ToBytes())
                && model.Graph.Nodes.Select(n => n.ToString()).SequenceEqual(again.Graph.Nodes.Select(n => n.ToString()))
                && model.Graph.Initializers.Select(t => t.ToString()).SequenceEqual(again.Graph.Initializers.Select(t => t.ToString()))
                && model.Graph.Inputs.Select(i => i.ToString()).SequenceEqual(again.Graph.Inputs.Select(i => i.ToString()))
                && model.Graph.Nodes.SelectMany(n => n.Attributes)
                    .Select(a => a.ToString()).SequenceEqual(again.Graph.Nodes.SelectMany(n => n.Attributes).Select(a => a.ToString()))
                && model.Metadata.SequenceEqual(again.Metadata) && model.Opsets.SequenceEqual(again.Opsets);
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void damaged_bytes_give_the_format_exception_or_a_sound_model()
    {
        int refused = 0, read = 0;
        for (int seed = 0; seed < 3000; seed++)
        {
            Try(Corruption.Damage(Corruption.RandomModel(seed % 50).ToBytes(), new Random(seed)), ref read, ref refused);
        }

        Assert.IsTrue(refused > 500 && read > 100,
            $"{refused} refused, {read} read: the damage is too small or too large to say anything.");
    }

    [TestMethod]
    [DataRow("fr_detect")]
    [DataRow("fr_eye")]
    public void damage_to_the_graph_of_a_real_network_gives_the_format_exception_or_a_sound_model(string name)
    {
        OnnxModel model = OnnxModel.Read(Networks.PathOf(name));

        // Without the weights' bulk the damage hits the structure.
        foreach (OnnxTensor big in model.Graph.Initializers.Where(t => t.ElementCount > 64).ToArray())
        {
            model.Graph.Initializers.Remove(big);
            model.Graph.Inputs.Add(new(big.Name, big.ElementType, big.Shape));
        }

        byte[] bytes = model.ToBytes();
        int refused = 0, read = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            Try(Corruption.Damage(bytes, new Random(seed)), ref read, ref refused);
        }

        Assert.IsTrue(refused > 50 && read > 10, $"{refused} refused, {read} read");
    }

    [TestMethod]
    public void random_bytes_are_not_a_model() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            try
            {
                OnnxModel.Read(bytes);
                return false;
            }
            catch (OnnxFormatException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void a_file_that_would_unfold_into_far_more_memory_is_refused_before_parsing()
    {
        // Every two bytes are a node: 8 MB that would become more than a gigabyte.
        var bomb = new byte[8 << 20];
        for (int i = 0; i < bomb.Length; i += 2)
        {
            bomb[i] = 0x0A;
        }

        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(ModelProto.GraphFieldNumber, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(bomb));
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Expect(stream.ToArray(), "more than 100000 nodes");
        Assert.IsTrue(GC.GetAllocatedBytesForCurrentThread() - before < 64 << 20);
    }

    [TestMethod]
    public void graphs_nested_too_deep_are_refused()
    {
        var graph = new GraphProto { Name = "innermost" };
        for (int i = 0; i < 20; i++)
        {
            graph = new GraphProto
            {
                Node = { new NodeProto { OpType = "If",
                    Attribute = { new AttributeProto { Name = "then_branch", Type = AttributeProto.Types.AttributeType.Graph,
                    G = graph } } } },
            };
        }

        Expect(new ModelProto { Graph = graph }.ToByteArray(), "nested more than");
    }

    [TestMethod]
    public void limits_are_those_of_the_options()
    {
        byte[] bytes = Corruption.RandomModel(1).ToBytes();
        Expect(bytes, "the limit is 10", new OnnxReadOptions { MaxFileBytes = 10 });
        Expect(bytes, "more than 3 records", new OnnxReadOptions { MaxRecords = 3 });
        Expect(bytes, "more than 0 nodes", new OnnxReadOptions { MaxNodes = 0 });
        Expect(OnnxTensorModel(t => t.Dims.Add(11), 44), "the limit is 10 (OnnxReadOptions.MaxTensorElements)",
            new OnnxReadOptions { MaxTensorElements = 10 });
        using var stream = new MemoryStream(bytes);
        Assert.ThrowsExactly<OnnxFormatException>(() => OnnxModel.Read(stream, new OnnxReadOptions { MaxFileBytes = bytes.Length - 1 }));
    }

    [TestMethod]
    public void sizes_that_do_not_match_the_data_are_refused()
    {
        Expect(OnnxTensorModel(t => t.Dims.Add(3), 8), "3 Float32 elements, 12 bytes; 8 came");
        Expect(OnnxTensorModel(t => t.Dims.Add(-1), 0), "negative dimension");
        Expect(OnnxTensorModel(t => t.Dims.Add([1L << 32, 1L << 32]), 0), "more elements than 64 bits can count");
        Expect(OnnxTensorModel(t => t.Dims.Add([1L << 62]), 0), "the limit is");
        Expect(OnnxTensorModel(t => { t.ClearRawData(); t.Dims.Add(2); t.FloatData.Add(1); }, 0), "2 Float32 elements; 1 came");
        Expect(OnnxTensorModel(t => { t.ClearRawData(); t.DataType = (int)OnnxElementType.UInt8; t.Dims.Add(1); t.Int32Data.Add(256); }, 0),
            "outside the range of UInt8");
        Expect(OnnxTensorModel(t => t.DataType = 99, 4), "element type 99");
    }

    [TestMethod]
    public void values_in_every_field_are_read()
    {
        OnnxTensor Read(OnnxElementType type, Action<TensorProto> fill) =>
            OnnxModel.Read(OnnxTensorModel(
                t => { t.ClearRawData(); t.DataType = (int)type; t.Dims.Add(2); fill(t); }, 0)).Graph.Initializers[0];

        CollectionAssert.AreEqual(new[] { 1.5f, -2f }, Read(OnnxElementType.Float32, t => t.FloatData.Add([1.5f, -2])).ToFloats());
        CollectionAssert.AreEqual(new[] { 1.5f, -2f }, Read(OnnxElementType.Float64, t => t.DoubleData.Add([1.5, -2])).ToFloats());
        CollectionAssert.AreEqual(new[] { 1.5f, -2f }, Read(OnnxElementType.Float16, t => t.Int32Data.Add([0x3E00, 0xC000])).ToFloats());
        CollectionAssert.AreEqual(new[] { 1.5f, -2f }, Read(OnnxElementType.BFloat16, t => t.Int32Data.Add([0x3FC0, 0xC000])).ToFloats());
        CollectionAssert.AreEqual(new[] { 7L, -2L }, Read(OnnxElementType.Int64, t => t.Int64Data.Add([7, -2])).ToInt64s());
        CollectionAssert.AreEqual(new[] { 7L, -2L }, Read(OnnxElementType.Int32, t => t.Int32Data.Add([7, -2])).ToInt64s());
        CollectionAssert.AreEqual(new[] { 7L, -2L }, Read(OnnxElementType.Int16, t => t.Int32Data.Add([7, -2])).ToInt64s());
        CollectionAssert.AreEqual(new[] { 7L, -2L }, Read(OnnxElementType.Int8, t => t.Int32Data.Add([7, -2])).ToInt64s());
        CollectionAssert.AreEqual(new[] { 0L, 255L }, Read(OnnxElementType.UInt8, t => t.Int32Data.Add([0, 255])).ToInt64s());
        CollectionAssert.AreEqual(new[] { 0L, 1L }, Read(OnnxElementType.Boolean, t => t.Int32Data.Add([0, 1])).ToInt64s());
        CollectionAssert.AreEqual(
            new[] { 0L, uint.MaxValue }, Read(OnnxElementType.UInt32, t => t.Uint64Data.Add([0, uint.MaxValue])).ToInt64s());
        CollectionAssert.AreEqual(
            new[] { 0f, 18446744073709551615f }, Read(OnnxElementType.UInt64, t => t.Uint64Data.Add([0, ulong.MaxValue])).ToFloats());
    }

    [TestMethod]
    public void what_would_be_lost_is_refused()
    {
        ModelProto model = Model();
        model.Functions.Add(ByteString.CopyFromUtf8("f"));
        Expect(model.ToByteArray(), "functions of its own");
        model = Model();
        model.Graph.SparseInitializer.Add(ByteString.CopyFromUtf8("f"));
        Expect(model.ToByteArray(), "sparse");
        Expect([], "holds no graph");
    }

    [TestMethod]
    public void graphs_that_break_the_rules_are_refused()
    {
        static NodeProto Relu(string from, string to) => new() { OpType = "Relu", Input = { from }, Output = { to } };
        Expect(Model(Relu("b", "a"), Relu("a", "b")).ToByteArray(), "circle");
        Expect(Model(Relu("x", "y"), Relu("x", "y")).ToByteArray(), "'y' is made twice");
        Expect(Model(Relu("x", "x")).ToByteArray(), "'x' is made twice");
        Expect(Model(Relu("z", "y")).ToByteArray(), "'z', which nothing makes");
        Expect(Model(new NodeProto { Output = { "y" } }).ToByteArray(), "no operator");
        ModelProto model = Model(Relu("x", "y"));
        model.Graph.Output.Add(new ValueInfoProto { Name = "q" });
        Expect(model.ToByteArray(), "'q' is made by nothing");
    }

    [TestMethod]
    public void nodes_out_of_order_are_put_in_order()
    {
        static NodeProto Relu(string from, string to) => new() { OpType = "Relu", Input = { from }, Output = { to } };
        OnnxModel model = OnnxModel.Read(Model(Relu("b", "c"), Relu("x", "a"), Relu("a", "b")).ToByteArray());
        CollectionAssert.AreEqual(new[] { "a", "b", "c" }, model.Graph.TopologicalOrder().Select(n => n.Outputs[0]).ToList());
        CollectionAssert.AreEqual(new[] { "a", "b", "c" }, OnnxModel.Read(model.ToBytes()).Graph.Nodes.Select(n => n.Outputs[0]).ToList());
    }

    [TestMethod]
    public void custom_operators_are_reported()
    {
        OnnxModel model = OnnxModel.Read(
            Model(new NodeProto { OpType = "Odd", Domain = "com.example", Input = { "x" }, Output = { "y" } }).ToByteArray());
        CollectionAssert.AreEqual(new[] { "com.example" }, model.CustomDomains().ToList());
        StringAssert.Contains(new OnnxSummary(model).ToString(), "com.example.Odd 1");
    }

    internal static byte[] OnnxTensorModel(Action<TensorProto> change, int rawBytes)
    {
        var tensor = new TensorProto
        {
            Name = "t",
            DataType = (int)OnnxElementType.Float32,
            RawData = ByteString.CopyFrom(new byte[rawBytes]),
        };
        change(tensor);
        ModelProto model = Model();
        model.Graph.Initializer.Add(tensor);
        return model.ToByteArray();
    }

    internal static void Expect(byte[] bytes, string message, OnnxReadOptions? options = null) =>
        StringAssert.Contains(Assert.ThrowsExactly<OnnxFormatException>(() => OnnxModel.Read(bytes, options)).Message, message);

    private static ModelProto Model(params NodeProto[] nodes) => new()
    {
        IrVersion = 7,
        Graph = new GraphProto { Node = { nodes }, Input = { new ValueInfoProto { Name = "x" } } },
    };

    private static void Try(byte[] bytes, ref int read, ref int refused)
    {
        try
        {
            OnnxModel model = OnnxModel.Read(bytes);
            read++;
            ShapeInference.Infer(model);
            model.ToBytes();
            Assert.IsNotNull(new OnnxSummary(model).ToString());
        }
        catch (OnnxFormatException)
        {
            refused++;
        }
    }
}
