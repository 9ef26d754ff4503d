using FaceML.Onnx;

namespace FaceML.Networks.Tests.Sessions;

[TestClass]
public sealed class ModelGuardTests
{
    [TestMethod]
    public void every_installed_network_passes()
    {
        foreach (NetworkEntry entry in Installed.Catalog.Entries)
        {
            ModelGuard.Check(entry.Card.Name, File.ReadAllBytes(entry.Path));
        }
    }

    [TestMethod]
    public void operators_of_other_domains_are_refused_by_name()
    {
        OnnxModel model = Relu(1, 3, 8, 8);
        model.Graph.Nodes[0].Domain = "com.evil";
        model.Opsets["com.evil"] = 1;
        Refused(model.ToBytes(), "com.evil");
    }

    [TestMethod]
    public void absurd_shapes_are_refused() => Refused(Relu(1, 3, 1_000_000, 1_000_000).ToBytes(), "1000000");

    [TestMethod]
    public void data_in_other_files_is_refused()
    {
        // A tensor "w" (field 8) of one float (dims field 1, type field 2) with data_location EXTERNAL (field 14) at /etc/passwd (field
        // 13).
        byte[] entry = [0x0a, 8, .. "location"u8, 0x12, 11, .. "/etc/passwd"u8];
        byte[] tensor = [0x08, 1, 0x10, 1, 0x42, 1, (byte)'w', 0x6a, (byte)entry.Length, .. entry, 0x70, 1];
        byte[] graph = [0x2a, (byte)tensor.Length, .. tensor];
        Refused([0x08, 7, 0x3a, (byte)graph.Length, .. graph], "another file");
    }

    [TestMethod]
    public void a_tensor_that_claims_two_gigabytes_is_refused()
    {
        // dims [2^29] as a varint, float, no data: 2 GiB of numbers that the file does not hold.
        byte[] tensor = [0x08, 0x80, 0x80, 0x80, 0x80, 0x02, 0x10, 1, 0x42, 1, (byte)'w'];
        byte[] graph = [0x2a, (byte)tensor.Length, .. tensor];
        Refused([0x08, 7, 0x3a, (byte)graph.Length, .. graph], "536870912");
    }

    [TestMethod]
    public void what_is_no_model_is_refused() => Refused([1, 2, 3, 4, 5], "refused");

    [TestMethod]
    public void a_refused_file_is_not_installed_either()
    {
        using TemporaryFolder folder = Installed.Folder();
        string file = folder.File("evil.onnx");
        OnnxModel model = Relu(1, 3, 8, 8);
        model.Graph.Nodes[0].Domain = "com.evil";
        model.Opsets["com.evil"] = 1;
        model.Write(file);
        NetworkException error = Assert.ThrowsExactly<NetworkException>(() => CardProposer.Propose("evil", [file]));
        StringAssert.Contains(error.Message, "com.evil");
    }

    private static OnnxModel Relu(params long[] shape)
    {
        GraphBuilder g = new();
        OnnxDimension[] sides = [.. shape.Select(OnnxDimension.Of)];
        string y = g.Relu(g.Input("x", OnnxElementType.Float32, sides));
        g.Output(y, OnnxElementType.Float32, sides);
        return g.Build();
    }

    private static void Refused(byte[] file, string message)
    {
        NetworkException error = Assert.ThrowsExactly<NetworkException>(() => ModelGuard.Check("net", file));
        StringAssert.Contains(error.Message, message);
        Assert.AreEqual("net", error.Network);
    }
}
