using FaceML.Evaluation.Calibration;
using FaceML.Galleries.Decisions;
using FaceML.Galleries.Protection;
using FaceML.Galleries.Search;
using FaceML.Galleries.Stores;

namespace FaceML.Galleries.Tests.Stores;

/// <summary>What a gallery promises in every store. Each store's tests inherit these.</summary>
public abstract partial class GalleryContract
{
    private protected static GalleryOptions Deciding => Draw.Deciding;

    private protected abstract IGalleryStore CreateStore();

    /// <summary>How every search is done, average templates by the index excepted.</summary>
    private protected virtual SearchMethod Method => SearchMethod.Automatic;

    private protected Gallery Create(GalleryDefinition? definition = null, GalleryOptions? options = null)
    {
        (definition, options) = (definition ?? Draw.Definition, options ?? Deciding);
        bool indexed = Method == SearchMethod.Index && definition.Fusion != ScoreFusion.AverageTemplate;
        var gallery = Gallery.Create(
            CreateStore(), definition,
            options with { Search = indexed || Method != SearchMethod.Index ? Method : SearchMethod.Automatic });
        if (indexed)
        {
            gallery.BuildIndex();
            Assert.AreEqual(SearchMethod.Index, gallery.SearchedBy);
        }

        return gallery;
    }

    /// <summary>A gallery of two random embeddings, of two people or of one.</summary>
    private protected Gallery WithTwo(Random random, string first, string second, out float[] one, out float[] two)
    {
        Gallery gallery = Create();
        (one, two) = (Draw.Unit(random), Draw.Unit(random));
        gallery.Enroll([Draw.Of(first, one), Draw.Of(second, two)]);
        return gallery;
    }

    [TestMethod]
    public void a_person_who_was_enrolled_is_found_first_with_the_score_of_the_embeddings()
    {
        using Gallery gallery = Create();
        Random random = new(1);
        float[][] people = [.. Enumerable.Range(0, 50).Select(_ => Draw.Unit(random))];
        gallery.Enroll([.. people.Select((vector, i) => Draw.Of($"p{i}", vector))]);
        float[] probe = Draw.Near(random, people[17]);

        SearchResult found = gallery.Search(probe, Draw.Recipe);

        Assert.AreEqual("p17", found.Identity!.Id);
        Assert.HasCount(10, found.Candidates);
        CollectionAssert.AreEqual(Enumerable.Range(1, 10).ToArray(), found.Candidates.Select(c => c.Rank).ToArray());
        string[] expected =
            [.. people.Select((vector, i) => ($"p{i}", Score: Draw.Dot(vector, probe))).OrderByDescending(p => p.Score).Take(10)
            .Select(p => p.Item1)];
        CollectionAssert.AreEqual(expected, found.Candidates.Select(c => c.Person.Id).ToArray());
        Assert.AreEqual(Draw.Dot(people[17], probe), found.Candidates[0].Score, 1e-6f);
    }

    [TestMethod]
    public void somebody_who_is_not_enrolled_is_unknown()
    {
        using Gallery gallery = Create();
        Random random = new(2);
        gallery.Enroll(Draw.Of("anna", Draw.Unit(random)));

        SearchResult found = gallery.Search(Draw.Unit(random), Draw.Recipe);

        Assert.IsNull(found.Identity);
        Assert.IsTrue(found.IsDecided);
        Assert.AreEqual(MatchDecision.NoMatch, found.Candidates[0].Decision);
    }

    [TestMethod]
    public void an_empty_gallery_answers_that_it_knows_nobody()
    {
        using Gallery gallery = Create();
        SearchResult found = gallery.Search(Draw.Unit(new(1)), Draw.Recipe);
        Assert.IsEmpty(found.Candidates);
        Assert.IsTrue(found.IsDecided);
    }

    [TestMethod]
    public void an_embedding_of_another_recipe_is_refused_by_name()
    {
        using Gallery gallery = Create();
        GalleryRecipe other = new("accurate", "9bc0aa11bb22");
        foreach (Action call in (
            Action[])[() => gallery.Search(Draw.Unit(new(1)), other), () =>
            gallery.Enroll(new Enrollment("anna", Draw.Unit(new(1)), other))])
        {
            GalleryException refused = Assert.ThrowsExactly<GalleryException>(call);
            Assert.AreEqual(GalleryError.RecipeMismatch, refused.Error);
            StringAssert.Contains(refused.Message, "recipe balanced (3f2a91c0)");
            StringAssert.Contains(refused.Message, "it is of accurate (9bc0aa11)");
        }

        Assert.AreEqual(0, gallery.PersonCount);
    }

