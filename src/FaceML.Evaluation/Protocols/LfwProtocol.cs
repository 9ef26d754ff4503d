namespace FaceML.Evaluation.Protocols;

/// <summary>
/// The protocol files of Labeled Faces in the Wild (Huang et al. 2007): View 1 (pairsDevTrain.txt, pairsDevTest.txt), View 2 (pairs.txt,
/// ten folds) and the lists of people. Thread-safe.
/// </summary>
internal static class LfwProtocol
{
    private const int MostPairs = 10_000_000;

    /// <summary>Reads pairs: a header (number of pairs of each class, or folds and that number), then for every fold the genuine lines
    /// <c>name n1 n2</c> and the impostor lines <c>name1 n1 name2 n2</c>, separated by tabs.</summary>
    /// <exception cref="ProtocolFormatException">A line that is not of this form, the wrong number of lines, an image outside of the
    /// folder, a pair that occurs twice.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<ImagePair> ReadPairs(string file) => ParsePairs(File.ReadLines(file), file);

    /// <summary>
    /// Reads a list of people: a header with their number (View 2: the number of folds, then each fold's number), then lines <c>name
    /// count</c>.
    /// </summary>
    /// <returns>The people with the images 1 to count, a list for each fold.</returns>
    /// <exception cref="ProtocolFormatException">A line that is not of this form, the wrong number of lines, or a person in two
    /// places.</exception>
    public static IReadOnlyList<IReadOnlyList<PersonImages>> ReadPeople(string file) => ParsePeople(File.ReadLines(file), file);

    /// <summary>The path of an image below the image folder: <c>name/name_0001.jpg</c>.</summary>
    public static string ImagePath(string name, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}/{name}_{number:0000}.jpg");

    /// <summary>As <see cref="ReadPairs"/>, from lines; <paramref name="file"/> names them in errors.</summary>
    public static IReadOnlyList<ImagePair> ParsePairs(IEnumerable<string> lines, string file)
    {
        string[] all = [.. lines];
        string[] header = all.Length == 0 ? [] : all[0].Split('\t');
        if (header.Length is not (1 or 2) || !header.All(h => Number(h, 1, MostPairs, out _)))
        {
            throw new ProtocolFormatException(
                file, 1, $"expected 'pairs' or 'folds<TAB>pairs' as header, got '{(all.Length == 0 ? "" : all[0])}'.");
        }

        int folds = header.Length == 1
            ? 1
            : int.Parse(header[0], CultureInfo.InvariantCulture), each = int.Parse(header[^1], CultureInfo.InvariantCulture);
        long expected = 2L * folds * each, present = all.Skip(1).LongCount(l => l.Trim().Length > 0);
        if (expected != present)
        {
            throw new ProtocolFormatException(
                file, 1, $"the header announces {folds} × 2 × {each} = {expected} pairs, the file has {present}.");
        }

        List<ImagePair> pairs = new((int)expected);
        Dictionary<(string, string), int> seen = [];
        for (int line = 2; pairs.Count < expected; line++)
        {
            if (all[line - 1].Trim().Length == 0)
            {
                continue;
            }

            ImagePair pair = Pair(all[line - 1], file, line, pairs.Count / (2 * each), pairs.Count % (2 * each) < each);
            DistinctPairs.Require(seen, pair, file, line);
            pairs.Add(pair);
        }

        return pairs;
    }

    /// <summary>As <see cref="ReadPeople"/>, from lines.</summary>
    public static IReadOnlyList<IReadOnlyList<PersonImages>> ParsePeople(IEnumerable<string> lines, string file)
    {
        string[] all = [.. lines.Select(l => l.TrimEnd())];
        if (all.Length == 0 || !Number(all[0], 1, MostPairs, out int first))
        {
            throw new ProtocolFormatException(file, 1, $"expected a number as header, got '{(all.Length == 0 ? "" : all[0])}'.");
        }

        // View 2's list has a header of folds and one of people a fold; View 1's has only the latter.
        bool hasFolds = all.Length > 1 && Number(all[1], 1, MostPairs, out _);
        int folds = hasFolds ? first : 1, line = hasFolds ? 1 : 0;
        List<IReadOnlyList<PersonImages>> result = [];
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        for (int fold = 0; fold < folds; fold++)
        {
            if (line >= all.Length || !Number(all[line], 1, MostPairs, out int count))
            {
                throw new ProtocolFormatException(file, line + 1, $"expected the number of people of fold {fold + 1} of {folds}.");
            }

            line++;
            List<PersonImages> people = [];
            for (int i = 0; i < count; i++, line++)
            {
                string[] parts = line < all.Length ? all[line].Split('\t') : [];
                if (parts.Length != 2 || !IsName(parts[0]) || !Number(parts[1], 1, 9999, out int images))
                {
                    throw new ProtocolFormatException(file, line + 1,
                        $"expected 'name<TAB>images' (person {i + 1} of {count}), got "
                            + $"'{(line < all.Length ? all[line] : "the end of the file")}'.");
                }

                if (!seen.TryAdd(parts[0], line + 1))
                {
                    throw new ProtocolFormatException(file, line + 1, $"{parts[0]} is already in line {seen[parts[0]]}.");
                }

                people.Add(new PersonImages(parts[0], [.. Enumerable.Range(1, images).Select(n => ImagePath(parts[0], n))]));
            }

            result.Add(people);
        }

        int rest = Array.FindIndex(all, Math.Min(line, all.Length), l => l.Length > 0);
        return rest < 0 ? result : throw new ProtocolFormatException(file, rest + 1, "there are more lines than the header announces.");
    }

    private static ImagePair Pair(string line, string file, int number, int fold, bool genuine)
    {
        string[] parts = line.TrimEnd().Split('\t');
        if (genuine)
        {
            return parts.Length == 3 && IsName(parts[0]) && Number(parts[1], 1, 9999, out int a) && Number(parts[2], 1, 9999, out int b)
                ? new ImagePair(ImagePath(parts[0], a), ImagePath(parts[0], b), true, parts[0], parts[0], fold)
                : throw new ProtocolFormatException(file, number, $"expected a genuine pair 'name<TAB>n1<TAB>n2', got '{line}'.");
        }

        if (parts.Length != 4 || !IsName(parts[0]) || !IsName(parts[2]) || !Number(parts[1], 1, 9999, out int c)
            || !Number(parts[3], 1, 9999, out int d))
        {
            throw new ProtocolFormatException(file, number, $"expected an impostor pair 'name1<TAB>n1<TAB>name2<TAB>n2', got '{line}'.");
        }

        return parts[0] != parts[2]
            ? new ImagePair(ImagePath(parts[0], c), ImagePath(parts[2], d), false, parts[0], parts[2], fold)
            : throw new ProtocolFormatException(file, number, $"an impostor pair of one person, {parts[0]}.");
    }

    private static bool IsName(string name) => SafePath.IsInside(name) && !name.Contains('/', StringComparison.Ordinal)
        && !name.Contains('\\', StringComparison.Ordinal) && name != ".";

    private static bool Number(string text, int least, int most, out int value) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;
}
