namespace FaceML.Cli;

/// <summary>A face of a sample image, cut out with some of its surroundings into an image of its own.</summary>
/// <param name="Image">The number of its image, from 0.</param>
/// <param name="Name">What the page calls it, for example <c>sample1-2</c>.</param>
/// <param name="Person">Who it shows, as far as is known: the name of the person's first face.</param>
/// <param name="File">The cutout, relative to the output folder.</param>
/// <param name="Vector">The embedding.</param>
internal sealed record SampleFace(int Image, string Name, string Person, string File, float[] Vector);

/// <summary>Two faces.</summary>
internal sealed record SamplePair(SampleFace First, SampleFace Second)
{
    public float Score { get; } = FaceComparison.Cosine(First.Vector, Second.Vector);

    public bool IsAcross => First.Image != Second.Image;

    public bool IsOnePerson => First.Person == Second.Person;
}

/// <summary>The faces of some images, and the pairs of them whose label is known.</summary>
internal sealed class SampleFaces
{
    private const float Margin = 0.6f; // of the box on each side: the detector needs a head, not an aligned face

    // Seen by eye: the woman at the right of the first image is the one in the middle of the third.
    private static readonly (string First, string Second) KnownGenuine = ("sample1-3", "sample3-2");

    private SampleFaces(IReadOnlyList<string> images, IReadOnlyList<SampleFace> faces)
    {
        Images = images;
        Faces = faces;
        Pairs = [.. faces.SelectMany((first, i) => faces.Skip(i + 1).Select(second => new SamplePair(first, second)))];
    }

    /// <summary>The annotated images, relative to the output folder.</summary>
    public IReadOnlyList<string> Images { get; }

    public IReadOnlyList<SampleFace> Faces { get; }

    /// <summary>Every two faces.</summary>
    public IReadOnlyList<SamplePair> Pairs { get; }

    /// <summary>
    /// The pairs whose label is known: two faces of one image are two people; and one pair was labeled by eye.
    /// Of all others it is not known whether they are one person.
    /// </summary>
    public IReadOnlyList<SamplePair> Labeled => [.. Pairs.Where(pair => !pair.IsAcross || pair.IsOnePerson)];

    /// <summary>Finds and embeds the faces, writes the annotated images and the cutouts.</summary>
    public static SampleFaces Find(DirectoryInfo output, FaceRecognizer recognizer, CancellationToken cancellationToken)
    {
        string[] files = [.. ImageFiles.Expand([Path.Combine(AppContext.BaseDirectory, "samples")])];
        var annotated = new AnnotationFolder(output.CreateSubdirectory("images"));
        DirectoryInfo cutouts = output.CreateSubdirectory("faces");
        var found = new (string Image, SampleFace[] Faces)[files.Length];
        Parallel.For(0, files.Length,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            Image image = Image.Load(files[i], cancellation: cancellationToken);
            IReadOnlyList<FaceEmbedding> faces = recognizer.EmbedAll(image);
            found[i] = (
                Relative(annotated.Write(files[i], image, [.. faces.Select(embedded => embedded.Face)])),
                [.. faces.Select((embedded, number) =>
                    CutOut(image, embedded, i,
                    string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(files[i])}-{number + 1}")))]);
        });
        return new([.. found.Select(image => image.Image)], [.. found.SelectMany(image => image.Faces)]);

        string Relative(string path) => Path.GetRelativePath(output.FullName, path).Replace('\\', '/');

        SampleFace CutOut(Image image, FaceEmbedding embedded, int number, string name)
        {
            string file = Path.Combine(cutouts.FullName, name + ".jpg");
            image.Crop(Widen(embedded.Face.Box).ClipTo(image.Width, image.Height)).Save(file);
            return new(number, name, name == KnownGenuine.Second ? KnownGenuine.First : name, Relative(file), embedded.Vector.ToArray());
        }
    }

    private static Box Widen(in Box box) =>
        new(box.Left - Margin * box.Width, box.Top - Margin * box.Height, box.Right + Margin * box.Width, box.Bottom + Margin * box.Height);
}
