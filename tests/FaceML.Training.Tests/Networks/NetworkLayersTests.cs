namespace FaceML.Training.Tests.Networks;

[TestClass]
public sealed class NetworkLayersTests
{
    [TestMethod]
    public void cuts_are_where_one_value_alone_goes_on()
    {
        var b = new GraphBuilder();
        string x = b.Input("x", OnnxElementType.Float32, 1, 4);
        string a = b.Relu(x, "a");
        // Inside the branch two values go on; behind it one.
        b.Relu(b.Add(b.Tanh(a, "side"), a, "joined"), "y");
        b.Output("y", OnnxElementType.Float32, 1, 4);

        CollectionAssert.AreEqual(new[] { "a", "joined" }, NetworkLayers.Cuts(b.Build()).ToArray());
    }

    [TestMethod]
    public void an_unknown_name_is_answered_with_names_that_there_are()
    {
        string message = NetworkLayers.Unknown(Patterns.Network(), "tiny", "nowhere");

        StringAssert.Contains(message, "'nowhere'");
        StringAssert.Contains(message, "first, middle");
    }

    [TestMethod]
    [DataRow(0.0, null)]
    [DataRow(0.3, "first")]
    [DataRow(0.6, "middle")]
    [DataRow(1.0, "Reshape")]
    public void a_share_of_the_operators_is_frozen_up_to_the_last_cut_within_it(double share, string? expected) =>
        Assert.AreEqual(expected, NetworkLayers.CutAt(Patterns.Network(), share));
}
