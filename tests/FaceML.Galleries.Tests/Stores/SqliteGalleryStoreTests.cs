using Microsoft.Data.Sqlite;

namespace FaceML.Galleries.Tests.Stores;

[TestClass]
public sealed class SqliteGalleryStoreTests : GalleryContract, IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string File => folder.File("door.faces");

    private protected override IGalleryStore CreateStore() => SqliteGalleryStore.Create(folder.File($"{Guid.NewGuid():N}.faces"));

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void what_is_left_of_an_erased_template_is_found_where_the_same_embedding_stays_enrolled()
    {
        float[] vector = Draw.Unit(new(5));
        byte[] left = [.. vector.SelectMany(BitConverter.GetBytes)];
        using LeavingStore store = new(CreateStore());
        using var gallery = Gallery.Create(store, Draw.Definition with { Duplicates = DuplicateRule.Ignore });
        gallery.Enroll([Draw.Of("anna", vector), Draw.Of("anna berg", vector), Draw.Of("ben", vector)]);
        gallery.Remove("ben");
        store.Left = left;
        GalleryException refused = Assert.ThrowsExactly<GalleryException>(() => gallery.Remove("anna berg"));
        Assert.AreEqual(GalleryError.TracesRemain, refused.Error);
    }

    [TestMethod]
    public void another_programs_file_is_refused_and_left_as_it_is()
    {
        System.IO.File.WriteAllText(File, "no database");
        Assert.AreEqual(GalleryError.Damaged, Assert.ThrowsExactly<GalleryException>(() => Gallery.OpenFile(File)).Error);
        Assert.AreEqual("no database", System.IO.File.ReadAllText(File));
        System.IO.File.Delete(File);
        Sql("CREATE TABLE theirs (a)", SqliteOpenMode.ReadWriteCreate);
        Assert.AreEqual(GalleryError.Damaged, Assert.ThrowsExactly<GalleryException>(() => Gallery.OpenFile(File)).Error);
        Assert.AreEqual(GalleryError.NotFound, Assert.ThrowsExactly<GalleryException>(() => Gallery.OpenFile(File + "x")).Error);
        Assert.AreEqual(
            GalleryError.AlreadyExists, Assert.ThrowsExactly<GalleryException>(() => Gallery.CreateFile(File, Draw.Definition)).Error);
    }

    [TestMethod]
    public void a_changed_byte_in_a_template_is_an_error_that_names_it()
    {
        using (var gallery = Gallery.CreateFile(File, Draw.Definition))
        {
            gallery.Enroll([Draw.Of("anna", Draw.Unit(new(4))), Draw.Of("ben", Draw.Unit(new(5)))]);
        }

        Sql("UPDATE template SET record = CAST(substr(record, 1, 50) || x'77' || substr(record, 52) AS BLOB) WHERE key = 2");
        GalleryException refused = Assert.ThrowsExactly<GalleryException>(() => Gallery.OpenFile(File));
        Assert.AreEqual(GalleryError.Damaged, refused.Error);
        StringAssert.Contains(refused.Message, "Template 2 of the gallery door is damaged");
    }

    [TestMethod]
    public void templates_that_changed_places_are_an_error()
    {
        using (var gallery = Gallery.CreateFile(File, Draw.Definition, new() { Keys = Keys("k1") }))
        {
            gallery.Enroll([Draw.Of("anna", Draw.Unit(new(4))), Draw.Of("ben", Draw.Unit(new(5)))]);
        }

        Sql("UPDATE template SET person = 3 - person");
        Assert.AreEqual(
            GalleryError.Damaged, Assert.ThrowsExactly<GalleryException>(() => Gallery.OpenFile(File, new() { Keys = Keys("k1") })).Error);
    }

    [TestMethod]
    public void the_audit_log_cannot_be_changed_by_accident_and_a_change_on_purpose_shows()
    {
        using (var gallery = Gallery.CreateFile(File, Draw.Definition))
        {
            gallery.Enroll([.. Enumerable.Range(0, 5).Select(i => Draw.Of($"p{i}", Draw.Unit(new(i))))]);
        }

        Assert.ThrowsExactly<SqliteException>(() => Sql("DELETE FROM audit WHERE sequence = 3"));
        Sql("DROP TRIGGER audit_keeps_content; UPDATE audit SET count = 7 WHERE sequence = 3");
        using var reopened = Gallery.OpenFile(File);
        Assert.AreEqual(3, reopened.Audit([]).BrokenEntry);
    }

    [TestMethod]
    public void without_the_key_or_with_a_wrong_one_an_encrypted_gallery_is_not_opened()
    {
        float[] anna = Draw.Unit(new(6));
        using (var gallery = Gallery.CreateFile(File, Draw.Definition, Deciding with { Keys = Keys("k1") }))
        {
            gallery.Enroll(Draw.Of("anna", anna));
        }

        foreach (GalleryOptions options in (GalleryOptions[])
            [new(), new() { Keys = Keys("k2") }, new() { Keys = Galleries.Protection.GalleryKeys.FromCallback("k1", _ => new byte[32]) }])
        {
            GalleryException refused = Assert.ThrowsExactly<GalleryException>(() => Gallery.OpenFile(File, options));
            Assert.AreEqual(GalleryError.KeyUnavailable, refused.Error);
            StringAssert.Contains(refused.Message, "\"k1\"");
        }

        using var reopened = Gallery.OpenFile(File, Deciding with { Keys = Keys("k1") });
        Assert.AreEqual("anna", reopened.Search(anna, Draw.Recipe).Identity!.Id);
    }

    [TestMethod]
    public void a_full_disk_is_said_and_what_was_acknowledged_is_kept()
    {
        Gallery.CreateFile(File, Draw.Definition).Dispose();
        using (var store = SqliteGalleryStore.Open(File, mostPages: 40))
        using (var gallery = Gallery.Open(store))
        {
            GalleryException full = Assert.ThrowsExactly<GalleryException>(() =>
            {
                for (int i = 0; i < 1000; i++)
                {
                    gallery.Enroll(Draw.Of($"p{i}", Draw.Unit(new(i))));
                }
            });
            Assert.AreEqual(GalleryError.StoreFull, full.Error);
            StringAssert.Contains(full.Message, "nothing of the change was written");
            Assert.IsGreaterThan(10, gallery.PersonCount);
            Assert.AreEqual(
                $"p{gallery.PersonCount - 1}",
                gallery.Search(Draw.Unit(new(gallery.PersonCount - 1)), Draw.Recipe).Candidates[0].Person.Id);
        }

        using var reopened = Gallery.OpenFile(File);
        Assert.AreEqual(reopened.PersonCount, reopened.List().Count(person => person.Templates.Count == 1));
    }

    private void Sql(string sql, SqliteOpenMode mode = SqliteOpenMode.ReadWrite)
    {
        using SqliteConnection connection = new($"Data Source={File};Mode={mode};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
