using FaceML.Evaluation.Calibration;
using FaceML.Galleries.Erasure;

namespace FaceML.Galleries.Tests.Stores;

/// <content>Changes, expiry and erasure.</content>
public abstract partial class GalleryContract
{
    [TestMethod]
    public void changes_of_a_person_are_kept_and_an_empty_text_takes_them_away()
    {
        using Gallery gallery = Create();
        gallery.Enroll(Draw.Of("anna", Draw.Unit(new(13))));
        DateTimeOffset expires = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);
        Person changed = gallery.Update(
            "anna", new() { Name = "Anna", Attributes = "{\"a\":[1,null]}", Consent = "form 7", Expires = expires });
        Assert.AreEqual(
            ("Anna", "{\"a\":[1,null]}", "form 7", expires), (changed.Name, changed.Attributes, changed.Consent, changed.Expires));
        changed = gallery.Update("anna", new() { Name = "", Expires = DateTimeOffset.MaxValue });
        Assert.AreEqual((null, "{\"a\":[1,null]}", "form 7", null), (changed.Name, changed.Attributes, changed.Consent, changed.Expires));
        Assert.AreEqual(
            GalleryError.InvalidArgument,
            Assert.ThrowsExactly<GalleryException>(() => gallery.Update("anna", new() { Attributes = "[1]" })).Error);
    }

    [TestMethod]
    public void a_renamed_person_is_found_under_the_new_id_only()
    {
        using Gallery gallery = WithTwo(new(14), "anna", "ben", out float[] anna, out _);
        gallery.Rename("anna", "anna.berg");
        Assert.AreEqual("anna.berg", gallery.Search(anna, Draw.Recipe).Identity!.Id);
        Assert.IsNull(gallery.Find("anna"));
        Assert.AreEqual(GalleryError.AlreadyExists, Assert.ThrowsExactly<GalleryException>(() => gallery.Rename("anna.berg", "ben")).Error);
    }

    [TestMethod]
    public void merging_gives_all_templates_to_the_person_who_stays()
    {
        using Gallery gallery = WithTwo(new(15), "anna", "a. berg", out _, out float[] two);
        Person merged = gallery.Merge("a. berg", "anna");
        Assert.HasCount(2, merged.Templates);
        Assert.AreEqual("anna", gallery.Search(two, Draw.Recipe).Identity!.Id);
        Assert.IsNull(gallery.Find("a. berg"));
        Assert.AreEqual(1, gallery.PersonCount);
    }

    [TestMethod]
    public void who_has_expired_is_not_found_and_can_be_erased()
    {
        StoppedClock clock = new(new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
        using Gallery gallery = Create(options: Deciding with { Clock = clock });
        Random random = new(16);
        float[] anna = Draw.Unit(random);
        gallery.Enroll(
            [Draw.Of("anna", anna) with { Person = new() { Expires = clock.Now.AddDays(1) } }, Draw.Of("ben", Draw.Unit(random))]);
        Assert.AreEqual("anna", gallery.Search(anna, Draw.Recipe).Identity!.Id);
        clock.Now = clock.Now.AddDays(1);
        Assert.IsNull(gallery.Search(anna, Draw.Recipe).Identity);
        Assert.AreEqual(MatchDecision.Uncertain, gallery.Verify(anna, Draw.Recipe, "anna").Decision);
        Assert.AreEqual("anna", gallery.RemoveExpired().Single().Person);
        CollectionAssert.AreEqual(new[] { "ben" }, gallery.List().Select(p => p.Id).ToArray());
    }

    [TestMethod]
    public void a_removed_person_is_not_found_and_the_receipt_is_signed()
    {
        using Gallery gallery = Create();
        Random random = new(17);
        float[][] people = [.. Enumerable.Range(0, 30).Select(_ => Draw.Unit(random))];
        gallery.Enroll([.. people.Select((vector, i) => Draw.Of($"p{i}", vector))]);

        ErasureReceipt receipt = gallery.Remove("p7");

        Assert.AreEqual(("door", "p7", 1), (receipt.Gallery, receipt.Person, receipt.Templates));
        Assert.IsTrue(ErasureReceipt.FromJson(receipt.ToJson()).Verify(gallery.ReceiptPublicKey.Span));
        Assert.IsFalse((receipt with { Person = "p8" }).Verify(gallery.ReceiptPublicKey.Span));
        Assert.IsNull(gallery.Search(people[7], Draw.Recipe).Identity);
        for (int i = 0; i < people.Length; i++)
        {
            Assert.AreEqual(i == 7 ? null : $"p{i}", gallery.Search(people[i], Draw.Recipe).Identity?.Id);
        }

        Assert.IsTrue(gallery.Audit([people[7]]).IsClean);
        Assert.AreEqual("p8", gallery.Audit([people[8]]).Traces[0].Person!.Id);
    }

    [TestMethod]
    public void one_template_can_be_removed()
    {
        using Gallery gallery = WithTwo(new(18), "anna", "anna", out float[] one, out float[] two);
        gallery.RemoveTemplate("anna", gallery.Find("anna")!.Templates[0].Key);
        Assert.HasCount(1, gallery.Find("anna")!.Templates);
        Assert.IsNull(gallery.Search(one, Draw.Recipe).Identity);
        Assert.AreEqual("anna", gallery.Search(two, Draw.Recipe).Identity!.Id);
        Assert.AreEqual(GalleryError.NotFound, Assert.ThrowsExactly<GalleryException>(() => gallery.RemoveTemplate("anna", 99)).Error);
    }
}
