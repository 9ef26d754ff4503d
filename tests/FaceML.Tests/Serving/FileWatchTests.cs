using FaceML.Serving;

namespace FaceML.Tests.Serving;

[TestClass]
public sealed class FileWatchTests
{
    [TestMethod]
    [DataRow("overwritten")]
    [DataRow("renamed")]
    [DataRow("deleted and created")]
    public void a_changed_file_is_noticed(string how)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "one");
        File.WriteAllText(folder["next"], "two");
        using var noticed = new AutoResetEvent(false);
        using var watch = new FileWatch(folder["file"], TimeSpan.FromMilliseconds(20), TimeSpan.FromMinutes(10), () => noticed.Set());
        Assert.IsFalse(noticed.WaitOne(200), "Nothing has changed yet.");
        switch (how)
        {
            case "overwritten":
                File.WriteAllText(folder["file"], "another");
                break;
            case "renamed":
                File.Move(folder["next"], folder["file"], overwrite: true);
                break;
            default:
                File.Delete(folder["file"]);
                File.WriteAllText(folder["file"], "another");
                break;
        }

        Assert.IsTrue(noticed.WaitOne(15_000));
    }

    [TestMethod]
    public void another_file_is_nobodys_business()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "one");
        using var noticed = new AutoResetEvent(false);
        using var watch = new FileWatch(folder["file"], TimeSpan.Zero, TimeSpan.FromMilliseconds(20), () => noticed.Set());
        File.WriteAllText(folder["other"], "two");
        Assert.IsFalse(noticed.WaitOne(300));
    }

    [TestMethod]
    public void a_swapped_link_is_found_by_the_poll()
    {
        using var folder = new TemporaryFolder();
        // As orchestrators mount configuration: the file is a link into a folder that is itself a link, and only that one changes.
        foreach (string version in (string[])["v1", "v2"])
        {
            Directory.CreateDirectory(folder[version]);
            File.WriteAllText(Path.Combine(folder[version], "file"), version == "v1" ? "one" : "another");
        }

        try
        {
            Directory.CreateSymbolicLink(folder["current"], folder["v1"]);
            File.CreateSymbolicLink(folder["file"], Path.Combine(folder["current"], "file"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Assert.Inconclusive($"No symbolic links here: {e.Message}");
        }

        using var noticed = new AutoResetEvent(false);
        using var watch = new FileWatch(folder["file"], TimeSpan.Zero, TimeSpan.FromMilliseconds(50), () => noticed.Set());
        Directory.CreateSymbolicLink(folder["next"], folder["v2"]);
        Directory.Move(folder["next"], folder["moved"]);
        Directory.Delete(folder["current"]);
        Directory.Move(folder["moved"], folder["current"]);
        Assert.IsTrue(noticed.WaitOne(15_000));
    }
}
