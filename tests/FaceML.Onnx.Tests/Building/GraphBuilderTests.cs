namespace FaceML.Onnx.Tests.Building;

[TestClass]
public class GraphBuilderTests
{
    [TestMethod]
    public void a_built_graph_runs_and_computes_what_was_written()
    {
        var g = new GraphBuilder("affine");
        string x = g.Input("x", OnnxElementType.Float32, "N", 2);
        string y = g.Gemm(x, g.Floats("w", [2, 3], [1, 2, 3, 4, 5, 6]), g.Floats("b", [3], [10, 20, 30]));
        string z = g.Clip(g.Mul(y, g.Scalar("two", 2)), 0, 80, output: "z");
        g.Output(z, OnnxElementType.Float32, "N", 3);

        using var session = new InferenceSession(g.Build().ToBytes());
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> result =
            session.Run([NamedOnnxValue.CreateFromTensor("x", new DenseTensor<float>(new float[] { 1, 1, -20, 1 }, [2, 2]))]);

        // (1·1 + 1·4 + 10)·2 = 30, (2 + 5 + 20)·2 = 54, (3 + 6 + 30)·2 = 78; the second row's −12, −30 and −48 are cut at 0.
        CollectionAssert.AreEqual(new float[] { 30, 54, 78, 0, 0, 0 }, result[0].AsTensor<float>().ToArray());
    }

    [TestMethod]
    public void names_never_clash()
    {
        var g = new GraphBuilder();
        Assert.AreEqual("Relu", g.NewName("Relu"));
        Assert.AreEqual("Relu_1", g.NewName("Relu"));
        g.Input("Relu_2", OnnxElementType.Float32, 1);
        Assert.AreEqual("Relu_3", g.NewName("Relu"));
        Assert.ThrowsExactly<ArgumentException>(() => g.Input("Relu_3", OnnxElementType.Float32, 1));
        Assert.ThrowsExactly<ArgumentException>(() => g.Node("Relu", ["Relu_2"], output: "Relu"));
    }

    [TestMethod]
    public void a_graph_that_reads_what_nothing_makes_is_refused()
    {
        var g = new GraphBuilder();
        g.Output(g.Relu("nowhere"), OnnxElementType.Float32, 1);
        OnnxFormatException error = Assert.ThrowsExactly<OnnxFormatException>(() => g.Build());
        StringAssert.Contains(error.Message, "'nowhere'");
    }

    [TestMethod]
    public void a_builder_of_an_existing_graph_leaves_it_unchanged()
    {
        OnnxGraph graph = OnnxModel.Read(Networks.PathOf("fr_eye")).Graph;
        int nodes = graph.Nodes.Count;
        GraphBuilder builder = GraphBuilder.From(graph);
        string norm = builder.ReduceL2(graph.Outputs[0].Name, [1]);
        builder.Output(norm, OnnxElementType.Float32, OnnxDimension.Unknown, 1);

        OnnxModel longer = builder.Build(11);
        Assert.AreEqual(nodes, graph.Nodes.Count);
        Assert.AreEqual(nodes + 1, longer.Graph.Nodes.Count);
        Assert.AreEqual(2, longer.Graph.Outputs.Count);
    }
}
