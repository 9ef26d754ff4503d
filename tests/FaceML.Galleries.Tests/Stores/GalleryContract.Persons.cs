using FaceML.Evaluation.Calibration;
using FaceML.Galleries.Erasure;
using FaceML.Galleries.Stores;

namespace FaceML.Galleries.Tests.Stores;

/// <content>Persons who are added before their first template, and the erasure of all.</content>
public abstract partial class GalleryContract
{
    [TestMethod]
    public void a_person_who_was_added_is_listed_and_not_found_by_a_search()
    {
        using Gallery gallery = Create();
        DateTimeOffset expires = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);
        Person added = gallery.Add("anna", new() { Name = "Anna", Consent = "form 7", Expires = expires });
        Assert.AreEqual(("anna", "Anna", "form 7", expires), (added.Id, added.Name, added.Consent, added.Expires));
        Assert.IsEmpty(added.Templates);
        Assert.AreEqual("anna", gallery.List().Single().Id);
        float[] probe = Draw.Unit(new(23));
        Assert.IsEmpty(gallery.Search(probe, Draw.Recipe).Candidates);
        Assert.AreEqual(MatchDecision.Uncertain, gallery.Verify(probe, Draw.Recipe, "anna").Decision);
    }

    [TestMethod]
    public void templates_enrolled_later_are_those_of_the_person_who_was_added()
    {
        using Gallery gallery = Create();
        Person added = gallery.Add("anna", new() { Name = "Anna" });
        float[] vector = Draw.Unit(new(24));
        gallery.Enroll([Draw.Of("ben", Draw.Unit(new(25))), Draw.Of("anna", vector)]);
        Person found = gallery.Search(vector, Draw.Recipe).Identity!;
        Assert.AreEqual((added.Key, "Anna", 1), (found.Key, found.Name, found.Templates.Count));
        Assert.AreNotEqual(added.Key, gallery.Find("ben")!.Key);
    }

    [TestMethod]
    public void an_id_that_is_taken_is_not_added_again()
    {
        using Gallery gallery = Create();
        gallery.Enroll(Draw.Of("anna", Draw.Unit(new(26))));
        Assert.AreEqual(GalleryError.AlreadyExists, Assert.ThrowsExactly<GalleryException>(() => gallery.Add("anna")).Error);
        Assert.AreEqual(GalleryError.InvalidArgument, Assert.ThrowsExactly<GalleryException>(() => gallery.Add(" ben")).Error);
        Assert.AreEqual(1, gallery.PersonCount);
    }

    [TestMethod]
    public void an_added_person_is_renamed_merged_and_erased_like_an_enrolled_one()
    {
        using Gallery gallery = Create();
        gallery.Enroll(Draw.Of("anna", Draw.Unit(new(27))));
        gallery.Add("ben");
        gallery.Rename("ben", "benjamin");
        Assert.HasCount(1, gallery.Merge("benjamin", "anna").Templates);
        gallery.Add("carl");
        Assert.AreEqual(0, gallery.Remove("carl").Templates);
        CollectionAssert.AreEqual(new[] { "anna" }, gallery.List().Select(person => person.Id).ToArray());
        CollectionAssert.AreEqual(
            new[]
            {
                AuditAction.Created, AuditAction.Enrolled, AuditAction.PersonAdded, AuditAction.Changed, AuditAction.Merged,
                AuditAction.PersonAdded, AuditAction.PersonRemoved,
            },
            gallery.ReadLog().Select(entry => entry.Action).ToArray());
    }

    [TestMethod]
    public void everybody_is_erased_at_once_with_a_receipt_for_each()
    {
        using Gallery gallery = Create();
        float[][] people = [.. Enumerable.Range(0, 5).Select(i => Draw.Unit(new(30 + i)))];
        gallery.Enroll([.. people.Select((vector, i) => Draw.Of($"p{i}", vector))]);
        gallery.Add("anna");
        string[] erased = [.. gallery.RemoveAll().Select(receipt => receipt.Person).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(new[] { "anna", "p0", "p1", "p2", "p3", "p4" }, erased);
        Assert.AreEqual((0, 0), (gallery.PersonCount, gallery.TemplateCount));
        Assert.IsTrue(gallery.Audit([.. people.Select(vector => (ReadOnlyMemory<float>)vector)]).IsClean);
        Assert.IsEmpty(gallery.RemoveAll());
        gallery.Enroll(Draw.Of("ben", people[0]));
        Assert.AreEqual("ben", gallery.Search(people[0], Draw.Recipe).Identity!.Id);
    }

    [TestMethod]
    public void a_template_is_erased_also_where_the_same_embedding_stays_enrolled()
    {
        using Gallery gallery = Create(Draw.Definition with { Duplicates = DuplicateRule.Ignore });
        float[] vector = Draw.Unit(new(40)), other = Draw.Unit(new(41));
        gallery.Enroll([Draw.Of("anna", vector), Draw.Of("anna", vector), Draw.Of("anna berg", vector), Draw.Of("anna berg", other)]);
        gallery.RemoveTemplate("anna", gallery.Find("anna")!.Templates[0].Key);
        gallery.Remove("anna berg");
        Assert.AreEqual("anna", gallery.Search(vector, Draw.Recipe).Identity!.Id);
        GalleryAudit audit = gallery.Audit([other]);
        Assert.IsTrue(audit.IsClean, string.Join(", ", audit.Remnants));
        gallery.Remove("anna");
        Assert.IsTrue(gallery.Audit([vector]).IsClean);
    }
}
