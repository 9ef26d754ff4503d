namespace FaceML.Networks.Tests.Installation;

[TestClass]
public sealed class KnownNetworksTests
{
    [TestMethod]
    public void each_has_a_name_a_hash_and_says_where_it_was_seen()
    {
        Assert.IsTrue(KnownNetworks.All.Count > 10);
        Assert.AreEqual(KnownNetworks.All.Count, KnownNetworks.All.DistinctBy(card => card.Name).Count());
        Assert.AreEqual(KnownNetworks.All.Count, KnownNetworks.All.DistinctBy(card => card.Sha256).Count());
        Assert.IsTrue(KnownNetworks.All.All(card => card.License.StatedIn.Contains("SHA-256", StringComparison.Ordinal)
            || card.Source.Registry == "npm"));
    }

    [TestMethod]
    public void one_that_was_never_run_here_says_where_its_facts_were_seen()
    {
        foreach (NetworkCard card in KnownNetworks.All
            .Where(card => card.Name.StartsWith("insightface-", StringComparison.Ordinal)
            || card.Name is "sface-2021dec" or "yunet-2023mar"))
        {
            StringAssert.Contains(card.Source.Facts, "at commit");
        }
    }

    [TestMethod]
    public void a_file_is_recognized_by_its_content() =>
        Assert.AreEqual("yunet-n-320", KnownNetworks.Recognise(TestData.NetworkFile("yunet", "yunet_n_320_320.onnx"))?.Name);

    [TestMethod]
    public void another_file_is_not() => Assert.IsNull(KnownNetworks.Recognise(Installed.Detector.Path));
}
