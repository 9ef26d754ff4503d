using FaceML.Galleries.Stores;
using FaceML.Galleries.Tests;
using FaceML.Galleries.Tests.Stores;

namespace FaceML.Galleries.Postgres.Tests;

/// <summary>Connections that are cut, servers that go away.</summary>
[TestClass]
public sealed class PostgresFailureTests
{
    private const int Cuts = 25;

    [TestMethod]
    public void connections_cut_in_mid_enrollment_lose_nothing_acknowledged_and_leave_nothing_refused()
    {
        string name = $"cut_{Guid.NewGuid():N}", place = $"{TestServer.Shared.NewSchema()}&Application Name={name}";
        using Gallery gallery = GalleryPlace.Create(place, Draw.Definition);
        using CancellationTokenSource ending = new();
        Task cutting = Task.Run(() =>
        {
            Random random = new(1);
            for (int i = 0; i < Cuts; i++)
            {
                Thread.Sleep(random.Next(60));
                TestServer.Sql(TestServer.Shared.Address,
                    $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '{name}'");
            }

            ending.Cancel();
        });
        Enrolled done = EnrollUntil(gallery, ending.Token);
        cutting.GetAwaiter().GetResult();

        Assert.IsNotEmpty(done.Refused);
        done.AssertKept(place);
    }

    [TestMethod]
    public void a_connection_cut_while_an_answer_is_left_unread_is_a_gallery_error_too()
    {
        string name = $"cut_{Guid.NewGuid():N}", place = TestServer.Shared.NewSchema();
        using (Gallery gallery = GalleryPlace.Create(place, Draw.Definition))
        {
            gallery.Enroll(Draw.Of("anna", Draw.Unit(new(1))));
        }

        // More than the buffers between server and client hold, so that the server is still sending when it is cut off.
        string schema = PostgresAddress.Parse(place).QuotedSchema;
        TestServer.Sql(place, $"INSERT INTO {schema}.template (key, person, created, record) SELECT 1000 + i, "
            + $"(SELECT key FROM {schema}.person), 0, convert_to(repeat('x', 100000), 'UTF8') FROM generate_series(1, 400) i");
        using var store = PostgresGalleryStore.Open($"{place}&Application Name={name}");
        using IGallerySession session = store.Begin(write: false);
        IEnumerator<StoredTemplate> templates = session.ReadTemplates(null).GetEnumerator();
        Assert.IsTrue(templates.MoveNext());
        string connections = $"FROM pg_stat_activity WHERE application_name = '{name}'";
        TestServer.Sql(TestServer.Shared.Address, $"SELECT count(pg_terminate_backend(pid, 10000)) {connections}");
        Assert.AreEqual(0L, TestServer.Sql(TestServer.Shared.Address, $"SELECT count(*) {connections}"));

        GalleryException error = Assert.ThrowsExactly<GalleryException>(templates.Dispose);
        Assert.AreEqual(GalleryError.StoreUnavailable, error.Error);
    }

    [TestMethod]
    public void a_server_that_crashes_in_mid_enrollment_loses_nothing_acknowledged_and_the_gallery_goes_on_when_it_is_back()
    {
        using var server = TestServer.StartOwn();
        string place = server.NewSchema();
        using Gallery gallery = GalleryPlace.Create(place, Draw.Definition, Draw.Deciding);
        float[] anna = Draw.Unit(new(1));
        gallery.Enroll(Draw.Of("anna", anna));
        using CancellationTokenSource ending = new();
        using ManualResetEventSlim acknowledged = new();
        Task crashing = Task.Run(() =>
        {
            acknowledged.Wait();
            Thread.Sleep(50);
            server.Kill();
            Thread.Sleep(200);
            ending.Cancel();
        });
        Enrolled done = EnrollUntil(gallery, ending.Token, acknowledged);
        crashing.GetAwaiter().GetResult();
        GalleryException away = Assert.ThrowsExactly<GalleryException>(() => gallery.Search(anna, Draw.Recipe));
        Assert.AreEqual(GalleryError.StoreUnavailable, away.Error);
        StringAssert.Contains(away.Message, "cannot be reached");

        server.Restart();
        Assert.AreEqual("anna", gallery.Search(anna, Draw.Recipe).Identity!.Id);
        gallery.Enroll(Draw.Of("late", Draw.Unit(new(2))));
        Assert.IsNotEmpty(done.Acknowledged);
        done.AssertKept(place, "anna", "late");
    }

    private static Enrolled EnrollUntil(Gallery gallery, CancellationToken end, ManualResetEventSlim? acknowledged = null)
    {
        Enrolled done = new([], [], []);
        Random random = new(3);
        for (int i = 0; !end.IsCancellationRequested; i++)
        {
            string id = $"p{i}";
            try
            {
                gallery.Enroll([Draw.Of(id, Draw.Unit(random)), Draw.Of(id, Draw.Unit(random))]);
                done.Acknowledged.Add(id);
                acknowledged?.Set();
            }
            catch (GalleryException exception) when (exception.Error is GalleryError.StoreUnavailable or GalleryError.OutcomeUnknown)
            {
                (exception.Error == GalleryError.StoreUnavailable ? done.Refused : done.Unknown).Add(id);
            }
        }

        return done;
    }

    private sealed record Enrolled(List<string> Acknowledged, List<string> Refused, List<string> Unknown)
    {
        public void AssertKept(string place, params string[] others)
        {
            using Gallery gallery = GalleryPlace.Open(place);
            Person[] people = [.. gallery.List().Where(person => !others.Contains(person.Id))];
            CollectionAssert.AreEquivalent(Acknowledged, people.Select(person => person.Id).Except(Unknown).ToArray());
            Assert.IsTrue(people.All(person => person.Templates.Count == 2));
            Assert.AreEqual(people.Length + others.Length, gallery.PersonCount);
            Assert.IsTrue(gallery.Audit([]).IsClean);
        }
    }
}
