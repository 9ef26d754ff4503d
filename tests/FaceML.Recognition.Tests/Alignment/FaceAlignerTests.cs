namespace FaceML.Recognition.Tests.Alignment;

[TestClass]
public sealed class FaceAlignerTests
{
    [TestMethod]
    public void points_of_a_turned_face_land_on_the_template()
    {
        // White spots where the points are, in an image that is turned, enlarged and shifted.
        AlignmentTemplate template = AlignmentTemplate.ArcFace112;
        SimilarityTransform alignedToImage = new(1.6f, 0.9f, 80, 10);
        FacePoints face = AlignmentTemplateTests.OnTemplate(template).Select(alignedToImage.Apply);
        Image image = new(400, 400);
        for (int i = 0; i < FacePoints.Count; i++)
        {
            image.DrawPoint(face[i], Rgb.White, 4);
        }

        Image alignedFace = new FaceAligner(template).Align(image, face);
        Assert.AreEqual((112, 112), (alignedFace.Width, alignedFace.Height));
        foreach (Vector2 point in template.Points)
        {
            Assert.IsTrue(alignedFace.Pixels[((int)point.Y * 112 + (int)point.X) * 3] > 200, $"{point}");
        }

        Assert.AreEqual(0, alignedFace.Pixels[(30 * 112 + 56) * 3], "between the points it stays black");
    }

    [TestMethod]
    public void a_chip_of_the_picture_and_the_fused_tensor_show_the_same()
    {
        Image image = Installed.Sample(1);
        Face face = Installed.Recognizer.Detect(image)[0];
        FaceEmbedder embedder = Installed.Recognizer.Embedder;
        float[] fused = embedder.Embed(image, face.Points);
        float[] fromAligned = embedder.EmbedAligned([new FaceAligner(embedder.Template).Align(image, face.Points)])[0];
        float cosine = FaceComparison.Cosine(fused, fromAligned);
        Assert.IsTrue(cosine > 0.999f, $"cosine {cosine}: only the aligned face's rounding to bytes lies between them");
    }

    [TestMethod]
    public void a_face_without_extent_is_refused()
    {
        FaceAligner aligner = new(AlignmentTemplate.ArcFace112);
        Assert.IsFalse(aligner.TryAlign(new Image(10, 10), default, out Image? alignedFace));
        Assert.IsNull(alignedFace);
        StringAssert.Contains(Assert.ThrowsExactly<AlignmentException>(() => aligner.Align(new Image(10, 10), default)).Message,
            "arcface-112");
    }
}
