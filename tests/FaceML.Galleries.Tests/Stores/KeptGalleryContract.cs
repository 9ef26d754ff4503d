namespace FaceML.Galleries.Tests.Stores;

/// <summary>What a gallery promises in every store that outlives the process: reopened, shared, killed in mid-enrollment.</summary>
public abstract class KeptGalleryContract
{
    /// <summary>How many processes are killed in mid-enrollment.</summary>
    private protected virtual int Kills => 4;

    /// <summary>The file or the address, as <see cref="WorkerProcess"/> takes it.</summary>
    private protected abstract string Place { get; }

    private protected abstract Gallery Create(GalleryOptions? options = null);

    private protected abstract Gallery Open(GalleryOptions? options = null);

    [TestMethod]
    public void what_was_enrolled_is_there_after_reopening()
    {
        float[] anna = Draw.Unit(new(1));
        using (Gallery gallery = Create(Draw.Deciding))
        {
            gallery.Enroll(
                Draw.Of("anna", anna) with { Quality = 71.5, SourceSha256 = new string('b', 64), Person = new() { Name = "Anna" } });
        }

        using Gallery reopened = Open(Draw.Deciding);
        Person person = reopened.Search(anna, Draw.Recipe).Identity!;
        Assert.AreEqual(("anna", "Anna", 71.5, new string('b', 64), Draw.Recipe.Fingerprint),
            (person.Id, person.Name, person.Templates[0].Quality, person.Templates[0].SourceSha256, person.Templates[0].RecipeFingerprint));
        Assert.AreEqual(Draw.Definition, reopened.Definition);
    }

    [TestMethod]
    public void two_galleries_on_one_store_see_each_others_changes_at_once()
    {
        using Gallery first = Create(Draw.Deciding), second = Open(Draw.Deciding);
        Random random = new(2);
        float[] anna = Draw.Unit(random), ben = Draw.Unit(random);
        first.Enroll(Draw.Of("anna", anna));
        second.Enroll(Draw.Of("ben", ben));
        Assert.AreEqual("anna", second.Search(anna, Draw.Recipe).Identity!.Id);
        Assert.AreEqual("ben", first.Search(ben, Draw.Recipe).Identity!.Id);
        first.Rename("anna", "x");
        first.Rename("ben", "anna");
        first.Rename("x", "ben");
        Assert.AreEqual("ben", second.Search(anna, Draw.Recipe).Identity!.Id);
        Assert.AreEqual("anna", second.Search(ben, Draw.Recipe).Identity!.Id);
        second.Remove("ben");
        Assert.IsNull(first.Search(anna, Draw.Recipe).Identity);
    }

    [TestMethod]
    public void two_processes_and_this_one_enroll_into_one_gallery_without_a_lost_update_or_a_lock_error()
    {
        using Gallery gallery = Create();
        const int each = 150;
        using (WorkerProcess a = new(Place, "a", each, 1), b = new(Place, "b", each, 2))
        {
            for (int i = 0; i < each; i++)
            {
                gallery.Enroll(Draw.Of($"c{i}", Draw.Unit(new(i))));
            }

            a.Finish();
            b.Finish();
            Assert.AreEqual((0, 0), (a.ExitCode, b.ExitCode), a.Error + a.Errors + b.Error + b.Errors);
        }

        Assert.AreEqual(3 * each, gallery.PersonCount);
        Assert.AreEqual(5 * each, gallery.TemplateCount);
        Assert.HasCount(5 * each, gallery.List().SelectMany(person => person.Templates.Select(t => t.Key)).Distinct().ToArray());
        Assert.IsTrue(gallery.Audit([]).IsClean);
    }

    [TestMethod]
    public void after_kill_9_every_acknowledged_enrollment_is_there_and_none_is_half_there()
    {
        Create().Dispose();
        HashSet<string> promised = [];
        Random random = new(1);
        for (int run = 0; run < Kills; run++)
        {
            using WorkerProcess worker = new(Place, $"r{run}-", 100_000, run);
            worker.ReadUntil(1);
            Thread.Sleep(random.Next(50));
            worker.Kill();
            promised.UnionWith(worker.Acknowledged);

            using Gallery gallery = Open();
            IReadOnlyList<Person> people = gallery.List();
            Assert.IsTrue(people.All(person => person.Templates.Count == 2));
            Assert.IsTrue(
                promised.IsSubsetOf(people.Select(person => person.Id)),
                string.Join(", ", promised.Except(people.Select(person => person.Id))));
            // Acknowledged are all but the one that was under way.
            Assert.IsLessThanOrEqualTo(promised.Count + run + 1, people.Count);
            Assert.IsTrue(gallery.Audit([]).IsClean);
        }

        Assert.IsGreaterThanOrEqualTo(Kills, promised.Count);
    }
}
