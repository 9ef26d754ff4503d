using FaceML.Galleries.Protection;
using FaceML.Galleries.Search;
using FaceML.Galleries.Tests;
using FaceML.Galleries.Tests.Stores;
using Npgsql;

namespace FaceML.Galleries.Postgres.Tests;

/// <summary>What the store on a server promises beyond the contract of all stores.</summary>
[TestClass]
public sealed class PostgresGalleryStoreTests
{
    private readonly string place = TestServer.Shared.NewSchema();

    [TestMethod]
    public void of_several_who_make_one_gallery_at_once_one_makes_it_and_the_others_are_told()
    {
        GalleryError?[] errors = new GalleryError?[6];
        Parallel.For(0, errors.Length, new() { MaxDegreeOfParallelism = errors.Length }, i =>
        {
            try
            {
                GalleryPlace.Create(place, Draw.Definition).Dispose();
            }
            catch (GalleryException refused)
            {
                errors[i] = refused.Error;
            }
        });
        Assert.AreEqual(1, errors.Count(error => error is null));
        Assert.AreEqual(errors.Length - 1, errors.Count(error => error == GalleryError.AlreadyExists));
    }

    [TestMethod]
    public void another_programs_schema_is_refused_and_left_as_it_is()
    {
        string schema = PostgresAddress.Parse(place).QuotedSchema;
        TestServer.Sql(place, $"CREATE SCHEMA {schema}; CREATE TABLE theirs (a integer)");
        foreach (Action call in (Action[])[() => GalleryPlace.Open(place), () => GalleryPlace.Create(place, Draw.Definition)])
        {
            Assert.AreEqual(GalleryError.Damaged, Assert.ThrowsExactly<GalleryException>(call).Error);
        }

        Assert.AreEqual(1L, TestServer.Sql(place, "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"));
    }

    [TestMethod]
    public void a_schema_or_database_that_is_not_there_is_an_error_of_its_own()
    {
        Assert.AreEqual(GalleryError.NotFound, Assert.ThrowsExactly<GalleryException>(() => GalleryPlace.Open(place)).Error);
        string elsewhere = place.Replace("/postgres?", "/nowhere?", StringComparison.Ordinal);
        Assert.AreEqual(GalleryError.NotFound, Assert.ThrowsExactly<GalleryException>(() => GalleryPlace.Open(elsewhere)).Error);
    }

    [TestMethod]
    public void a_server_that_does_not_answer_or_refuses_the_user_is_unavailable_and_no_message_tells_the_password()
    {
        foreach (string address in (string[])
            ["postgres://faceml:geheim@127.0.0.1:1/postgres?timeout=2",
            TestServer.Shared.Address.Replace("faceml:", "faceml:geheim", StringComparison.Ordinal)])
        {
            GalleryException refused = Assert.ThrowsExactly<GalleryException>(() => GalleryPlace.Open(address));
            Assert.AreEqual(GalleryError.StoreUnavailable, refused.Error);
            Assert.DoesNotContain("geheim", refused.ToString());
        }
    }

    [TestMethod]
    public void a_changed_byte_in_a_template_is_an_error_that_names_it()
    {
        float[] ben = Draw.Unit(new(5));
        using Gallery gallery = GalleryPlace.Create(place, Draw.Definition, Draw.Deciding);
        gallery.Enroll([Draw.Of("anna", Draw.Unit(new(4))), Draw.Of("ben", ben)]);
        TestServer.Sql(place, "UPDATE template SET record = set_byte(record, 50, 255 - get_byte(record, 50)) WHERE key = 2");
        GalleryException refused = Assert.ThrowsExactly<GalleryException>(() => gallery.Search(ben, Draw.Recipe));
        Assert.AreEqual(GalleryError.Damaged, refused.Error);
        StringAssert.Contains(refused.Message, "Template 2 of the gallery door is damaged");
    }

    [TestMethod]
    public void tables_that_are_gone_are_an_error_that_says_so()
    {
        using Gallery gallery = GalleryPlace.Create(place, Draw.Definition, Draw.Deciding);
        TestServer.Sql(place, "DROP TABLE audit");
        Assert.AreEqual(
            GalleryError.Damaged, Assert.ThrowsExactly<GalleryException>(() => gallery.Search(Draw.Unit(new(1)), Draw.Recipe)).Error);
    }

