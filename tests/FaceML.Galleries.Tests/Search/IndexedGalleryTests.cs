using FaceML.Galleries.Tests.Stores;

namespace FaceML.Galleries.Tests.Search;

/// <summary>What a gallery promises, searched by the index; and what is promised about the index's file.</summary>
[TestClass]
public sealed class IndexedGalleryTests : GalleryContract, IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static GalleryOptions ByIndex { get; } = Deciding with { Search = SearchMethod.Index };

    private string File => folder.File("door.faces");

    private string IndexFile => File + ".index";

    private protected override SearchMethod Method => SearchMethod.Index;

    public void Dispose() => folder.Dispose();

    private protected override IGalleryStore CreateStore() => SqliteGalleryStore.Create(folder.File($"{Guid.NewGuid():N}.faces"));

    [TestMethod]
    public void the_index_is_kept_in_a_file_and_taken_from_it()
    {
        float[][] people = Fill(300);
        DateTime written = System.IO.File.GetLastWriteTimeUtc(IndexFile);
        using var reopened = Gallery.OpenFile(File, ByIndex);
        Assert.AreEqual(SearchMethod.Index, reopened.SearchedBy);
        Assert.AreEqual("p123", reopened.Search(people[123], Draw.Recipe).Identity!.Id);
        Assert.AreEqual(written, System.IO.File.GetLastWriteTimeUtc(IndexFile));
    }

    [TestMethod]
    public void an_index_file_with_any_changed_byte_is_not_loaded_and_built_again()
    {
        float[][] people = Fill(300);
        byte[] good = System.IO.File.ReadAllBytes(IndexFile);
        Random random = new(1);
        for (int i = 0; i < 25; i++)
        {
            byte[] bad = [.. good];
            bad[random.Next(bad.Length)] ^= (byte)(1 << random.Next(8));
            System.IO.File.WriteAllBytes(IndexFile, i % 5 == 4 ? bad[..random.Next(bad.Length)] : bad);
            using var gallery = Gallery.OpenFile(File, ByIndex);
            Assert.AreEqual($"p{i}", gallery.Search(people[i], Draw.Recipe).Identity!.Id);
            gallery.BuildIndex();
            Assert.AreEqual(SearchMethod.Index, gallery.SearchedBy);
            Assert.AreEqual($"p{i}", gallery.Search(people[i], Draw.Recipe).Identity!.Id);
        }
    }

    [TestMethod]
    public void changes_since_the_file_was_written_are_made_up_for_when_it_is_loaded()
    {
        float[][] people = Fill(300);
        byte[] old = System.IO.File.ReadAllBytes(IndexFile);
        float[] newcomer = Draw.Unit(new(99));
        using (var exact = Gallery.OpenFile(File, Deciding with { Search = SearchMethod.Exact }))
        {
            exact.Enroll(Draw.Of("new", newcomer));
            exact.Merge("p5", "p6");
            exact.Rename("p7", "seven");
        }

        CollectionAssert.AreEqual(old, System.IO.File.ReadAllBytes(IndexFile));
        using var reopened = Gallery.OpenFile(File, ByIndex);
        Assert.AreEqual(SearchMethod.Index, reopened.SearchedBy);
        Assert.AreEqual("new", reopened.Search(newcomer, Draw.Recipe).Identity!.Id);
        Assert.AreEqual("p6", reopened.Search(people[5], Draw.Recipe).Identity!.Id);
        Assert.AreEqual("seven", reopened.Search(people[7], Draw.Recipe).Identity!.Id);
    }

    [TestMethod]
    public void erasure_takes_a_person_out_of_the_index_file_whoever_erases()
    {
        float[][] people = Fill(300);
        byte[] stored;
        using (UsearchIndex one = new(Draw.Dimension, 1, 1))
        {
            one.Add(1, people[8]);
            stored = one.Stored(1)!;
        }

        Assert.IsTrue(TraceFinderTests.Finds(System.IO.File.ReadAllBytes(IndexFile), stored));
        using (var indexed = Gallery.OpenFile(File, ByIndex))
        {
            Assert.IsTrue(indexed.Audit([people[8]]).Traces.Any(trace => trace.Place.Contains(".index", StringComparison.Ordinal)));
            indexed.Remove("p8");
            Assert.IsFalse(TraceFinderTests.Finds(System.IO.File.ReadAllBytes(IndexFile), stored));
            Assert.IsTrue(indexed.Audit([people[8]]).IsClean);
        }

        using (var exact = Gallery.OpenFile(File, Deciding with { Search = SearchMethod.Exact }))
        {
            exact.Remove("p9");
            Assert.IsFalse(System.IO.File.Exists(IndexFile));
        }

        using var reopened = Gallery.OpenFile(File, ByIndex);
        reopened.BuildIndex();
        Assert.IsNull(reopened.Search(people[9], Draw.Recipe).Identity);
        Assert.AreEqual("p10", reopened.Search(people[10], Draw.Recipe).Identity!.Id);
    }

    [TestMethod]
    public void what_a_killed_process_left_of_an_index_file_is_found_by_the_audit_and_erased()
    {
        float[][] people = Fill(50);
        string left = IndexFile + ".tmp";
        System.IO.File.Copy(IndexFile, left);
        using var gallery = Gallery.OpenFile(File, ByIndex);
        Assert.IsTrue(gallery.Audit([people[8]]).Traces.Any(trace => trace.Place.Contains(".index.tmp", StringComparison.Ordinal)));

        gallery.Remove("p8");

        Assert.IsFalse(System.IO.File.Exists(left));
        Assert.IsTrue(gallery.Audit([people[8]]).IsClean);
    }

    [TestMethod]
    public void a_gallery_that_was_encrypted_later_keeps_no_index_file()
    {
        Fill(50);
        using (var gallery = Gallery.OpenFile(File, ByIndex with { Keys = Keys("k1") }))
        {
            gallery.Rekey();
            gallery.BuildIndex();
        }

        Assert.IsFalse(System.IO.File.Exists(IndexFile));
    }

    [TestMethod]
    [DataRow(SearchMethod.Automatic)]
    [DataRow(SearchMethod.Exact)]
    [DataRow(SearchMethod.Quantized)]
    public void only_a_gallery_that_is_opened_with_the_index_takes_its_file_or_builds_one(SearchMethod method)
    {
        float[][] people = Fill(50);
        using var gallery = Gallery.OpenFile(File, Deciding with { Search = method, ExactLimit = 10 });
        Assert.AreNotEqual(SearchMethod.Index, gallery.SearchedBy);
        Assert.AreEqual("p7", gallery.Search(people[7], Draw.Recipe).Identity!.Id);
        GalleryException refused = Assert.ThrowsExactly<GalleryException>(() => gallery.BuildIndex());
        Assert.AreEqual(GalleryError.InvalidArgument, refused.Error);
    }

    [TestMethod]
    public void an_encrypted_gallery_keeps_no_index_file()
    {
        using (var gallery = Gallery.CreateFile(File, Draw.Definition, ByIndex with { Keys = Keys("k1") }))
        {
            gallery.Enroll(Draw.Of("anna", Draw.Unit(new(1))));
            gallery.BuildIndex();
        }

        CollectionAssert.AreEqual(new[] { File }, Directory.GetFiles(folder.Path));
    }

    private float[][] Fill(int count)
    {
        Random random = new(count);
        float[][] people = [.. Enumerable.Range(0, count).Select(_ => Draw.Unit(random))];
        using var gallery = Gallery.CreateFile(File, Draw.Definition, ByIndex);
        gallery.Enroll([.. people.Select((vector, i) => Draw.Of($"p{i}", vector))]);
        gallery.BuildIndex();
        return people;
    }
}
