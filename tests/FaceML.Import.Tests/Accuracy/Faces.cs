using FaceML.Imaging;

namespace FaceML.Import.Tests.Accuracy;

/// <summary>Faces of the sample images and of LFW, found and measured by the default detector and landmarks.</summary>
internal static class Faces
{
    private static readonly Lazy<(string Person, Image Image, Face Face)[]> Found = new(Find);
    private static readonly Lazy<(Image Image, Face Face)[]> Sampled = new(FindSamples);

    /// <summary>The 22 faces of the six sample images, which are always there.</summary>
    public static IReadOnlyList<(Image Image, Face Face)> OfSamples => Sampled.Value;

    /// <summary>Two images each of 60 people, spread over the alphabet; images without a face are left out.</summary>
    public static IReadOnlyList<(string Person, Image Image, Face Face)> OfLfw => Found.Value;

    /// <summary>The aligned aligned faces of all faces as one tensor of (value − mean) · scale.</summary>
    public static DenseTensor<float> AlignedFaces(AlignmentTemplate template, int size, float mean, float scale)
    {
        TensorSpec spec = new() { Width = size, Height = size, Mean = [mean, mean, mean], Scale = [scale, scale, scale] };
        var tensor = new DenseTensor<float>([OfLfw.Count, 3, size, size]);
        AlignmentTemplate fitted = template.ForSize(size, size);
        for (int i = 0; i < OfLfw.Count; i++)
        {
            Assert.IsTrue(fitted.TryAlign(OfLfw[i].Face.Points, out SimilarityTransform transform));
            PixelTensor.Write(OfLfw[i].Image, transform, spec, tensor.Buffer.Span.Slice(i * spec.Length, spec.Length));
        }

        return tensor;
    }

    private static (Image, Face)[] FindSamples()
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        return [.. TestData.Samples.Select(p => Image.Load(p)).SelectMany(image => recognizer.Detect(image).Select(face => (image, face)))];
    }

    private static (string, Image, Face)[] Find()
    {
        string[] people = [.. Directory.GetDirectories(TestData.DataSet("lfw-deepfunneled"))
            .Where(d => Directory.GetFiles(d).Length >= 2).Order(StringComparer.Ordinal)];
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        var found = new List<(string, Image, Face)>();
        foreach (string person in Enumerable.Range(0, 60).Select(i => people[i * people.Length / 60]))
        {
            foreach (Image image in Directory.GetFiles(person).Order(StringComparer.Ordinal).Take(2).Select(p => Image.Load(p)))
            {
                // The person meant is the one in the middle of the image.
                Face? face = recognizer.Detect(image).MinBy(f =>
                    (f.Box.Center - new System.Numerics.Vector2(image.Width / 2f, image.Height / 2f)).Length());
                if (face is not null)
                {
                    found.Add((Path.GetFileName(person), image, face));
                }
            }
        }

        return [.. found];
    }
}
