using FaceML.Galleries.Stores;

namespace FaceML.Galleries.Tests.Stores;

/// <summary>Several processes, killed processes, full disks.</summary>
[TestClass]
public sealed class ProcessTests
{
    private const int Kills = 12;

    [TestMethod]
    public void after_kill_9_every_acknowledged_enrollment_is_there_and_none_is_half_there()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("door.faces");
        Gallery.CreateFile(file, Draw.Definition).Dispose();
        HashSet<string> promised = [];
        Random random = new(1);
        for (int run = 0; run < Kills; run++)
        {
            using WorkerProcess worker = new(file, $"r{run}-", 100_000, run);
            worker.ReadUntil(1);
            Thread.Sleep(random.Next(40));
            worker.Kill();
            promised.UnionWith(worker.Acknowledged);

            using var gallery = Gallery.OpenFile(file);
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

    [TestMethod]
    public void two_processes_enroll_into_one_file_without_a_lost_update_or_a_lock_error()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("door.faces");
        using var gallery = Gallery.CreateFile(file, Draw.Definition);
        const int each = 150;
        using (WorkerProcess a = new(file, "a", each, 1), b = new(file, "b", each, 2))
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
    public void a_full_disk_is_said_and_what_was_acknowledged_is_kept()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("door.faces");
        Gallery.CreateFile(file, Draw.Definition).Dispose();
        using (var store = SqliteGalleryStore.Open(file, mostPages: 40))
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

        using var reopened = Gallery.OpenFile(file);
        Assert.AreEqual(reopened.PersonCount, reopened.List().Count(person => person.Templates.Count == 1));
    }
}
