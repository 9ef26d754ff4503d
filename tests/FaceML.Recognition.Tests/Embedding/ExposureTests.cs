namespace FaceML.Recognition.Tests.Embedding;

[TestClass]
public sealed class ExposureTests
{
    private static readonly Image Aligned = new FaceAligner(AlignmentTemplate.ArcFace112)
        .Align(Installed.Sample(1), Installed.Recognizer.Detect(Installed.Sample(1))[0].Points);

    private static Image Changed(Func<byte, double> change)
    {
        Image changed = Aligned.Clone();
        foreach (ref byte value in changed.Pixels)
        {
            value = (byte)Math.Clamp(change(value) + 0.5, 0, 255);
        }

        return changed;
    }

    private static (double Mean, double Deviation) Measure(Image image)
    {
        double[] values = [.. image.Pixels.ToArray().Select(value => (double)value)];
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }

    [TestMethod]
    public void an_ordinary_face_stays_the_same_object()
    {
        foreach (Image image in Enumerable.Range(1, 6).Select(Installed.Sample))
        {
            foreach (Face face in Installed.Recognizer.Detect(image))
            {
                Image aligned = new FaceAligner(AlignmentTemplate.ArcFace112).Align(image, face.Points);
                Assert.AreSame(aligned, Exposure.Lift(aligned));
            }
        }
    }

    [TestMethod]
    [DataRow(70)]
    [DataRow(128)]
    [DataRow(220)]
    public void a_face_of_little_contrast_is_stretched_around_its_mean(int gray)
    {
        Image flat = Changed(value => gray + 0.2 * (value - 128));
        byte[] before = flat.Pixels.ToArray();
        (double mean, double deviation) = Measure(Exposure.Lift(flat));
        Assert.AreEqual(50, deviation, 3);
        Assert.IsTrue(mean is > 80 and < 175, $"{mean}");
        CollectionAssert.AreEqual(before, flat.Pixels.ToArray(), "the given face stays");
    }

    [TestMethod]
    public void its_vector_comes_closer_to_that_of_the_face_as_it_was()
    {
        Image flat = Changed(value => 128 + 0.15 * (value - 128));
        float[][] vectors = Installed.Recognizer.Embedder.EmbedAligned([Aligned, flat]);
        Assert.IsGreaterThan(0.9f, FaceComparison.Cosine(vectors[0], vectors[1]));
    }

    [TestMethod]
    public void a_face_of_one_color_stays_as_it_is()
    {
        Image black = Changed(_ => 0), gray = Changed(_ => 90);
        Assert.AreSame(black, Exposure.Lift(black));
        Assert.AreSame(gray, Exposure.Lift(gray));
    }
}
