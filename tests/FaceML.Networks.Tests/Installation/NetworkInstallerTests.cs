namespace FaceML.Networks.Tests.Installation;

[TestClass]
public sealed class NetworkInstallerTests
{
    [TestMethod]
    public void an_installed_network_is_in_the_catalog_and_runs()
    {
        using TemporaryFolder folder = Installed.Folder();
        NetworkCard card = Installed.Detector.Card with { Name = "mine" };
        NetworkInstaller.Install(card, [Installed.Detector.Path], folder.Path);
        CollectionAssert.AreEquivalent(new[] { "mine.json", "mine.onnx" }, Names(folder));
        using OnnxNetwork network = new NetworkCatalog(folder.Path).Load("mine");
        network.WarmUp(1);
    }

    [TestMethod]
    public void a_file_that_is_not_the_cards_leaves_nothing_behind()
    {
        using TemporaryFolder folder = Installed.Folder();
        Assert.ThrowsExactly<NetworkException>(() =>
            NetworkInstaller.Install(Installed.Detector.Card, [Installed.Embedder.Path], folder.Path));
        Assert.AreEqual(0, Names(folder).Length);
    }

    [TestMethod]
    public void a_card_whose_shapes_are_not_the_files_leaves_nothing_behind()
    {
        using TemporaryFolder folder = Installed.Folder();
        NetworkCard wrong = Installed.Detector.Card with { Inputs = [Installed.Detector.Card.Inputs[0] with { Width = 640 }] };
        NetworkException error =
            Assert.ThrowsExactly<NetworkException>(() => NetworkInstaller.Install(wrong, [Installed.Detector.Path], folder.Path));
        StringAssert.Contains(error.Message, "640");
        Assert.AreEqual(0, Names(folder).Length);
    }

    [TestMethod]
    public void a_name_that_is_taken_is_refused_unless_it_may_be_replaced()
    {
        using TemporaryFolder folder = Installed.Folder();
        NetworkInstaller.Install(Installed.Detector.Card, [Installed.Detector.Path], folder.Path);
        NetworkException error =
            Assert.ThrowsExactly<NetworkException>(() =>
            NetworkInstaller.Install(Installed.Detector.Card, [Installed.Detector.Path], folder.Path));
        StringAssert.Contains(error.Message, "installed already");
        NetworkInstaller.Install(Installed.Detector.Card with { Title = "again" }, [Installed.Detector.Path], folder.Path, replace: true);
        Assert.AreEqual("again", new NetworkCatalog(folder.Path).Find("ultraface-rfb320").Card.Title);
    }

    [TestMethod]
    public void removing_takes_card_and_files()
    {
        using TemporaryFolder folder = Installed.Folder();
        NetworkInstaller.Remove(NetworkInstaller.Install(Installed.Detector.Card, [Installed.Detector.Path], folder.Path));
        Assert.AreEqual(0, Names(folder).Length);
    }

    [TestMethod]
    public void a_cascade_wants_all_its_files()
    {
        using TemporaryFolder folder = Installed.Folder();
        string[] files = [.. new[] { "pnet", "rnet", "onet" }.Select(name => TestData.NetworkFile("mtcnn", name + ".onnx"))];
        NetworkCard card = KnownNetworks.Recognise(files[0])!;
        StringAssert.Contains(Assert.ThrowsExactly<NetworkException>(() => NetworkInstaller.Install(card, files[..1], folder.Path)).Message,
            "3 files");
        NetworkEntry entry = NetworkInstaller.Install(card, files, folder.Path);
        Assert.AreEqual(NetworkState.Ready, entry.Check(out _));
        File.Delete(folder.File("mtcnn-keras.stage-3.onnx"));
        Assert.AreEqual(NetworkState.Missing, entry.Check(out string? problem));
        StringAssert.Contains(problem, "stage-3");
    }

    private static string[] Names(TemporaryFolder folder) =>
        [.. Directory.GetFileSystemEntries(folder.Path).Select(path => Path.GetFileName(path)!)];
}
