using Microsoft.Data.Sqlite;

namespace FaceML.Galleries.Tests.Stores;

/// <summary>Files of older and newer versions of FaceML.</summary>
[TestClass]
public sealed class SqliteSchemaTests : IDisposable
{
    private const int ApplicationId = 0x46614D4C;

    private readonly TemporaryFolder folder = new();

    private static IEnumerable<object[]> OlderVersions =>
        Enumerable.Range(0, SqliteSchema.Versions.Length).Select(version => (object[])[version]);

    private string File => folder.File("door.faces");

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DynamicData(nameof(OlderVersions))]
    public void a_file_of_any_older_version_has_the_tables_of_a_new_one_after_opening(int version)
    {
        string fresh = folder.File("new.faces");
        SqliteGalleryStore.Create(fresh).Dispose();
        WriteVersion(version);

        SqliteGalleryStore.Open(File).Dispose();

        Assert.AreEqual(Columns(fresh), Columns(File));
        Assert.AreEqual((long)SqliteSchema.Versions.Length, Sql(File, "PRAGMA user_version"));
    }

    [TestMethod]
    public void what_a_gallery_of_the_first_version_holds_is_found_after_the_upgrade_and_changes_go_on()
    {
        Random random = new(3);
        float[] anna = Draw.Unit(random), ben = Draw.Unit(random);
        using (var gallery = Gallery.CreateFile(File, Draw.Definition, Draw.Deciding))
        {
            gallery.Enroll(Draw.Of("anna", anna));
        }

        BackToFirst();
        using var reopened = Gallery.OpenFile(File, Draw.Deciding);
        reopened.Enroll(Draw.Of("ben", ben));

        Assert.AreEqual("anna", reopened.Search(anna, Draw.Recipe).Identity!.Id);
        Assert.AreEqual("ben", reopened.Search(ben, Draw.Recipe).Identity!.Id);
        Assert.IsTrue(reopened.Audit([]).IsClean);
    }

    [TestMethod]
    public void several_who_open_an_older_file_at_once_upgrade_it_once()
    {
        Gallery.CreateFile(File, Draw.Definition).Dispose();
        BackToFirst();

        Parallel.For(0, 4, new() { MaxDegreeOfParallelism = 4 }, _ => Gallery.OpenFile(File).Dispose());

        Assert.AreEqual((long)SqliteSchema.Versions.Length, Sql(File, "PRAGMA user_version"));
    }

    [TestMethod]
    public void an_upgrade_that_fails_half_way_leaves_the_file_at_its_version()
    {
        WriteVersion(1);
        Sql(File, "ALTER TABLE gallery ADD COLUMN index_sequence INTEGER");
        string before = Columns(File);

        Assert.ThrowsExactly<GalleryException>(() => SqliteGalleryStore.Open(File));

        Assert.AreEqual(before, Columns(File), "the column that was added before the error is gone");
        Assert.AreEqual(1L, Sql(File, "PRAGMA user_version"));
    }

    [TestMethod]
    public void a_newer_version_is_refused_and_the_error_says_what_to_do()
    {
        Gallery.CreateFile(File, Draw.Definition).Dispose();
        Sql(File, "PRAGMA user_version = 99");

        GalleryException refused = Assert.ThrowsExactly<GalleryException>(() => Gallery.OpenFile(File));

        Assert.AreEqual(GalleryError.NewerSchema, refused.Error);
        StringAssert.Contains(refused.Message, "version 99. Update FaceML");
    }

    [TestMethod]
    public void a_file_of_a_newer_version_is_left_as_it_is()
    {
        Gallery.CreateFile(File, Draw.Definition).Dispose();
        Sql(File, "PRAGMA user_version = 99; CREATE TABLE of_the_future (a TEXT) STRICT");
        byte[] before = System.IO.File.ReadAllBytes(File);

        Assert.ThrowsExactly<GalleryException>(() => Gallery.OpenFile(File));

        CollectionAssert.AreEqual(before, System.IO.File.ReadAllBytes(File));
    }

    private static object? Sql(string file, string sql, SqliteOpenMode mode = SqliteOpenMode.ReadWrite)
    {
        using SqliteConnection connection = new($"Data Source={file};Mode={mode};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static string Columns(string file) => (string)Sql(
        file,
        """
        SELECT group_concat(t.type || ' ' || t.name || coalesce('.' || c.name || ' ' || c.type || ' ' || c."notnull", ''), char(10)
            ORDER BY t.name, c.cid)
        FROM sqlite_master t LEFT JOIN pragma_table_info(t.name) c
        """)!;

    // A file as the code of that version made it; 0 is an empty one.
    private void WriteVersion(int version)
    {
        string tables = string.Concat(SqliteSchema.Versions.Take(version));
        string mark = version == 0 ? "" : $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {version};";
        Sql(File, tables + mark, SqliteOpenMode.ReadWriteCreate);
    }

    private void BackToFirst() => Sql(
        File, "ALTER TABLE gallery DROP COLUMN index_hash; ALTER TABLE gallery DROP COLUMN index_sequence; PRAGMA user_version = 1");
}
