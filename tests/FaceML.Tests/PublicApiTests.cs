namespace FaceML.Tests;

[TestClass]
public sealed class PublicApiTests
{
    [TestMethod]
    public void PublicSurface_IsTheApprovedOne() => PublicApi.Matches(typeof(FaceCatalog).Assembly);
}
