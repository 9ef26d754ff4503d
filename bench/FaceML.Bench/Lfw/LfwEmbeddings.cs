namespace FaceML.Bench.Lfw;

/// <summary>Every image of LFW as a vector of a recipe, with its person: the central face.</summary>
/// <param name="Vectors">The vectors one after the other, each of length 1.</param>
/// <param name="Dimension">The numbers of a vector.</param>
/// <param name="People">The person of each vector, 0 to people − 1.</param>
/// <param name="Images">The image of each vector, below the data set's folder.</param>
/// <param name="Missed">Images in which no face was found: they are left out.</param>
internal sealed record LfwEmbeddings(float[] Vectors, int Dimension, int[] People, string[] Images, int Missed)
{
    public const FaceSelection Selection = FaceSelection.Central;

    /// <summary>The number of people.</summary>
    public int PersonCount => People.Length == 0 ? 0 : People[^1] + 1;

    /// <summary>Loads or computes those of the preset fast, for measurements in which the recipe does not matter.</summary>
    public static LfwEmbeddings Load(int workers = 2)
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Fast);
        return Load(recognizer, workers);
    }

    /// <summary>Loads or computes a recognizer's.</summary>
    public static LfwEmbeddings Load(FaceRecognizer recognizer, int workers = 2, bool view2 = false)
    {
        string folder = DataSets.Find("lfw-deepfunneled");
        IEnumerable<string> all = view2
            ? LfwProtocol.ReadPairs(DataSets.Find("lfw-protocol", "pairs.txt"))
                .SelectMany(pair => (string[])[pair.First, pair.Second]).Distinct()
            : Directory.EnumerateFiles(folder, "*.jpg", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f));
        string[] images = [.. all.Order(StringComparer.Ordinal)];
        FaceVectors found = FaceVectors.Compute(
            recognizer, [Selection], folder, images, workers, [VectorCache.FileOf(recognizer, Selection)])[0];
        string[] usable = [.. images.Where(p => found[p] is not null)];
        Dictionary<string, int> people = [];
        int[] person = [.. usable.Select(p => Number(people, Path.GetDirectoryName(p)!))];
        int dimension = found[usable[0]]!.Length;
        float[] vectors = new float[usable.Length * dimension];
        for (int i = 0; i < usable.Length; i++)
        {
            found[usable[i]].CopyTo(vectors.AsSpan(i * dimension, dimension));
        }

        return new LfwEmbeddings(vectors, dimension, person, usable, found.Missed);
    }

    /// <summary><c>lfw-embed</c>: fills the cache that the other commands read.</summary>
    public static Command CreateCommand()
    {
        Command command = new("lfw-embed",
            "Embed every image of LFW once, so that all-pairs, promise and shipped-calibration start at once.");
        command.SetAction(_ =>
        {
            LfwEmbeddings all = Load();
            Console.WriteLine($"{all.Images.Length} vectors of {all.PersonCount} people; in {all.Missed} images no face was found.");
        });
        return command;
    }

    private static int Number(Dictionary<string, int> people, string name)
    {
        people.TryAdd(name, people.Count);
        return people[name];
    }
}
