namespace Microsoft.ML.Tests.Kernel.Api;

[TestClass]
public sealed class PublicApiTests
{
    [TestMethod]
    public void SurfaceIsTheApprovedOne() => PublicApi.AssertApproved(typeof(MLContext).Assembly);
}
