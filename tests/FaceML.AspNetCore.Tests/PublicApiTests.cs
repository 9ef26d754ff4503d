namespace FaceML.AspNetCore.Tests;

[TestClass]
public sealed class PublicApiTests
{
    [TestMethod]
    public void the_public_surface_is_the_approved_one() => PublicApi.AssertApproved(typeof(FaceMLOptions).Assembly);
}
