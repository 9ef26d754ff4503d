using FaceML.Galleries.Protection;
using FaceML.Galleries.Stores;
using FaceML.Galleries.Tests;

namespace FaceML.Galleries.Postgres.Tests;

/// <summary>What a server promises about erasure, looked for in its files.</summary>
[TestClass]
public sealed class PostgresErasureTests
{
    private readonly string place = TestServer.Shared.NewSchema();

    [TestMethod]
    public void a_removed_person_leaves_no_row_behind_and_the_receipt_does_not_claim_to_have_searched_the_servers_files()
    {
        using Gallery gallery = Fill(out _);
        var receipt = gallery.Remove("p7");
        Assert.AreEqual(0, receipt.BytesSearched);
        Assert.IsTrue(receipt.Verify(gallery.ReceiptPublicKey.Span));
        Assert.AreEqual(0L, TestServer.Sql(place, "SELECT count(*) FROM template WHERE person = 8"));
        TestServer.Sql(place, "SELECT pg_stat_force_next_flush(); SELECT pg_stat_clear_snapshot()");
        Assert.AreEqual(0L, TestServer.Sql(place, "SELECT n_dead_tup FROM pg_stat_user_tables WHERE relid = 'template'::regclass"));
    }

    [TestMethod]
    public void after_a_purge_the_servers_tables_and_indexes_hold_no_byte_of_a_removed_template()
    {
        if (TestServer.Shared.DataFolder is not { } folder)
        {
            Assert.Inconclusive("The files of a server that FACEML_POSTGRES names are not looked at.");
            return;
        }

        using Gallery gallery = Fill(out float[][] people);
        gallery.BuildIndex();
        // Any sixteen bytes of the record's numbers tell it, as those of the vector that the server compares do.
        byte[][] forms =
        [
            .. people[7].Chunk(4).Skip(1).Take(1).Select(part => part.SelectMany(BitConverter.GetBytes).ToArray()),
            .. people[7].Chunk(8).Skip(1).Take(1).Select(part => part.SelectMany(x => BitConverter.GetBytes((Half)x)).ToArray()),
        ];
        TestServer.Sql(place, "CHECKPOINT");
        foreach (byte[] form in forms)
        {
            Assert.IsTrue(IsIn(Path.Combine(folder, "base"), form));
        }

        gallery.Remove("p7");
        gallery.Purge();
        TestServer.Sql(place, "CHECKPOINT");
        foreach (byte[] form in forms)
        {
            Assert.IsFalse(IsIn(Path.Combine(folder, "base"), form));
            // Documented: the write-ahead log keeps it until its files are recycled.
            Assert.IsTrue(IsIn(Path.Combine(folder, "pg_wal"), form));
        }
    }

    [TestMethod]
    public void while_another_session_reads_an_older_state_the_removal_says_that_traces_remain()
    {
        using Gallery gallery = Fill(out _);
        using (IGallerySession older = PostgresGalleryStore.Open(place).Begin(write: false))
        {
            older.ReadGallery();
            Assert.AreEqual(
                GalleryError.TracesRemain, Assert.ThrowsExactly<GalleryException>(() => gallery.Remove("p7")).Error);
            Assert.IsNull(gallery.Find("p7"));
        }

        gallery.Purge();
    }

    [TestMethod]
    public void the_index_goes_on_after_removals()
    {
        using Gallery gallery = Fill(out float[][] people);
        gallery.BuildIndex();
        for (int i = 0; i < 20; i++)
        {
            gallery.Remove($"p{i}");
        }

        Assert.IsNull(gallery.Search(people[3], Draw.Recipe).Identity);
        for (int i = 20; i < people.Length; i++)
        {
            Assert.AreEqual($"p{i}", gallery.Search(people[i], Draw.Recipe).Identity!.Id);
        }
    }

    private Gallery Fill(out float[][] people)
    {
        // Vectors that no other gallery of the server has: its files are searched.
        Random random = new(Guid.NewGuid().GetHashCode());
        people = [.. Enumerable.Range(0, 60).Select(_ => Draw.Unit(random))];
        Gallery gallery = GalleryPlace.Create(place, Draw.Definition, Draw.Deciding);
        gallery.Enroll([.. people.Select((vector, i) => Draw.Of($"p{i}", vector))]);
        return gallery;
    }

    private static bool IsIn(string folder, byte[] form) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Any(file => Read(file).AsSpan().IndexOf(form) >= 0);

    // A file may go while the folder is read.
    private static byte[] Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }
}
