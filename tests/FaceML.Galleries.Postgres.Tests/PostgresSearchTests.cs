using FaceML.Galleries.Decisions;
using FaceML.Galleries.Search;
using FaceML.Galleries.Tests;

namespace FaceML.Galleries.Postgres.Tests;

/// <summary>Filters over an index that the planner really takes.</summary>
[TestClass]
public sealed class PostgresSearchTests
{
    private const int People = 15_000, Probes = 40;

    private static Gallery gallery = null!;
    private static float[][] people = null!;

    [ClassInitialize]
    public static void Fill(TestContext context)
    {
        Random random = new(1);
        people = [.. Enumerable.Range(0, People).Select(_ => Draw.Unit(random))];
        gallery = GalleryPlace.Create(
            TestServer.Shared.NewSchema(), Draw.Definition with { Duplicates = DuplicateRule.Ignore },
            new() { Search = SearchMethod.Index });
        gallery.Enroll([.. people.Select((vector, i) => Draw.Of($"p{i}", vector))]);
        gallery.BuildIndex();
    }

    [ClassCleanup]
    public static void Close() => gallery?.Dispose();

    [TestMethod]
    [DataRow(1, DisplayName = "everybody")]
    [DataRow(0.9, DisplayName = "nearly everybody: the index with a list of who is not meant")]
    [DataRow(0.7, DisplayName = "most: the index scans on")]
    [DataRow(0.01, DisplayName = "few: all of them compared")]
    public void ten_of_those_whom_the_filter_names_are_found_nearly_as_by_plain_comparison(double share)
    {
        Func<Person, bool>? filter = share == 1 ? null : person => IsMeant(int.Parse(person.Id[1..], null), share);
        Random random = new(2);
        int found = 0;
        for (int i = 0; i < Probes; i++)
        {
            float[] probe = Draw.Near(random, people[random.Next(People)], 0.6);
            string[] expected =
            [
                .. Enumerable.Range(0, People).Where(k => filter is null || IsMeant(k, share))
                    .OrderByDescending(k => Draw.Dot(people[k], probe)).Take(10).Select(k => $"p{k}"),
            ];
            IReadOnlyList<Candidate> candidates = gallery.Search(probe, Draw.Recipe, new() { Filter = filter }).Candidates;
            Assert.HasCount(10, candidates);
            Assert.IsTrue(filter is null || candidates.All(candidate => filter(candidate.Person)));
            found += candidates.Count(candidate => expected.Contains(candidate.Person.Id));
        }

        // 64 random numbers have no neighborhoods: harder than embeddings.
        Assert.IsGreaterThan(0.9, found / (10.0 * Probes));
    }

    [TestMethod]
    public void the_best_thousand_are_all_there() =>
        Assert.HasCount(1000, gallery.Search(people[0], Draw.Recipe, new() { Top = 1000 }).Candidates);

    private static bool IsMeant(int person, double share) => (person * 7919 % 1000) < share * 1000;
}