    [TestMethod]
    [DataRow("DELETE FROM audit WHERE sequence = 1")]
    [DataRow("UPDATE audit SET count = 7")]
    [DataRow("TRUNCATE audit")]
    public void the_database_keeps_the_audit_log_from_being_changed_by_accident(string sql)
    {
        GalleryPlace.Create(place, Draw.Definition).Dispose();
        StringAssert.Contains(Assert.ThrowsExactly<PostgresException>(() => TestServer.Sql(place, sql)).Message, "append-only");
    }

    [TestMethod]
    [DataRow("'[1,2,3]'")]
    [DataRow("array_fill('NaN'::real, ARRAY[64])")]
    public void the_database_itself_refuses_vectors_of_another_length_and_numbers_that_are_not_finite(string vector)
    {
        using Gallery gallery = GalleryPlace.Create(place, Draw.Definition);
        gallery.Enroll(Draw.Of("anna", Draw.Unit(new(1))));
        PostgresException refused =
            Assert.ThrowsExactly<PostgresException>(() => TestServer.Sql(place, $"UPDATE template SET embedding = {vector}::halfvec"));
        StringAssert.StartsWith(refused.SqlState, "22");
    }

    [TestMethod]
    public void encrypted_templates_are_not_shown_to_the_server_and_compared_in_the_process()
    {
        float[] anna = Draw.Unit(new(6));
        using Gallery gallery = GalleryPlace.Create(place, Draw.Definition, Draw.Deciding with { Keys = GalleryContract.Keys("k1") });
        gallery.Enroll(Draw.Of("anna", anna));
        Assert.AreEqual(0L, TestServer.Sql(place, "SELECT count(embedding) FROM template"));
        Assert.AreEqual("anna", gallery.Search(anna, Draw.Recipe).Identity!.Id);
    }

    [TestMethod]
    public void the_server_compares_renewable_templates_and_knows_no_embedding()
    {
        float[] anna = Draw.Unit(new(7));
        GalleryKeys keys = GalleryContract.Keys("k1");
        using Gallery gallery = GalleryPlace.Create(place, Draw.Definition with { Renewable = true }, Draw.Deciding with { Keys = keys });
        gallery.Enroll(Draw.Of("anna", anna));
        float[] seen = ((Pgvector.Vector)ReadVector()).ToArray();
        Assert.AreEqual(1, Draw.Dot(seen, seen), 1e-2f);
        Assert.IsLessThan(0.6f, Math.Abs(Draw.Dot(seen, anna)));
        Assert.AreEqual("anna", gallery.Search(anna, Draw.Recipe).Identity!.Id);
    }

    [TestMethod]
    public void rekeying_a_plain_gallery_takes_its_vectors_from_the_server_and_searches_go_on()
    {
        float[] anna = Draw.Unit(new(8));
        using (Gallery plain = GalleryPlace.Create(place, Draw.Definition, Draw.Deciding))
        {
            plain.Enroll([Draw.Of("anna", anna), Draw.Of("ben", Draw.Unit(new(9)))]);
            plain.BuildIndex();
        }

        using Gallery gallery = GalleryPlace.Open(place, Draw.Deciding with { Keys = GalleryContract.Keys("k1") });
        Assert.AreEqual(2, gallery.Rekey());
        Assert.AreEqual(0L, TestServer.Sql(place, "SELECT count(embedding) FROM template"));
        Assert.AreEqual("anna", gallery.Search(anna, Draw.Recipe).Identity!.Id);
    }

    [TestMethod]
    public void searched_exactly_the_process_compares_and_finds_the_same()
    {
        Random random = new(10);
        float[][] people = [.. Enumerable.Range(0, 40).Select(_ => Draw.Unit(random))];
        using Gallery there = GalleryPlace.Create(place, Draw.Definition, Draw.Deciding);
        there.Enroll([.. people.Select((vector, i) => Draw.Of($"p{i}", vector))]);
        using Gallery here = GalleryPlace.Open(place, Draw.Deciding with { Search = SearchMethod.Exact });
        float[] probe = Draw.Near(random, people[3], 0.6);
        CollectionAssert.AreEqual(
            there.Search(probe, Draw.Recipe).Candidates.Select(c => (c.Person.Id, c.Score)).ToArray(),
            here.Search(probe, Draw.Recipe).Candidates.Select(c => (c.Person.Id, c.Score)).ToArray());
    }

    private object ReadVector()
    {
        NpgsqlDataSourceBuilder builder = new(PostgresAddress.Parse(place).ConnectionString("public", pooling: false));
        builder.UseVector();
        using NpgsqlDataSource source = builder.Build();
        using NpgsqlCommand command = source.CreateCommand("SELECT embedding::vector FROM template");
        return command.ExecuteScalar()!;
    }
}
