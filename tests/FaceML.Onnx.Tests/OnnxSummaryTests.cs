namespace FaceML.Onnx.Tests;

[TestClass]
public class OnnxSummaryTests
{
    [TestMethod]
    public void the_default_networks_are_summarized() =>
        Snapshot.AssertApproved(
            string.Join('\n', new[] { "fr_detect", "fr_landmark", "fr_feature" }
            .Select(n => $"{n}\n{new OnnxSummary(OnnxModel.Read(Networks.PathOf(n)))}")), "Summaries");
}
