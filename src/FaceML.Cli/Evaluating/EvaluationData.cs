using FaceML.Data;
using FaceML.Evaluation.Protocols;

namespace FaceML.Cli;

/// <summary>The pairs to compare and the pictures behind them.</summary>
/// <param name="Protocol">How the pairs came about.</param>
/// <param name="Folder">The folder of the pictures.</param>
/// <param name="Pairs">The pairs.</param>
/// <param name="Pictures">All pictures with their person, for comparing everything with everything; the person is null when not known.</param>
internal sealed record EvaluationData(EvaluationProtocol Protocol, string Folder, IReadOnlyList<ImagePair> Pairs, IReadOnlyList<(string Picture, string? Person)> Pictures)
{
    private const int GenuinePairsPerPerson = 20, ImpostorPairs = 20_000;

    /// <exception cref="LeakingSplitException">Somebody is in two folds.</exception>
    /// <exception cref="ToolException">The protocol wants a pairs file, pictures are missing, or folders hold no pairs of both kinds.</exception>
    public static EvaluationData Read(EvaluationProtocol protocol, string folder, string? pairs)
    {
        if (!Directory.Exists(folder))
        {
            throw new ToolException($"There is no folder {folder}.");
        }

        return protocol == EvaluationProtocol.Folders ? FromFolders(folder)
            : FromPairs(protocol, folder, pairs ?? throw new ToolException("This protocol wants --pairs FILE."));
    }

    /// <summary>Whether every pair names its people.</summary>
    public bool HasIdentities => Pairs.All(p => p.FirstIdentity is not null && p.SecondIdentity is not null);

    private static EvaluationData FromPairs(EvaluationProtocol protocol, string folder, string file)
    {
        IReadOnlyList<ImagePair> pairs = protocol == EvaluationProtocol.Lfw ? LfwProtocol.ReadPairs(file) : PairsFile.Read(file);
        if (pairs.Select(p => p.Fold).Distinct().Count() > 1)
        {
            IdentitySplit.RequireDisjointFolds(pairs);
        }

        IReadOnlyList<string> missing = PairsFile.Missing(pairs, folder);
        if (missing.Count > 0)
        {
            throw new ToolException(missing.Count == 1
                ? $"{file} names {missing[0]}, which is not in {folder}."
                : $"{file} names {missing.Count} pictures that are not in {folder}; the first is {missing[0]}.");
        }

        (string, string?)[] pictures = [.. pairs.SelectMany(p => new[] { (p.First, p.FirstIdentity), (p.Second, p.SecondIdentity) }).DistinctBy(p => p.Item1)];
        return new(protocol, folder, pairs, pictures);
    }

    // A person with hundreds of pictures must not outweigh the others: few pairs a person, impostors by people drawn evenly.
    private static EvaluationData FromFolders(string folder)
    {
        IReadOnlyList<PersonImages> people = PersonFolders.Read(folder);
        Random random = new(1);
        List<ImagePair> pairs = [];
        foreach (PersonImages person in people)
        {
            string[] own = [.. person.Images];
            (string, string)[] all = [.. own.Take(200).SelectMany((a, i) => own.Take(200).Skip(i + 1).Select(b => (a, b)))];
            random.Shuffle(all);
            pairs.AddRange(all.Take(GenuinePairsPerPerson).Select(p => new ImagePair(p.Item1, p.Item2, true, person.Identity, person.Identity, 0)));
        }

        long pictures = people.Sum(p => (long)p.Images.Count), possible = ((pictures * pictures) - people.Sum(p => (long)p.Images.Count * p.Images.Count)) / 2;
        if (pairs.Count == 0 || possible == 0)
        {
            throw new ToolException($"{folder} holds {people.Count} people, {people.Count(p => p.Images.Count > 1)} of them with two pictures; at least two people, one with two pictures, are needed.");
        }

        HashSet<(string, string)> drawn = [];
        int wanted = (int)Math.Min(ImpostorPairs, (possible + 1) / 2);
        while (drawn.Count < wanted)
        {
            (PersonImages p, PersonImages q) = (people[random.Next(people.Count)], people[random.Next(people.Count)]);
            if (p != q)
            {
                (string a, string b) = (p.Images[random.Next(p.Images.Count)], q.Images[random.Next(q.Images.Count)]);
                (string, string) pair = string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a);
                if (drawn.Add(pair))
                {
                    pairs.Add(new ImagePair(a, b, false, p.Identity, q.Identity, 0));
                }
            }
        }

        return new(EvaluationProtocol.Folders, folder, pairs, [.. people.SelectMany(p => p.Images.Select(i => (i, (string?)p.Identity)))]);
    }
}
