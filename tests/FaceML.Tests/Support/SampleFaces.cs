namespace FaceML.Tests.Support;

/// <summary>The faces of the sample images, cut out with some surroundings, so that each is an image with one face.</summary>
internal static class SampleFaces
{
    private static readonly Lazy<IReadOnlyList<IReadOnlyList<Image>>> Lazy = new(Cut);

    /// <summary>A list an image: people of one image are different people.</summary>
    public static IReadOnlyList<IReadOnlyList<Image>> ByImage => Lazy.Value;

    /// <summary>An image of waves: nobody.</summary>
    public static Image Nobody { get; } = NetworkProbe.TestImage();

    /// <summary>The same face, shown a little differently: mirrored and smaller.</summary>
    public static Image Again(Image face) => face.FlipHorizontal().Resize(face.Width * 3 / 4, face.Height * 3 / 4);

    private static List<IReadOnlyList<Image>> Cut()
    {
        using var recognizer = FaceRecognizer.CreateDefault();
        List<IReadOnlyList<Image>> images = [];
        // The three images with the most people: enough different pairs, in a third of the time.
        foreach (string path in TestData.Samples.Skip(3))
        {
            Image image = Image.Load(path);
            images.Add([.. recognizer.Detector.Detect(image).Select(face => Around(image, face.Box))
                .Where(face => recognizer.Detector.Detect([face, Again(face)]).All(found => found.Count > 0))]);
        }

        return images;
    }

    private static Image Around(Image image, Box box)
    {
        float margin = 0.35f * MathF.Max(box.Width, box.Height);
        return image.Crop(new Box(
            box.Left - margin, box.Top - margin, box.Right + margin, box.Bottom + margin).ClipTo(image.Width, image.Height));
    }
}
