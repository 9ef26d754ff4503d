using FaceML.Data;
using FaceML.Evaluation;
using FaceML.Evaluation.Protocols;

namespace FaceML.Verification;

/// <summary>The pairs to compare and the images behind them. Immutable.</summary>
/// <param name="Protocol">Where the pairs come from.</param>
/// <param name="Folder">The folder of the images.</param>
/// <param name="Pairs">The pairs.</param>
/// <param name="Images">All images with their person, for comparing every image with every other; the person is null where unknown.</param>
public sealed record EvaluationData(
    EvaluationProtocol Protocol, string Folder, IReadOnlyList<ImagePair> Pairs, IReadOnlyList<(string Image, string? Person)> Images)
{
    private const int GenuinePairsPerPerson = 20, ImagesPerPerson = 200, ImpostorPairs = 20_000;

    /// <summary>Whether every pair names its people.</summary>
    public bool HasIdentities => Pairs.All(pair => pair.FirstIdentity is not null && pair.SecondIdentity is not null);

    /// <summary>Reads the pairs of a protocol, or draws them: of a folder per person the same ones each time.</summary>
    /// <param name="protocol">Where the pairs come from.</param>
    /// <param name="folder">The folder of the images.</param>
    /// <param name="pairs">The file of the pairs; null for <see cref="EvaluationProtocol.Folders"/>.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ProtocolFormatException">The file or the folder has another form.</exception>
    /// <exception cref="LeakingSplitException">A person is in two folds.</exception>
    /// <exception cref="EvaluationDataException">Images are missing, or the folders hold no pairs of both kinds.</exception>
    public static EvaluationData Read(EvaluationProtocol protocol, string folder, string? pairs)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder {folder}.");
        }

        return protocol == EvaluationProtocol.Folders
            ? FromFolders(folder)
            : FromPairs(protocol, folder, pairs
                ?? throw new EvaluationDataException("This protocol requires a file of pairs: --pairs FILE in the tool."));
    }

    private static EvaluationData FromPairs(EvaluationProtocol protocol, string folder, string file)
    {
        IReadOnlyList<ImagePair> pairs = protocol == EvaluationProtocol.Lfw ? LfwProtocol.ReadPairs(file) : PairsFile.Read(file);
        if (pairs.Select(pair => pair.Fold).Distinct().Count() > 1)
        {
            IdentitySplit.RequireDisjointFolds(pairs);
        }

        IReadOnlyList<string> missing = PairsFile.Missing(pairs, folder);
        if (missing.Count > 0)
        {
            throw new EvaluationDataException(missing.Count == 1
                ? $"{file} names {missing[0]}, which is not in {folder}."
                : $"{file} names {missing.Count} images that are not in {folder}; the first is {missing[0]}.");
        }

        IEnumerable<(string, string?)> images =
            pairs.SelectMany(pair => new[] { (pair.First, pair.FirstIdentity), (pair.Second, pair.SecondIdentity) });
        return new(protocol, folder, pairs, [.. images.DistinctBy(image => image.Item1)]);
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
