namespace FaceML.Galleries.Tests.Stores;

/// <content>What is enrolled, and what is not.</content>
public abstract partial class GalleryContract
{
    [TestMethod]
    public void a_face_that_is_enrolled_as_somebody_else_is_not_enrolled_and_the_person_is_named()
    {
        using Gallery gallery = Create();
        Random random = new(5);
        float[] vector = Draw.Unit(random);
        gallery.Enroll(Draw.Of("anna", vector) with { Person = new() { Name = "Anna Berg" } });

        EnrollmentResult result = gallery.Enroll(Draw.Of("ben", Draw.Near(random, vector)));

        Assert.AreEqual(EnrollmentStatus.Duplicate, result.Status);
        StringAssert.StartsWith(result.ToString(), "Not enrolled: this face is already enrolled as Anna Berg (score 0.800)");
        Assert.IsNull(gallery.Find("ben"));
    }

    [TestMethod]
    public void duplicates_within_one_call_are_found()
    {
        using Gallery gallery = Create();
        Random random = new(6);
        float[] vector = Draw.Unit(random);
        IReadOnlyList<EnrollmentResult> results = gallery.Enroll(
            [Draw.Of("anna", vector), Draw.Of("anna", Draw.Near(random, vector)), Draw.Of("ben", Draw.Near(random, vector))]);
        CollectionAssert.AreEqual(
            new[] { EnrollmentStatus.Enrolled, EnrollmentStatus.Enrolled, EnrollmentStatus.Duplicate },
            results.Select(r => r.Status).ToArray());
        Assert.AreEqual("anna", results[2].Duplicate!.Person.Id);
    }

    [TestMethod]
    public void duplicates_can_be_reported_or_ignored_instead()
    {
        foreach ((DuplicateRule rule, bool named) in ((DuplicateRule, bool)[])[(DuplicateRule.Report, true), (DuplicateRule.Ignore, false)])
        {
            using Gallery gallery = Create(Draw.Definition with { Duplicates = rule });
            float[] vector = Draw.Unit(new(7));
            gallery.Enroll(Draw.Of("anna", vector));
            EnrollmentResult result = gallery.Enroll(Draw.Of("ben", vector));
            Assert.AreEqual(EnrollmentStatus.Enrolled, result.Status);
            Assert.AreEqual(named, result.Duplicate is not null);
        }
    }

    [TestMethod]
    public void the_same_image_of_a_person_is_enrolled_once()
    {
        using Gallery gallery = Create();
        Enrollment enrollment = Draw.Of("anna", Draw.Unit(new(8))) with { SourceSha256 = new string('A', 64) };
        gallery.Enroll(enrollment);
        Assert.AreEqual(EnrollmentStatus.AlreadyEnrolled, gallery.Enroll(enrollment with { SourceSha256 = new string('a', 64) }).Status);
        Assert.AreEqual(1, gallery.TemplateCount);
    }

    [TestMethod]
    public void below_the_least_quality_and_without_a_quality_nothing_is_enrolled()
    {
        using Gallery gallery = Create(Draw.Definition with { MinimumQuality = 40 });
        Random random = new(9);
        IReadOnlyList<EnrollmentResult> results = gallery.Enroll(
            [.. ((double?[])[39.9, null, 40]).Select((quality, i) => Draw.Of($"p{i}", Draw.Unit(random)) with { Quality = quality })]);
        CollectionAssert.AreEqual(
            new[] { EnrollmentStatus.LowQuality, EnrollmentStatus.LowQuality, EnrollmentStatus.Enrolled },
            results.Select(r => r.Status).ToArray());
        Assert.AreEqual(40, gallery.Find("p2")!.Templates[0].Quality);
        Assert.IsNull(gallery.Find("p0"));
    }
}
