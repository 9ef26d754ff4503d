namespace FaceML.Onnx.Tests.Model;

[TestClass]
public class OnnxGraphTests
{
    [TestMethod]
    public void only_what_no_output_needs_is_removed()
    {
        var g = new GraphBuilder();
        string x = g.Input("x", OnnxElementType.Float32, 1, 2);
        string y = g.Add(g.Relu(x), g.Floats("needed", [1], [1]));
        g.Mul(g.Relu(x), g.Floats("unneeded", [1], [1]));
        g.Output(y, OnnxElementType.Float32, 1, 2);

        Assert.AreEqual(2, g.Graph.RemoveUnused());
        CollectionAssert.AreEqual(new[] { "Relu", "Add" }, g.Graph.Nodes.Select(n => n.OpType).ToList());
        CollectionAssert.AreEqual(new[] { "needed" }, g.Graph.Initializers.Select(t => t.Name).ToList());
        g.Graph.Validate();
    }

    [TestMethod]
    public void a_value_captured_by_control_flow_is_needed()
    {
        var body = new OnnxGraph();
        body.Nodes.Add(new("Identity", ["captured"], ["inner"]));
        body.Outputs.Add(new("inner"));
        var g = new GraphBuilder();
        string x = g.Input("x", OnnxElementType.Float32, 1);
        g.Relu(x, output: "captured");
        string y = g.Node("If", [x], [OnnxAttribute.Of("then_branch", body), OnnxAttribute.Of("else_branch", body)]);
        g.Output(y, OnnxElementType.Float32, 1);

        Assert.AreEqual(0, g.Graph.RemoveUnused());
        Assert.AreEqual(2, g.Graph.Nodes.Count);
    }

    [TestMethod]
    public void the_index_finds_makers_and_readers()
    {
        OnnxGraph graph = OnnxModel.Read(Networks.PathOf("fr_eye")).Graph;
        var index = new GraphIndex(graph);
        OnnxNode second = graph.Nodes[1];
        Assert.AreSame(graph.FindProducer(second.Outputs[0]), index.Producer(second.Outputs[0]));
        CollectionAssert.AreEqual(graph.FindConsumers(second.Outputs[0]).ToList(), index.Consumers(second.Outputs[0]).ToList());
        Assert.AreSame(graph.Initializers[0], index.Initializer(graph.Initializers[0].Name));
        Assert.IsNull(index.Producer("nothing"));
        Assert.AreEqual(0, index.Consumers("nothing").Count);
    }
}
