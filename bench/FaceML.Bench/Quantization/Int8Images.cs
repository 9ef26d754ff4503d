namespace FaceML.Bench.Quantization;

/// <summary>The images of one comparison: those of the pairs are measured, others calibrate.</summary>
internal sealed class Int8Images(string root, IReadOnlyList<ImagePair> pairs)
{
    private const int Timed = 64;

    public IReadOnlyList<ImagePair> Pairs => pairs;

    /// <summary>The images of the pairs, each once.</summary>
    public string[] Measured { get; } =
        [.. pairs.SelectMany(pair => (string[])[pair.First, pair.Second]).Distinct().Order(StringComparer.Ordinal)];

    public Image Load(string name) => Image.Load(Path.Combine(root, name));

    /// <summary>Files for the pipeline's speed.</summary>
    public IReadOnlyList<byte[]> Some() => [.. Spread(All(), Timed).Select(name => File.ReadAllBytes(Path.Combine(root, name)))];

    /// <summary>Faces of images that are in no pair.</summary>
    public IReadOnlyList<FaceInImage> Calibration(NetworkCatalog catalog, FaceRecognizerOptions recipe, int count)
    {
        string[] others = [.. All().Except(Measured)];
        using FaceRecognizer recognizer = FaceRecognizer.Create(catalog, recipe);
        return [.. Spread(others, count).AsParallel().AsOrdered().Select(name => (Image: Load(name), Name: name))
            .Select(image => Find(recognizer, image.Image)).OfType<FaceInImage>()];
    }

    public static FaceInImage? Find(FaceRecognizer recognizer, Image image) =>
        FaceRecognizer.Select(recognizer.Find(image), image, FaceSelection.Central, out DetectedFace face) == FaceStatus.Found
            ? new(image, recognizer.Locate(image, face).Points)
            : null;

    private string[] All() => [.. Directory.GetDirectories(root).SelectMany(person => Directory.GetFiles(person, "*.jpg"))
        .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Spread(string[] names, int count) => names.Length <= count ? names
        : Enumerable.Range(0, count).Select(i => names[(int)((long)i * names.Length / count)]);
}
