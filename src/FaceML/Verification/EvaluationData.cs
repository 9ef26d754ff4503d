using FaceML.Data;
using FaceML.Evaluation.Protocols;
using FaceML.Loading;

namespace FaceML.Verification;

/// <summary>The pairs to compare and the images behind them. Immutable.</summary>
/// <param name="Protocol">Where the pairs come from.</param>
/// <param name="Folder">The folder of the images; of a packed set, its file.</param>
/// <param name="Pairs">The pairs.</param>
/// <param name="Images">All images with their person, for comparing every image with every other; the person is null where unknown.</param>
public sealed record EvaluationData(
    EvaluationProtocol Protocol, string Folder, IReadOnlyList<ImagePair> Pairs, IReadOnlyList<(string Image, string? Person)> Images)
{
    private const int GenuinePairsPerPerson = 20, ImagesPerPerson = 200, ImpostorPairs = 20_000;

    /// <summary>Whether every pair names its people.</summary>
    public bool HasIdentities => Pairs.All(pair => pair.FirstIdentity is not null && pair.SecondIdentity is not null);

    /// <summary>The packed images; null where they are files in <see cref="Folder"/>.</summary>
    internal VerificationBin? Bin { get; init; }

    /// <summary>Reads the pairs of a protocol, or draws them: of a folder per person the same ones each time.</summary>
    /// <param name="protocol">Where the pairs come from.</param>
    /// <param name="folder">The folder of the set, or of its images; for <see cref="EvaluationProtocol.Bin"/> the file, for
    /// <see cref="EvaluationProtocol.AgeDb"/> the file or its folder.</param>
    /// <param name="pairs">The file of the pairs; null for the one that a published set comes with, and for
    /// <see cref="EvaluationProtocol.Folders"/>.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ProtocolFormatException">A file or the folder has another form, or a published set other numbers.</exception>
    /// <exception cref="LeakingSplitException">A person is in two folds of LFW or of a pairs file of your own.</exception>
    /// <exception cref="EvaluationDataException">Images are missing, or the folders hold no pairs of both kinds.</exception>
    public static EvaluationData Read(EvaluationProtocol protocol, string folder, string? pairs)
    {
        if (protocol == EvaluationProtocol.Folders)
        {
            return Directory.Exists(folder) ? FromFolders(folder) : throw new DirectoryNotFoundException($"There is no folder {folder}.");
        }

        LabeledPairs read = LabeledPairs.Read(protocol, folder, pairs);

        // The folds of the other sets are what published figures are computed on, whoever is in them.
        if (protocol is EvaluationProtocol.Lfw or EvaluationProtocol.Pairs && read.Pairs.Select(pair => pair.Fold).Distinct().Count() > 1)
        {
            IdentitySplit.RequireDisjointFolds(read.Pairs);
        }

        IEnumerable<(string, string?)> images =
            read.Pairs.SelectMany(pair => new[] { (pair.First, pair.FirstIdentity), (pair.Second, pair.SecondIdentity) });
        return new(protocol, read.Folder, read.Pairs, [.. images.DistinctBy(image => image.Item1)]) { Bin = read.Bin };
    }

    /// <summary>The bytes of an image's file.</summary>
    /// <param name="image">The name that <see cref="Pairs"/> and <see cref="Images"/> give.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ProtocolFormatException">The name leads out of <see cref="Folder"/>, or a packed set changed.</exception>
    public byte[] ReadImage(string image) => new LabeledPairs(Folder, Pairs, Bin).ReadImage(image);

    /// <summary>Two images a row: paths, or the bytes of packed images, which are read row by row.</summary>
    /// <param name="context">Makes the view.</param>
    /// <param name="images">Names of images; of an odd number the last one stands in both columns.</param>
    internal IDataView ViewOf(MLContext context, string[] images)
    {
        IEnumerable<string[]> rows = images.Chunk(2);
        return Bin is null
            ? context.Data.LoadFromEnumerable(rows.Select(two => new FacePair
            {
                Path1 = Path.Combine(Folder, two[0]),
                Path2 = Path.Combine(Folder, two[^1]),
            }).ToArray())
            : context.Data.LoadFromEnumerable(rows.Select(two => FaceBytesPairRow.Of(ReadImage, two[0], two[^1])));
    }

    // A person with hundreds of images must not outweigh the others: few pairs a person, impostors by people drawn evenly.
    private static EvaluationData FromFolders(string folder)
    {
        IReadOnlyList<PersonImages> people = PersonFolders.Read(folder);
        long images = people.Sum(person => (long)person.Images.Count);
        long possible = ((images * images) - people.Sum(person => (long)person.Images.Count * person.Images.Count)) / 2;
        int several = people.Count(person => person.Images.Count > 1);
        if (several == 0 || possible == 0)
        {
            throw new EvaluationDataException(
                $"{folder} holds {people.Count} people, {several} of them with two images; at least two people, one with two images, "
                + $"are needed.");
        }

        Random random = new(1);
        List<ImagePair> pairs = [.. people.SelectMany(person => Genuine(person, random))];
        pairs.AddRange(Impostors(people, (int)Math.Min(ImpostorPairs, (possible + 1) / 2), random));
        return new(
            EvaluationProtocol.Folders, folder, pairs,
            [.. people.SelectMany(person => person.Images.Select(image => (image, (string?)person.Identity)))]);
    }

    private static IEnumerable<ImagePair> Genuine(PersonImages person, Random random)
    {
        string[] own = [.. person.Images.Take(ImagesPerPerson)];
        (string First, string Second)[] all = [.. own.SelectMany((a, i) => own.Skip(i + 1).Select(b => (a, b)))];
        random.Shuffle(all);
        return all.Take(GenuinePairsPerPerson)
            .Select(pair => new ImagePair(pair.First, pair.Second, true, person.Identity, person.Identity, 0));
    }

    private static IEnumerable<ImagePair> Impostors(IReadOnlyList<PersonImages> people, int wanted, Random random)
    {
        HashSet<(string, string)> drawn = [];
        while (drawn.Count < wanted)
        {
            (PersonImages p, PersonImages q) = (people[random.Next(people.Count)], people[random.Next(people.Count)]);
            if (p == q)
            {
                continue;
            }

            (string a, string b) = (p.Images[random.Next(p.Images.Count)], q.Images[random.Next(q.Images.Count)]);
            if (drawn.Add(string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a)))
            {
                yield return new ImagePair(a, b, false, p.Identity, q.Identity, 0);
            }
        }
    }
}
