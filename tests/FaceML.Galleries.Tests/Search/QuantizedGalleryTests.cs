using FaceML.Galleries.Tests.Stores;

namespace FaceML.Galleries.Tests.Search;

/// <summary>What a gallery promises, searched by the bits of its templates.</summary>
[TestClass]
public sealed class QuantizedGalleryTests : GalleryContract, IDisposable
{
    private const int Dimension = 512;

    private readonly TemporaryFolder folder = new();

    private static GalleryDefinition Wide { get; } = Draw.Definition with { Dimension = Dimension };

    private static GalleryOptions Quantized { get; } = Deciding with { Search = SearchMethod.Quantized };

    private string File => folder.File("door.faces");

    private protected override SearchMethod Method => SearchMethod.Quantized;

    public void Dispose() => folder.Dispose();

    private protected override IGalleryStore CreateStore() => SqliteGalleryStore.Create(folder.File($"{Guid.NewGuid():N}.faces"));

    [TestMethod]
    public void above_the_exact_limit_quantized_search_takes_over_by_itself()
    {
        using var gallery = Gallery.CreateFile(File, Draw.Definition, Deciding with { ExactLimit = 100 });
        Random random = new(5);
        float[][] people = [.. Enumerable.Range(0, 101).Select(_ => Draw.Unit(random))];
        gallery.Enroll([.. people[..100].Select((vector, i) => Draw.Of($"p{i}", vector))]);
        Assert.AreEqual(SearchMethod.Exact, gallery.SearchedBy);

        gallery.Enroll(Draw.Of("last", people[100]));

        AssertQuantized(gallery);
        Assert.AreEqual("last", gallery.Search(people[100], Draw.Recipe).Identity!.Id);
        Assert.AreEqual("p7", gallery.Search(people[7], Draw.Recipe).Identity!.Id);
    }

    [TestMethod]
    [DataRow(ScoreFusion.Maximum)]
    [DataRow(ScoreFusion.Mean)]
    [DataRow(ScoreFusion.AverageTemplate)]
    public void persons_of_several_templates_get_the_ranks_and_scores_of_exact_search(ScoreFusion fusion)
    {
        Random random = new(1);
        float[][] people = [.. Enumerable.Range(0, 700).Select(_ => Draw.Unit(random, Dimension))];
        using (var filled = Gallery.CreateFile(File, Wide with { Fusion = fusion }, Quantized))
        {
            filled.Enroll([.. Enumerable.Range(0, 2100).Select(i => Draw.Of($"p{i % 700}", Draw.Near(random, people[i % 700], 0.6)))]);
            AssertQuantized(filled);
        }

        using Gallery exact = Gallery.OpenFile(File, Deciding with { Search = SearchMethod.Exact }),
            quantized = Gallery.OpenFile(File, Quantized);
        int same = 0;
        for (int i = 0; i < 100; i++)
        {
            float[] probe = Draw.Near(random, people[i], 0.6);
            IReadOnlyList<Candidate> expected = exact.Search(probe, Draw.Recipe).Candidates,
                found = quantized.Search(probe, Draw.Recipe).Candidates;
            Assert.HasCount(10, found);
            Assert.AreEqual(expected[0].Person.Id, found[0].Person.Id);
            foreach (Candidate one in found)
            {
                float score = quantized.Verify(probe, Draw.Recipe, one.Person.Id).Score;
                Assert.AreEqual(exact.Verify(probe, Draw.Recipe, one.Person.Id).Score, score, 1e-6f);
                Assert.AreEqual(score, one.Score, 1e-6f);
            }

            same += found.Select(one => one.Person.Id).Intersect(expected.Select(one => one.Person.Id)).Count();
        }

        Assert.IsGreaterThanOrEqualTo(990, same);
    }

    [TestMethod]
    public void several_probes_are_answered_as_one_by_one_among_those_of_a_filter()
    {
        using var gallery = Gallery.CreateFile(File, Wide, Quantized);
        Random random = new(2);
        float[][] people = [.. Enumerable.Range(0, 1500).Select(_ => Draw.Unit(random, Dimension))];
        gallery.Enroll([.. people.Select((vector, i) => Draw.Of($"p{i}", vector))]);
        ReadOnlyMemory<float>[] probes = [.. Enumerable.Range(0, 20).Select(i => (ReadOnlyMemory<float>)Draw.Near(random, people[i], 0.6))];
        SearchOptions odd = new() { Filter = person => (person.Id[^1] - '0') % 2 == 1 };

        IReadOnlyList<SearchResult> together = gallery.Search(probes, Draw.Recipe, odd);

        for (int i = 0; i < probes.Length; i++)
        {
            CollectionAssert.AreEqual(
                gallery.Search(probes[i], Draw.Recipe, odd).Candidates.Select(one => one.Person.Id).ToArray(),
                together[i].Candidates.Select(one => one.Person.Id).ToArray());
            Assert.IsTrue(together[i].Candidates.All(one => odd.Filter(one.Person)));
            Assert.AreEqual(i % 2 == 1 ? $"p{i}" : null, together[i].Identity?.Id);
        }
    }

    [TestMethod]
    public void encrypted_and_renewed_templates_are_found()
    {
        GalleryOptions encrypted = Quantized with { Keys = Keys("k1") };
        using var gallery = Gallery.CreateFile(File, Wide with { Renewable = true }, encrypted);
        Random random = new(3);
        float[][] people = [.. Enumerable.Range(0, 600).Select(_ => Draw.Unit(random, Dimension))];
        gallery.Enroll([.. people.Select((vector, i) => Draw.Of($"p{i}", vector))]);
        Assert.AreEqual("p8", gallery.Search(Draw.Near(random, people[8]), Draw.Recipe).Identity!.Id);

        gallery.Rekey();

        AssertQuantized(gallery);
        Assert.AreEqual("p9", gallery.Search(Draw.Near(random, people[9]), Draw.Recipe).Identity!.Id);
    }

    private static void AssertQuantized(Gallery gallery) =>
        Assert.AreEqual(Rounding.IsSupported ? SearchMethod.Quantized : SearchMethod.Exact, gallery.SearchedBy);
}