    [TestMethod]
    public void one_embedding_that_cannot_be_used_refuses_the_whole_call()
    {
        using Gallery gallery = Create();
        Random random = new(3);
        float[] nan = Draw.Unit(random), infinite = Draw.Unit(random), twice = [.. Draw.Unit(random).Select(x => 2 * x)];
        (nan[5], infinite[5]) = (float.NaN, float.NegativeInfinity);
        foreach (float[] bad in (
            float[][])[nan, infinite, twice, [], Draw.Unit(random, Draw.Dimension - 1), Draw.Unit(random, Draw.Dimension + 1)])
        {
            GalleryException refused = Assert.ThrowsExactly<GalleryException>(
                () => gallery.Enroll([Draw.Of("anna", Draw.Unit(random)), Draw.Of("ben", bad)]));
            Assert.AreEqual(GalleryError.InvalidEmbedding, refused.Error);
            StringAssert.Contains(refused.Message, "Embedding 2 (ben) must");
            Assert.AreEqual(
                GalleryError.InvalidEmbedding, Assert.ThrowsExactly<GalleryException>(() => gallery.Search(bad, Draw.Recipe)).Error);
        }

        Assert.AreEqual(0, gallery.PersonCount);
    }

    [TestMethod]
    [DataRow("O'Brien; DROP TABLE person; --")]
    [DataRow("../../etc/passwd")]
    [DataRow("名前 \U0001F600 ß")]
    [DataRow("%_\"\\")]
    public void odd_ids_are_kept_exactly(string id)
    {
        using Gallery gallery = Create();
        float[] vector = Draw.Unit(new(4));
        gallery.Enroll(Draw.Of(id, vector));
        Assert.AreEqual(id, gallery.Search(vector, Draw.Recipe).Identity!.Id);
        Assert.AreEqual(id, gallery.Find(id)!.Id);
        gallery.Remove(id);
        Assert.AreEqual(0, gallery.PersonCount);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(" anna")]
    [DataRow("anna\u0000")]
    [DataRow("anna\u001b[31m")]
    [DataRow("an\u202Ena")]
    [DataRow("an\nna")]
    public void ids_that_people_or_terminals_would_misread_are_refused(string id)
    {
        using Gallery gallery = Create();
        Assert.AreEqual(
            GalleryError.InvalidArgument,
            Assert.ThrowsExactly<GalleryException>(() => gallery.Enroll(Draw.Of(id, Draw.Unit(new(4))))).Error);
    }

    // Not a data row: metadata holds no half of a pair.
    [TestMethod]
    public void half_a_surrogate_pair_is_refused() => ids_that_people_or_terminals_would_misread_are_refused("a" + (char)0xD800);

    [TestMethod]
    [DataRow(ScoreFusion.Maximum)]
    [DataRow(ScoreFusion.Mean)]
    [DataRow(ScoreFusion.AverageTemplate)]
    public void several_templates_of_a_person_are_fused_as_the_gallery_says(ScoreFusion fusion)
    {
        using Gallery gallery = Create(Draw.Definition with { Fusion = fusion });
        Random random = new(10);
        float[] anna = Draw.Unit(random), second = Draw.Near(random, anna, 0.6), probe = Draw.Near(random, anna, 0.7);
        gallery.Enroll(
            [Draw.Of("anna", anna), Draw.Of("anna", second), .. Enumerable.Range(0, 30).Select(i => Draw.Of($"p{i}", Draw.Unit(random)))]);
        float one = Draw.Dot(anna, probe), two = Draw.Dot(second, probe);
        float[] sum = [.. anna.Zip(second, (a, b) => a + b)];
        float expected = fusion switch
        {
            ScoreFusion.Maximum => Math.Max(one, two),
            ScoreFusion.Mean => (one + two) / 2,
            _ => Draw.Dot(sum, probe) / MathF.Sqrt(Draw.Dot(sum, sum)),
        };
        Candidate best = gallery.Search(probe, Draw.Recipe).Candidates[0];
        Assert.AreEqual("anna", best.Person.Id);
        Assert.AreEqual(expected, best.Score, 1e-5f);
        Assert.AreEqual(expected, gallery.Verify(probe, Draw.Recipe, "anna").Score, 1e-5f);
    }

    [TestMethod]
    public void a_person_is_verified_against_the_own_templates_alone()
    {
        Random random = new(11);
        using Gallery gallery = WithTwo(random, "anna", "ben", out float[] anna, out float[] ben);
        Assert.AreEqual(MatchDecision.Match, gallery.Verify(Draw.Near(random, anna), Draw.Recipe, "anna").Decision);
        Assert.AreEqual(MatchDecision.NoMatch, gallery.Verify(Draw.Near(random, anna), Draw.Recipe, "ben").Decision);
        Assert.AreEqual(
            GalleryError.NotFound, Assert.ThrowsExactly<GalleryException>(() => gallery.Verify(anna, Draw.Recipe, "carl")).Error);
    }

