namespace FaceML.Galleries.Postgres.Tests;

[TestClass]
public sealed class PostgresAddressTests
{
    [TestMethod]
    public void every_part_of_an_address_reaches_the_driver()
    {
        var address = PostgresAddress.Parse(
            "postgresql://us%40er:p%3Aw@db.example:6543/people?schema=front door&sslmode=Require&timeout=7");
        Npgsql.NpgsqlConnectionStringBuilder read = new(address.ConnectionString("public", pooling: true));
        Assert.AreEqual(("us@er", "p:w", "db.example", 6543, "people", Npgsql.SslMode.Require, 7, "\"front door\",\"public\""),
            (read.Username, read.Password, read.Host, read.Port, read.Database, read.SslMode, read.Timeout, read.SearchPath));
        Assert.AreEqual("front door", address.Schema);
    }

    [TestMethod]
    public void messages_name_neither_user_nor_password()
    {
        string text = PostgresAddress.Parse("postgres://user:secret@db/people?schema=door&passfile=secret").ToString();
        Assert.AreEqual("postgres://db:5432/people?schema=door", text);
    }

    [TestMethod]
    [DataRow("door.faces", false)]
    [DataRow("C:\\door.faces", false)]
    [DataRow("postgres://db/people", true)]
    [DataRow("PostgreSQL://db/people", true)]
    public void paths_and_addresses_are_told_apart(string text, bool isAddress) =>
        Assert.AreEqual(isAddress, PostgresGalleryStore.IsAddress(text));

    [TestMethod]
    [DataRow("postgres://db:port/people")]
    [DataRow("postgres://db/people?no such keyword=1")]
    [DataRow("postgres://db/people?timeout=soon")]
    [DataRow("postgres://db/people?schema=pg_catalog")]
    [DataRow("postgres://db/people?schema=")]
    [DataRow("postgres://db/people?schema=a%00b")]
    public void what_is_no_address_is_refused(string text) =>
        Assert.AreEqual(
            GalleryError.InvalidArgument, Assert.ThrowsExactly<GalleryException>(() => PostgresAddress.Parse(text)).Error);

    [TestMethod]
    public void a_schema_with_a_quotation_mark_stays_one_name() =>
        Assert.AreEqual("\"a\"\"; DROP SCHEMA b\"", PostgresAddress.Parse("postgres://db/people?schema=a\"; DROP SCHEMA b").QuotedSchema);

    [TestMethod]
    public void a_gallery_is_called_by_its_file_or_schema()
    {
        Assert.AreEqual("door", GalleryPlace.DefaultId("galleries/door.faces"));
        Assert.AreEqual("gate", GalleryPlace.DefaultId("postgres://db/people?schema=gate"));
    }
}
