namespace FaceML.Galleries.Tests.Stores;

/// <summary>Disks that fill up under a gallery.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class FullDiskTests
{
    [TestMethod]
    public void on_a_full_disk_nothing_acknowledged_is_lost_and_the_gallery_opens()
    {
        using TemporaryFolder folder = new();
        Gallery.CreateFile(folder.File("door.faces"), Draw.Definition).Dispose();
        using FullDisk disk = new();

        string[] lines = disk.RunWorker(folder.Path, 6 << 20, "p 100000 1");

        string[] acknowledged = [.. lines.Where(line => line.StartsWith('p'))];
        string error = lines.Single(line => line.StartsWith("error ", StringComparison.Ordinal));
        Assert.IsGreaterThan(50, acknowledged.Length);
        StringAssert.Contains(error, FullDisk.IsMountable ? "no space left" : "Is the disk full?");
        CollectionAssert.AreEqual(new[] { "ready", "exit 0" }, lines[^2..], "opened on the full disk");
        using var reopened = Gallery.OpenFile(Path.Combine(disk.Kept, "door.faces"));
        IReadOnlyList<Person> people = reopened.List();
        CollectionAssert.AreEquivalent(acknowledged, people.Select(person => person.Id).ToArray());
        Assert.IsTrue(people.All(person => person.Templates.Count == 2));
        Assert.IsTrue(reopened.Audit([]).IsClean);
    }

    [TestMethod]
    public void an_index_that_finds_no_room_is_said_and_a_person_is_erased_all_the_same()
    {
        if (!FullDisk.IsMountable)
        {
            Assert.Inconclusive("A limit on each file would stop the gallery's file first: this needs a tmpfs (unshare --mount).");
        }

        const int people = 1000;
        using TemporaryFolder folder = new();
        string file = folder.File("door.faces");
        using (var gallery = Gallery.CreateFile(file, Draw.Definition with { Duplicates = DuplicateRule.Ignore }))
        {
            gallery.Enroll([.. Enumerable.Range(0, people).Select(i => Draw.Of($"p{i}", Draw.Unit(new(i))))]);
        }

        using FullDisk disk = new();

        // Room for the write-ahead log of an erasure, which writes every page that held the person, and for a part of an index.
        string[] lines = disk.RunWorker(folder.Path, (int)new FileInfo(file).Length + (160 << 10), "p 0 1 index");

        StringAssert.StartsWith(
            lines.Single(line => line.StartsWith("error ", StringComparison.Ordinal)), "error StoreFull: The index of the gallery");
        CollectionAssert.IsSubsetOf(new[] { "erased", "exit 0" }, lines);
        Assert.IsEmpty(Directory.GetFiles(disk.Kept, "*.index*"));
        using var reopened = Gallery.OpenFile(Path.Combine(disk.Kept, "door.faces"));
        Assert.AreEqual(people - 1, reopened.PersonCount);
        Assert.IsTrue(reopened.Audit([Draw.Unit(new(0))]).IsClean);
    }
}