    [TestMethod]
    public void only_those_whom_the_filter_names_are_found()
    {
        using Gallery gallery = Create();
        Random random = new(12);
        float[] anna = Draw.Unit(random);
        gallery.Enroll(
            [Draw.Of("anna", anna),
            .. Enumerable.Range(0, 20)
            .Select(i =>
            Draw.Of($"p{i}", Draw.Unit(random)) with { Person = new() { Attributes = "{\"floor\":" + (i % 2) + "}" } })]);
        SearchResult found = gallery.Search(
            anna, Draw.Recipe,
            new SearchOptions
            {
                Top = 100,
                Filter = person =>
            person.Attributes?.Contains("\"floor\":1", StringComparison.Ordinal) == true
            });
        Assert.HasCount(10, found.Candidates);
        Assert.IsNull(found.Identity);
    }

    [TestMethod]
    public void encrypted_and_renewable_templates_give_the_scores_of_plain_ones()
    {
        using Gallery plain = Create(), secret = Create(Draw.Definition with { Renewable = true }, Deciding with { Keys = Keys("k1") });
        Random random = new(19);
        Enrollment[] people = [.. Enumerable.Range(0, 40).Select(i => Draw.Of($"p{i}", Draw.Unit(random)))];
        plain.Enroll(people);
        secret.Enroll(people);
        float[] probe = Draw.Near(random, people[3].Embedding.ToArray(), 0.6);
        SearchResult a = plain.Search(probe, Draw.Recipe), b = secret.Search(probe, Draw.Recipe);
        CollectionAssert.AreEqual(a.Candidates.Select(c => c.Person.Id).ToArray(), b.Candidates.Select(c => c.Person.Id).ToArray());
        foreach ((Candidate one, Candidate other) in a.Candidates.Zip(b.Candidates))
        {
            Assert.AreEqual(one.Score, other.Score, 1e-6f);
        }
    }

    [TestMethod]
    public void the_audit_log_tells_every_change_and_names_nobody()
    {
        using Gallery gallery = Create();
        Random random = new(20);
        gallery.Enroll([Draw.Of("anna", Draw.Unit(random)), Draw.Of("ben", Draw.Unit(random))]);
        gallery.Rename("ben", "benjamin");
        gallery.Merge("benjamin", "anna");
        gallery.Remove("anna");
        IReadOnlyList<AuditEntry> log = gallery.ReadLog();
        CollectionAssert.AreEqual(
            new[]
            {
                AuditAction.Created, AuditAction.Enrolled, AuditAction.Enrolled, AuditAction.Changed, AuditAction.Merged,
                    AuditAction.PersonRemoved,
            },
            log.Select(entry => entry.Action).ToArray());
        CollectionAssert.AreEqual(new long[] { 0, 1, 2, 2, 2, 1 }, log.Select(entry => entry.Person).ToArray());
        Assert.IsTrue(log.All(entry => entry.IsIntact));
        Assert.IsNull(gallery.Audit([]).BrokenEntry);
    }

    [TestMethod]
    public void searches_beside_changes_always_see_whole_states()
    {
        using Gallery gallery = Create(Draw.Definition with { Duplicates = DuplicateRule.Ignore });
        Random random = new(21);
        float[] anna = Draw.Unit(random);
        gallery.Enroll(Draw.Of("anna", anna));
        Task changing = Task.Run(() =>
        {
            Random own = new(22);
            for (int i = 0; i < 60; i++)
            {
                gallery.Enroll([.. Enumerable.Range(0, 5).Select(k => Draw.Of($"p{i}-{k}", Draw.Unit(own)))]);
                gallery.Remove($"p{i}-2");
            }
        });
        do
        {
            SearchResult found = gallery.Search(anna, Draw.Recipe, new SearchOptions { Top = 1000 });
            Assert.AreEqual("anna", found.Identity!.Id);
            Assert.HasCount(found.Candidates.Count, found.Candidates.DistinctBy(c => c.Person.Id).ToArray());
        }
        while (!changing.IsCompleted);
        changing.GetAwaiter().GetResult();
        Assert.AreEqual(1 + (60 * 4), gallery.TemplateCount);
    }

    internal static GalleryKeys Keys(params string[] ids) =>
        GalleryKeys.FromCallback(
            ids[0], id => ids.Contains(id) ? System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(id)) : null);

    private protected sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
