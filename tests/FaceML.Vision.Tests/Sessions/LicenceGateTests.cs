namespace FaceML.Vision.Tests.Sessions;

[TestClass]
public sealed class LicenceGateTests
{
    private static readonly NetworkOptions Commercial = new() { Profile = UseProfile.Commercial };

    [TestMethod]
    public void What_is_not_stated_is_refused_by_name()
    {
        NetworkException error = Assert.ThrowsExactly<NetworkException>(() => Installed.Embedder.Load(Commercial));
        StringAssert.Contains(error.Message, "faceplugin-512");
        StringAssert.Contains(error.Message, "nothing is stated about the weights");
    }

    [TestMethod]
    public void What_is_forbidden_is_refused() =>
        Assert.ThrowsExactly<NetworkException>(() => LicenceGate.Check(KnownNetworks.All.First(card => card.Name == "insightface-w600k-r50"), UseProfile.Commercial));

    [TestMethod]
    public void What_is_allowed_passes() => LicenceGate.Check(KnownNetworks.All.First(card => card.Name == "sface-2021dec"), UseProfile.Commercial);

    [TestMethod]
    public void A_whole_recogniser_is_refused() =>
        Assert.ThrowsExactly<NetworkException>(() => FaceRecognizer.Create(Installed.Catalog, new() { Network = Commercial }));
}
