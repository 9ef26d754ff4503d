namespace FaceML.Recognition.Tests;

[TestClass]
public sealed class PublicApiTests
{
    [TestMethod]
    public void The_public_surface_is_the_approved_one() => PublicApi.AssertApproved(typeof(FaceDetector).Assembly);
}
