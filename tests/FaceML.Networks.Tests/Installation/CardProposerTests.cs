using FaceML.Imaging;

namespace FaceML.Networks.Tests.Installation;

[TestClass]
public sealed class CardProposerTests
{
    [TestMethod]
    public void the_shapes_of_a_shipped_detector_give_its_card_back()
    {
        NetworkCard shipped = Installed.Detector.Card, proposed = CardProposer.Propose("mine", [Installed.Detector.Path]);
        Assert.AreEqual(shipped.Sha256, proposed.Sha256);
        Assert.AreEqual(shipped.Detection!.Family, proposed.Detection!.Family);
        Assert.AreEqual((320, 240, TensorLayout.Nchw, ChannelOrder.Rgb),
            (proposed.Inputs[0].Width, proposed.Inputs[0].Height, proposed.Inputs[0].Layout, proposed.Inputs[0].Order));
        CollectionAssert.AreEqual(shipped.Outputs.Select(o => o.Role + string.Join(',', o.Shape)).ToArray(), proposed.Outputs
            .Select(o => o.Role + string.Join(',', o.Shape)).ToArray());
    }

    [TestMethod]
    public void the_shapes_of_a_shipped_embedder_give_its_length_and_size()
    {
        NetworkCard proposed = CardProposer.Propose("mine", [Installed.Embedder.Path]);
        Assert.AreEqual(NetworkKind.Embedder, proposed.Kind);
        Assert.AreEqual(512, proposed.Embedding!.Length);
        Assert.AreEqual(112, proposed.Inputs[0].Width);
        Assert.AreEqual(CommercialUse.NotStated, proposed.License.CommercialUse);
    }

    [TestMethod]
    public void open_output_lengths_are_found_by_running_the_file() =>
        Assert.AreEqual(128, CardProposer.Propose("mine", [TestData.NetworkFile("mobilefacenet", "mobilefacenet.onnx")]).Embedding!.Length);

    [TestMethod]
    public void a_network_of_no_known_family_is_refused_with_its_outputs()
    {
        string file = TestData.NetworkFile("minifasnet", "2.7_80x80_MiniFASNetV2.onnx");
        NetworkException error = Assert.ThrowsExactly<NetworkException>(() => CardProposer.Propose("mine", [file]));
        StringAssert.Contains(error.Message, "no known family");
    }

    [TestMethod]
    public void a_family_that_does_not_fit_is_refused()
    {
        Assert.ThrowsExactly<NetworkException>(() => CardProposer.Propose("mine", [Installed.Detector.Path], "scrfd"));
        Assert.ThrowsExactly<ArgumentException>(() => CardProposer.Propose("mine", [Installed.Detector.Path], "yolo"));
    }
}
