namespace FaceML.Tests;

[TestClass]
public sealed class PublicApiTests
{
    [TestMethod]
    public void PublicSurface_IsTheApprovedOne() => PublicApi.AssertApproved(typeof(FaceCatalog).Assembly);
}
