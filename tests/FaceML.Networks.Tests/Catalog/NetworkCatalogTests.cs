namespace FaceML.Networks.Tests.Catalog;

[TestClass]
public sealed class NetworkCatalogTests
{
    [TestMethod]
    public void the_networks_of_the_restore_are_installed_and_whole()
    {
        CollectionAssert.IsSubsetOf(new[] { "faceplugin-512", "landmarks-68", "ultraface-rfb320" }, Installed.Catalog.Entries
            .Select(e => e.Card.Name).ToArray());
        foreach (NetworkEntry entry in Installed.Catalog.Entries)
        {
            Assert.AreEqual(NetworkState.Ready, entry.Check(out string? problem), problem);
            Assert.IsNull(problem);
        }
    }

    [TestMethod]
    public void an_unknown_name_lists_the_known_ones()
    {
        NetworkException error = Assert.ThrowsExactly<NetworkException>(() => Installed.Catalog.Find("nobody"));
        StringAssert.Contains(error.Message, "nobody");
        StringAssert.Contains(error.Message, "ultraface-rfb320");
    }

    [TestMethod]
    public void a_card_that_is_not_usable_is_named_with_the_way_out()
    {
        using TemporaryFolder folder = Installed.Folder();
        File.Copy(Installed.Detector.CardPath, folder.File("card.json"));
        string bad = folder.File("bad.json", "{}");
        NetworkCardException error = Assert.ThrowsExactly<NetworkCardException>(() => new NetworkCatalog(folder.Path));
        StringAssert.StartsWith(error.Message, $"Network card {bad}: ");
        StringAssert.EndsWith(error.Message, "Mend the card, or delete the file to go on without this network.");
    }

    [TestMethod]
    public void a_missing_file_is_a_state_and_at_load_an_error()
    {
        using TemporaryFolder folder = Installed.Folder();
        File.Copy(Installed.Detector.CardPath, folder.File("card.json"));
        NetworkEntry entry = new NetworkCatalog(folder.Path).Find("ultraface-rfb320");
        Assert.AreEqual(NetworkState.Missing, entry.Check(out string? problem));
        StringAssert.Contains(problem, folder.File("fr_detect.onnx"));
        NetworkException error = Assert.ThrowsExactly<NetworkException>(() => entry.Load());
        StringAssert.Contains(error.Message, "does not exist");
    }

    [TestMethod]
    public void a_changed_byte_is_an_error_that_names_both_hashes()
    {
        using TemporaryFolder folder = Installed.Folder();
        File.Copy(Installed.Detector.CardPath, folder.File("card.json"));
        byte[] bytes = File.ReadAllBytes(Installed.Detector.Path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(folder.File("fr_detect.onnx"), bytes);
        string found = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));

        NetworkEntry entry = new NetworkCatalog(folder.Path).Find("ultraface-rfb320");
        NetworkException error = Assert.ThrowsExactly<NetworkException>(() => entry.Load());
        StringAssert.Contains(error.Message, Installed.Detector.Card.Sha256);
        StringAssert.Contains(error.Message, found);
        Assert.AreEqual(NetworkState.Different, entry.Check(out string? problem));
        StringAssert.Contains(problem, found);
    }

    [TestMethod]
    public void a_file_that_changes_after_it_was_checked_is_noticed()
    {
        using TemporaryFolder folder = Installed.Folder();
        File.Copy(Installed.Detector.CardPath, folder.File("card.json"));
        File.Copy(Installed.Detector.Path, folder.File("fr_detect.onnx"));
        NetworkEntry entry = new NetworkCatalog(folder.Path).Find("ultraface-rfb320");
        Assert.AreEqual(NetworkState.Ready, entry.Check(out _));
        byte[] bytes = File.ReadAllBytes(entry.Path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(entry.Path, bytes);
        File.SetLastWriteTimeUtc(entry.Path, DateTime.UtcNow.AddSeconds(5));
        Assert.AreEqual(NetworkState.Different, entry.Check(out _));
        Assert.ThrowsExactly<NetworkException>(() => entry.Load());
    }

    [TestMethod]
    public void a_file_of_another_length_is_an_error_that_names_both()
    {
        using TemporaryFolder folder = Installed.Folder();
        File.Copy(Installed.Detector.CardPath, folder.File("card.json"));
        File.WriteAllBytes(folder.File("fr_detect.onnx"), new byte[1000]);
        NetworkException error = Assert.ThrowsExactly<NetworkException>(() => new NetworkCatalog(folder.Path).Load("ultraface-rfb320"));
        StringAssert.Contains(error.Message, "1000 bytes");
        StringAssert.Contains(error.Message, "1217758");
    }

    [TestMethod]
    public void the_first_folder_wins()
    {
        using TemporaryFolder folder = Installed.Folder();
        File.WriteAllText(folder.File("card.json"), (Installed.Detector.Card with { Title = "mine" }).ToJson());
        Assert.AreEqual("mine", NetworkCatalog.Default(folder.Path).Find("ultraface-rfb320").Card.Title);
    }

    [TestMethod]
    public void a_folder_that_does_not_exist_is_an_error() =>
        StringAssert.Contains(Assert.ThrowsExactly<NetworkCardException>(() => new NetworkCatalog("/no/such/folder")).Message, "folder");

    [TestMethod]
    [DoNotParallelize]
    public void the_environment_variable_names_further_folders()
    {
        using TemporaryFolder folder = Installed.Folder();
        File.WriteAllText(folder.File("card.json"), (Installed.Detector.Card with { Name = "from-the-environment" }).ToJson());
        string? before = Environment.GetEnvironmentVariable(NetworkCatalog.EnvironmentVariable);
        try
        {
            Environment.SetEnvironmentVariable(NetworkCatalog.EnvironmentVariable, folder.Path);
            Assert.AreEqual(folder.File("card.json"), NetworkCatalog.Default().Find("from-the-environment").CardPath);
        }
        finally
        {
            Environment.SetEnvironmentVariable(NetworkCatalog.EnvironmentVariable, before);
        }
    }
}
