namespace FaceML.Recognition.Tests.Alignment;

[TestClass]
public sealed class AlignmentTemplateTests
{
    [TestMethod]
    public void templates_are_found_by_name_and_unknown_names_list_them()
    {
        foreach (string name in AlignmentTemplate.Names)
        {
            Assert.AreEqual(name, AlignmentTemplate.Named(name).Name);
        }

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => AlignmentTemplate.Named("oval")).Message, "arcface-112");
    }

    [TestMethod]
    public void ArcFace_is_the_published_one_in_coordinates_of_half_pixel_centres()
    {
        // (38.2946, 51.6963) … in whole-pixel coordinates.
        Assert.AreEqual(new Vector2(38.7946f, 52.1963f), AlignmentTemplate.ArcFace112.Points[0]);
        Assert.AreEqual(new Vector2(71.2299f, 92.7041f), AlignmentTemplate.ArcFace112.Points[4]);
    }

    [TestMethod]
    public void dlib_is_its_mean_face_with_a_quarter_padding()
    {
        // The nose tip of dlib's mean face, (0.490127, 0.515625): (0.25 + 0.490127) / 1.5 × 150 = 74.0127, (0.25 + 0.515625) / 1.5 × 150 =
        // 76.5625, and half a pixel.
        Vector2 nose = AlignmentTemplate.Dlib150.Points[2];
        Assert.AreEqual(74.5127f, nose.X, 1e-3f);
        Assert.AreEqual(77.0625f, nose.Y, 1e-3f);
    }

    [TestMethod]
    public void a_face_that_lies_on_the_template_is_not_moved()
    {
        foreach (AlignmentTemplate template in new[] { AlignmentTemplate.ArcFace112, AlignmentTemplate.Dlib150 })
        {
            Assert.IsTrue(template.TryAlign(OnTemplate(template), out SimilarityTransform found));
            Assert.AreEqual(1, found.A, 1e-4f);
            Assert.AreEqual(0, found.B, 1e-4f);
            Assert.AreEqual(0, found.X, 1e-2f);
            Assert.AreEqual(0, found.Y, 1e-2f);
        }
    }

    [TestMethod]
    public void eyes_only_does_not_look_at_nose_and_mouth()
    {
        FacePoints face = OnTemplate(AlignmentTemplate.ArcFace112);
        FacePoints masked = face with { Nose = new(1000, -50), MouthLeft = default, MouthRight = default };
        Assert.IsTrue(AlignmentTemplate.EyesOnly.TryAlign(masked, out SimilarityTransform found));
        Assert.AreEqual(1, found.Scale, 1e-4f);
        Assert.AreEqual(0, found.X, 1e-2f);
    }

    [TestMethod]
    public void another_size_shows_the_same_view()
    {
        AlignmentTemplate half = AlignmentTemplate.ArcFace112.ForSize(56, 56);
        Assert.AreEqual(AlignmentTemplate.ArcFace112.Points[3] / 2, half.Points[3]);
        Assert.AreSame(AlignmentTemplate.ArcFace112, AlignmentTemplate.ArcFace112.ForSize(112, 112));
        AlignmentTemplate tall = AlignmentTemplate.ArcFace112.ForSize(112, 132);
        Assert.AreEqual(AlignmentTemplate.ArcFace112.Points[0] + new Vector2(0, 10), tall.Points[0], "more is seen above and below");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => AlignmentTemplate.ArcFace112.ForSize(0, 10));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => AlignmentTemplate.ArcFace112.ForSize(10, 5000));
    }

    [TestMethod]
    public void points_that_coincide_align_to_nothing() =>
        Assert.IsFalse(AlignmentTemplate.ArcFace112.TryAlign(default, out _));

    internal static FacePoints OnTemplate(AlignmentTemplate template) =>
        new(template.Points[0], template.Points[1], template.Points[2], template.Points[3], template.Points[4]);
}
