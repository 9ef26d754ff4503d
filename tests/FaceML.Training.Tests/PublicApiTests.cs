namespace FaceML.Training.Tests;

[TestClass]
public sealed class PublicApiTests
{
    [TestMethod]
    public void The_public_surface_is_the_approved_one() => PublicApi.AssertApproved(typeof(Layer).Assembly);
}
