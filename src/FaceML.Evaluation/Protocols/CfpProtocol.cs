namespace FaceML.Evaluation.Protocols;

/// <summary>
/// The protocol of Celebrities in Frontal-Profile in the Wild (Sengupta et al. 2016): <c>Protocol/Pair_list_F.txt</c> and
/// <c>Pair_list_P.txt</c> number the frontal and the profile images, <c>Protocol/Split/FP/NN/same.txt</c> and <c>diff.txt</c> pair the
/// numbers. Thread-safe.
/// </summary>
internal static class CfpProtocol
{
    private const string Folder = "Protocol";

    /// <summary>Reads the frontal-profile pairs of every fold: the genuine ones, then the impostor ones.</summary>
    /// <param name="root">The folder that holds <c>Data</c> and <c>Protocol</c>.</param>
    /// <param name="counts">The published number of folds, and of pairs of a fold.</param>
    /// <returns>The pairs; paths start from <paramref name="root"/>, people are the folders of <c>Data/Images</c>.</returns>
    /// <exception cref="ProtocolFormatException">A line of another form, a number without an image, another number of pairs, an image
    /// outside of <paramref name="root"/>.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static IReadOnlyList<ImagePair> ReadFrontalProfile(string root, FoldCounts counts)
    {
        string protocol = Path.Combine(root, Folder);
        string[] frontal = ReadList(Path.Combine(protocol, "Pair_list_F.txt"));
        string[] profile = ReadList(Path.Combine(protocol, "Pair_list_P.txt"));
        List<ImagePair> pairs = [];
        for (int fold = 0; fold < counts.Folds; fold++)
        {
            string split = Path.Combine(protocol, "Split", "FP", (fold + 1).ToString("00", CultureInfo.InvariantCulture));
            pairs.AddRange(ReadSplit(Path.Combine(split, "same.txt"), frontal, profile, true, fold, counts.Genuine));
            pairs.AddRange(ReadSplit(Path.Combine(split, "diff.txt"), frontal, profile, false, fold, counts.Impostor));
        }

        return ImagePairs.WithPeopleThatAgree(pairs);
    }

    // Lines of a number, rising from 1, and a path that starts from the folder of the list.
    private static string[] ReadList(string file)
    {
        List<string> images = [];
        foreach (string line in File.ReadLines(file))
        {
            string[] parts = line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length == 0)
            {
                continue;
            }

            int number = images.Count + 1;
            images.Add(parts.Length == 2 && parts[0] == number.ToString(CultureInfo.InvariantCulture) && Normalize(parts[1]) is { } path
                ? path
                : throw new ProtocolFormatException(file, number, $"expected '{number} ../Data/Images/PERSON/KIND/FILE', got '{line}'."));
        }

        return images.Count > 0 ? [.. images] : throw new ProtocolFormatException(file, 0, "the list has no image.");
    }

    // The path from the root, or null where it leads out of it or has no folder for a person and for the kind.
    private static string? Normalize(string path)
    {
        string[] parts = path.Replace('\\', '/').Split('/');
        bool up = parts[0] == "..";
        string below = string.Join('/', up ? parts.Skip(1) : parts);
        return parts.Length >= 4 && SafePath.IsInside(below) ? (up ? below : $"{Folder}/{below}") : null;
    }

    private static IEnumerable<ImagePair> ReadSplit(
        string file, string[] frontal, string[] profile, bool genuine, int fold, int count)
    {
        List<ImagePair> pairs = [];
        foreach ((int number, string line) in NumberedLines.Read(file))
        {
            string[] parts = line.Split(',');
            if (parts.Length != 2 || !IndexOf(parts[0], frontal, out int first) || !IndexOf(parts[1], profile, out int second))
            {
                throw new ProtocolFormatException(file, number,
                    $"expected 'FRONTAL,PROFILE', numbers from 1 to {frontal.Length} and {profile.Length}, got '{line}'.");
            }

            pairs.Add(new ImagePair(frontal[first], profile[second], genuine, Person(frontal[first]), Person(profile[second]), fold));
        }

        ImagePairs.RequireCount(file, "pairs", pairs.Count, count);
        return pairs;
    }

    private static string Person(string path) => path.Split('/')[^3];

    private static bool IndexOf(string text, string[] images, out int index)
    {
        bool known = int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= 1 && number <= images.Length;
        index = number - 1;
        return known;
    }
}
