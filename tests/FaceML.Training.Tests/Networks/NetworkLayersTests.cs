using FaceML.Onnx;
using FaceML.Training.Networks;

namespace FaceML.Training.Tests.Networks;

[TestClass]
public sealed class NetworkLayersTests
{
    [TestMethod]
    public void CutsAreWhereOneValueAloneGoesOn()
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
    public void AnUnknownName_IsAnsweredWithNamesThatThereAre()
    {
        string message = NetworkLayers.Unknown(Patterns.Network(), "tiny", "nowhere");

        StringAssert.Contains(message, "'nowhere'");
        StringAssert.Contains(message, "first, middle");
    }
}
