namespace FaceML.Onnx.Tests;

[TestClass]
public class PublicApiTests
{
    [TestMethod]
    public void The_public_surface_is_the_approved_one() => PublicApi.AssertApproved(typeof(OnnxModel).Assembly);
}
