using FaceML.Galleries.Tests;

namespace FaceML.Galleries.Postgres.Tests;

/// <summary>
/// Schemas of older and newer versions of FaceML. There is one version so far: what is older is a schema whose version says 0.
/// </summary>
[TestClass]
public sealed class PostgresSchemaTests
{
    private readonly string place = TestServer.Shared.NewSchema();

    [TestMethod]
    [DataRow("")]
    [DataRow("INSERT INTO schema_version VALUES (0);")]
    public void an_older_version_is_brought_to_the_newest(string version)
    {
        string fresh = TestServer.Shared.NewSchema();
        PostgresGalleryStore.Create(fresh).Dispose();
        WriteVersionTable(version);

        PostgresGalleryStore.Open(place).Dispose();

        Assert.AreEqual(Columns(fresh), Columns(place));
        Assert.AreEqual((long)PostgresSchema.Versions.Length, Version());
    }

    [TestMethod]
    public void several_who_open_an_older_version_at_once_upgrade_it_once()
    {
        WriteVersionTable("");

        Parallel.For(0, 4, new() { MaxDegreeOfParallelism = 4 }, _ => PostgresGalleryStore.Open(place).Dispose());

        Assert.AreEqual(1L, TestServer.Sql(place, "SELECT count(*) FROM schema_version"));
        Assert.AreEqual((long)PostgresSchema.Versions.Length, Version());
    }

    [TestMethod]
    public void an_upgrade_that_fails_half_way_leaves_the_schema_at_its_version()
    {
        WriteVersionTable("INSERT INTO schema_version VALUES (0); CREATE TABLE template (a integer);");
        string before = Columns(place);

        Assert.ThrowsExactly<GalleryException>(() => PostgresGalleryStore.Open(place));

        Assert.AreEqual(before, Columns(place), "the tables that were made before the error are gone");
        Assert.AreEqual(0L, Version());
    }

    [TestMethod]
    public void opening_the_newest_version_changes_nothing()
    {
        GalleryPlace.Create(place, Draw.Definition).Dispose();
        object written = Row();

        GalleryPlace.Open(place).Dispose();

        Assert.AreEqual(written, Row());

        // The transaction that wrote the row that names the version.
        object Row() => TestServer.Sql(place, "SELECT xmin::text FROM schema_version")!;
    }

    [TestMethod]
    public void a_newer_version_is_refused_and_the_error_says_what_to_do()
    {
        GalleryPlace.Create(place, Draw.Definition).Dispose();
        TestServer.Sql(place, "UPDATE schema_version SET version = 99");

        GalleryException refused = Assert.ThrowsExactly<GalleryException>(() => GalleryPlace.Open(place));

        Assert.AreEqual(GalleryError.NewerSchema, refused.Error);
        StringAssert.Contains(refused.Message, "version 99. Update FaceML");
    }

    [TestMethod]
    public void a_schema_of_a_newer_version_is_left_as_it_is()
    {
        GalleryPlace.Create(place, Draw.Definition).Dispose();
        TestServer.Sql(place, "UPDATE schema_version SET version = 99; CREATE TABLE of_the_future (a integer)");
        string before = Columns(place);

        Assert.ThrowsExactly<GalleryException>(() => GalleryPlace.Open(place));

        Assert.AreEqual((before, 99L), (Columns(place), Version()));
    }

    private static string Columns(string address) => (string)TestServer.Sql(
        address,
        """
        SELECT string_agg(table_name || '.' || column_name || ' ' || udt_name || ' ' || is_nullable, chr(10)
            ORDER BY table_name, ordinal_position)
        FROM information_schema.columns WHERE table_schema = current_schema()
        """)!;

    private void WriteVersionTable(string more) => TestServer.Sql(
        place, $"CREATE SCHEMA {PostgresAddress.Parse(place).QuotedSchema}; CREATE TABLE schema_version (version bigint NOT NULL); {more}");

    private long Version() => (long)TestServer.Sql(place, "SELECT version FROM schema_version")!;
}
