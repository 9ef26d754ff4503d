namespace FaceML.Galleries.Tests.Protection;

[TestClass]
public sealed class RekeyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly float[] anna = Draw.Unit(new(1));

    private string File => folder.File("door.faces");

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void after_a_change_of_keys_the_old_key_is_needed_by_nothing_and_no_old_record_is_left()
    {
        StoredTemplate before;
        using (var gallery = Gallery.CreateFile(File, Draw.Definition with { Renewable = true }, With("k1")))
        {
            gallery.Enroll([Draw.Of("anna", anna), Draw.Of("ben", Draw.Unit(new(2)))]);
            before = ReadFirst();
        }

        using (var gallery = Gallery.OpenFile(File, With("k2", "k1")))
        {
            Assert.AreEqual(2, gallery.Rekey());
            Assert.AreEqual(1, gallery.Search(anna, Draw.Recipe).Candidates[0].Score, 1e-6f);
            Assert.IsTrue(gallery.Audit([]).IsClean);
        }

        Assert.IsFalse(TraceFinderTests.Finds(System.IO.File.ReadAllBytes(File), before.Record));
        using var reopened = Gallery.OpenFile(File, With("k2"));
        Assert.AreEqual("anna", reopened.Search(anna, Draw.Recipe).Candidates[0].Person.Id);
    }

    [TestMethod]
    public void a_gallery_without_keys_is_encrypted_by_its_first_rekeying()
    {
        using (var gallery = Gallery.CreateFile(File, Draw.Definition))
        {
            gallery.Enroll(Draw.Of("anna", anna));
        }

        TraceFinderTests.AssertFinds(true, System.IO.File.ReadAllBytes(File), anna);
        using (var gallery = Gallery.OpenFile(File, With("k1")))
        {
            gallery.Rekey();
        }

        TraceFinderTests.AssertFinds(false, System.IO.File.ReadAllBytes(File), anna);
        Assert.AreEqual(GalleryError.KeyUnavailable, Assert.ThrowsExactly<GalleryException>(() => Gallery.OpenFile(File)).Error);
    }

    [TestMethod]
    public void another_open_gallery_follows_a_change_of_keys()
    {
        using var one = Gallery.CreateFile(File, Draw.Definition with { Renewable = true }, With("k1", "k2"));
        one.Enroll(Draw.Of("anna", anna));
        using var other = Gallery.OpenFile(File, With("k2", "k1"));
        other.Rekey();
        Assert.AreEqual(1, one.Search(anna, Draw.Recipe).Candidates[0].Score, 1e-6f);
    }

    [TestMethod]
    public void stolen_templates_of_two_renewable_galleries_do_not_match_each_other()
    {
        using (var first = Gallery.CreateFile(File, Draw.Definition with { Renewable = true }, With("k1")))
        using (var second = Gallery.CreateFile(File + "2", Draw.Definition with { Renewable = true, Id = "gate" }, With("k1")))
        {
            first.Enroll(Draw.Of("anna", anna));
            second.Enroll(Draw.Of("anna", anna));
        }

        // The thief has the key of the encryption, not of the transform: what he sees are the transformed vectors.
        Assert.IsLessThan(0.5f, Math.Abs(
            Draw.Dot(StoredVector(File, Draw.Definition), StoredVector(File + "2", Draw.Definition with { Id = "gate" }))));
    }

    private static float[] StoredVector(string file, GalleryDefinition definition)
    {
        using var store = SqliteGalleryStore.Open(file);
        using IGallerySession session = store.Begin(write: false);
        using TemplateSealer sealer = new(definition, With("k1").Keys);
        float[] vector = new float[Draw.Dimension];
        sealer.Open(session.ReadTemplates(null).First(), vector);
        return vector;
    }

    private static GalleryOptions With(params string[] ids) => new() { Keys = Stores.GalleryContract.Keys(ids) };

    private StoredTemplate ReadFirst()
    {
        using var store = SqliteGalleryStore.Open(File);
        using IGallerySession session = store.Begin(write: false);
        return session.ReadTemplates(null).First();
    }
}
