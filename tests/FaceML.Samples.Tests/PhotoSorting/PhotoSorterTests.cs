using PhotoSorting;

namespace FaceML.Samples.Tests.PhotoSorting;

/// <summary>No file is lost, whatever ends the sorting early and whoever changes a file meanwhile. The files here hold texts.</summary>
[TestClass]
public sealed class PhotoSorterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> remarks = [];

    private PhotoFolder Photos => new(folder.Path);

    private PhotoSorter Sorter => new(Photos);

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void an_image_of_two_people_is_moved_to_the_one_with_the_larger_face()
    {
        Know(("both.jpg", [Face(1, 10), Face(2, 20)]));

        Assert.AreEqual("Ben/both.jpg", Planned(copy: false).Single());
    }

    [TestMethod]
    public void an_image_of_two_people_is_copied_to_each()
    {
        Know(("both.jpg", [Face(1, 10), Face(2, 20)]));

        CollectionAssert.AreEqual((string[])["Ben/both.jpg", "Anna/both.jpg"], Planned(copy: true));
    }

    [TestMethod]
    public void an_image_without_a_named_face_stays_where_it_is()
    {
        Know(("empty.jpg", []), ("stranger.jpg", [Face(3, 10)]), ("alone.jpg", [Face(null, 10)]));

        Assert.IsEmpty(Planned(copy: false));
    }

    [TestMethod]
    public void a_file_that_lies_there_already_is_never_written_over()
    {
        Know(("a.jpg", [Face(1, 10)]));
        folder.File("Anna/a.jpg", "another");

        Sorter.Apply(Sorter.Plan(copy: false, remarks.Add), default);

        Assert.AreEqual("another", File.ReadAllText(folder["Anna/a.jpg"]));
        Assert.AreEqual("a.jpg", File.ReadAllText(folder["Anna/a (2).jpg"]));
    }

    [TestMethod]
    public void a_file_that_was_changed_since_the_scan_is_left_out_and_named()
    {
        Know(("a.jpg", [Face(1, 10)]));
        folder.File("a.jpg", "edited");

        Assert.IsEmpty(Planned(copy: false));
        StringAssert.Contains(remarks.Single(), "a.jpg");
    }

    [TestMethod]
    [DataRow(false, 0)]
    [DataRow(false, 1)]
    [DataRow(true, 0)]
    [DataRow(true, 1)]
    public void undo_puts_back_what_a_killed_process_had_done(bool copy, int done)
    {
        Know(("a.jpg", [Face(1, 10)]), ("b.jpg", [Face(2, 10)]));
        IReadOnlyList<SortingStep> steps = Sorter.Plan(copy, remarks.Add);

        // What a process leaves that is killed between two files: the journal, and the first of them.
        Photos.WriteJournal(steps);
        foreach (SortingStep step in steps.Take(done))
        {
            step.Do(Photos);
        }

        folder.File("Ben/b.jpg.partial", copy ? "half a cop" : null);

        Assert.AreEqual(done, Sorter.Undo());
        CollectionAssert.AreEqual((string[])["a.jpg", "b.jpg"], folder.Files.ToArray());
        Assert.IsTrue(folder.Files.All(file => File.ReadAllText(folder[file]) == file));
        Assert.IsFalse(Directory.Exists(folder["Anna"]) || Directory.Exists(folder["Ben"]));
    }

    [TestMethod]
    public void what_a_killed_process_had_begun_can_be_sorted_again_by_other_names_and_undone()
    {
        Know(("a.jpg", [Face(1, 10)]));
        Photos.WriteJournal(Sorter.Plan(copy: false, remarks.Add));
        Photos.WriteIndex(Photos.ReadIndex() with { Names = new Dictionary<int, string> { [1] = "Dora" } });

        Sorter.Apply(Sorter.Plan(copy: false, remarks.Add), default);

        Assert.IsTrue(File.Exists(folder["Dora/a.jpg"]));
        Assert.AreEqual(1, Sorter.Undo());
        CollectionAssert.AreEqual((string[])["a.jpg"], folder.Files.ToArray());
    }

    [TestMethod]
    public void undo_refuses_where_a_file_was_changed_and_touches_none()
    {
        Know(("a.jpg", [Face(1, 10)]), ("b.jpg", [Face(2, 10)]));
        Sorter.Apply(Sorter.Plan(copy: false, remarks.Add), default);
        folder.File("Anna/a.jpg", "edited");

        StringAssert.Contains(Assert.ThrowsExactly<PhotoSortingException>(() => Sorter.Undo()).Message, "Anna/a.jpg");
        Assert.IsTrue(File.Exists(folder["Ben/b.jpg"]));

        Assert.AreEqual(1, Sorter.Undo(others: true));
        Assert.AreEqual("edited", File.ReadAllText(folder["Anna/a.jpg"]));
        CollectionAssert.AreEqual((string[])["b.jpg"], folder.Files.ToArray());
        Assert.HasCount(1, Photos.ReadJournal());
    }

    [TestMethod]
    public void undo_refuses_where_there_is_a_file_again()
    {
        Know(("a.jpg", [Face(1, 10)]));
        Sorter.Apply(Sorter.Plan(copy: false, remarks.Add), default);
        folder.File("a.jpg", "new");

        Assert.ThrowsExactly<PhotoSortingException>(() => Sorter.Undo());
        Assert.AreEqual("new", File.ReadAllText(folder["a.jpg"]));
    }

    [TestMethod]
    public void a_persons_folder_that_leads_elsewhere_is_refused()
    {
        Know(("a.jpg", [Face(1, 10)]));
        using var elsewhere = new TemporaryFolder();
        Directory.CreateSymbolicLink(folder["Anna"], elsewhere.Path);

        Assert.ThrowsExactly<PhotoSortingException>(() => Sorter.Plan(copy: false, remarks.Add));
    }

    private static PhotoFace Face(int? group, float size) => new(group, 0, 0, size, size);

    private string[] Planned(bool copy) => [.. Sorter.Plan(copy, remarks.Add).Select(step => step.To.Replace('\\', '/'))];

    // Each file holds its name. Groups 1 and 2 have names.
    private void Know(params (string File, PhotoFace[] Faces)[] photos) => Photos.WriteIndex(new PhotoIndex(
        [.. photos.Select(photo => new Photo(photo.File, PhotoFolder.Hash(folder.File(photo.File, photo.File)), photo.Faces))],
        new Dictionary<int, string> { [1] = "Anna", [2] = "Ben" }));
}
