using FaceML.Evaluation.Protocols;

namespace FaceML.Data;

/// <summary>Pairs files: LFW's forms, lines of two paths and a label separated by tabs, or tables with a header. Thread-safe.</summary>
internal static class PairsFile
{
    private static readonly string[] GenuineLabels = ["1", "true", "same", "genuine", "mated"];
    private static readonly string[] ImpostorLabels = ["0", "-1", "false", "different", "impostor", "non-mated"];

    /// <summary>
    /// Reads a pairs file. A first line of one or two whole numbers means LFW's form (<see cref="LfwProtocol.ReadPairs"/>); otherwise every
    /// line is
    /// <c>path1 path2 label</c>, optionally followed by a fold from 0, separated by tabs; the label is 1 or 0 (or same/different,
    /// genuine/impostor, mated/non-mated, true/false). A first line with the names <c>path1</c>, <c>path2</c>, <c>label</c> and perhaps
    /// <c>fold</c>, in any order, makes it a table of comma-, semicolon- or tab-separated values (RFC 4180: quotes, CRLF); other columns
    /// are ignored. Empty lines and lines that begin with # are skipped. Identities are the folders of the paths when every path has one
    /// and every label agrees with them; else they are unknown.
    /// </summary>
    /// <exception cref="ProtocolFormatException">A line that is not of this form, a path that leaves the image folder, a pair that occurs
    /// twice, no pair.</exception>
    public static IReadOnlyList<ImagePair> Read(string file) => Parse(File.ReadLines(file), file);

    /// <summary>As <see cref="Read"/>, from lines; <paramref name="file"/> names them in errors.</summary>
    public static IReadOnlyList<ImagePair> Parse(IEnumerable<string> lines, string file)
    {
        string[] all = [.. lines];
        if (all.Length > 0 && all[0].Split('\t') is { Length: 1 or 2 } header && header.All(h => int.TryParse(h, out _)))
        {
            return LfwProtocol.ParsePairs(all, file);
        }

        List<ImagePair> pairs = [];
        Dictionary<(string, string), int> seen = [];
        foreach ((int line, string[] fields) in PairsTable.IsTable(all) ? PairsTable.Rows(all, file) : Rows(all, file))
        {
            ImagePair pair = ToPair(fields, file, line);
            DistinctPairs.Require(seen, pair, file, line);
            pairs.Add(pair);
        }

        if (pairs.Count == 0)
        {
            throw new ProtocolFormatException(file, 0, "the file has no pair.");
        }

        return ImagePairs.WithPeopleThatAgree(pairs);
    }

    /// <summary>
    /// Every image of the pairs that is not below <paramref name="folder"/>, in order of first mention: empty when all are there.
    /// </summary>
    public static IReadOnlyList<string> Missing(IEnumerable<ImagePair> pairs, string folder) =>
        [.. pairs.SelectMany(p => new[] { p.First, p.Second }).Distinct().Where(path => !File.Exists(SafePath.Resolve(folder, path)))];

    private static IEnumerable<(int Line, string[] Fields)> Rows(string[] lines, string file)
    {
        for (int line = 1; line <= lines.Length; line++)
        {
            string text = lines[line - 1].TrimEnd();
            if (text.Length > 0 && text[0] != '#')
            {
                string[] fields = text.Split('\t');
                yield return fields.Length is 3 or 4
                    ? (line, fields)
                    : throw new ProtocolFormatException(file, line,
                        $"expected 'path1<TAB>path2<TAB>label' with an optional fold from 0, or a first line with these names; got "
                            + $"'{text}'.");
            }
        }
    }

    // Two paths, a label and perhaps a fold.
    private static ImagePair ToPair(string[] parts, string file, int line)
    {
        int fold = 0;
        if (parts.Length == 4 && !(int.TryParse(parts[3], out fold) && fold is >= 0 and < 10_000))
        {
            throw new ProtocolFormatException(file, line, $"'{parts[3]}' is no fold; expected a whole number from 0.");
        }

        foreach (string path in parts.Take(2))
        {
            if (!SafePath.IsInside(path))
            {
                throw new ProtocolFormatException(file, line, $"'{path}' is not a path below the image folder.");
            }
        }

        string label = parts[2].Trim();
        bool genuine = GenuineLabels.Contains(label, StringComparer.OrdinalIgnoreCase);
        if (!genuine && !ImpostorLabels.Contains(label, StringComparer.OrdinalIgnoreCase))
        {
            throw new ProtocolFormatException(file, line, $"'{label}' is no label; expected 1 (same person) or 0.");
        }

        (string first, string second) = (parts[0].Replace('\\', '/'), parts[1].Replace('\\', '/'));
        return new ImagePair(first, second, genuine, Folder(first), Folder(second), fold);
    }

    private static string? Folder(string path)
    {
        int slash = path.LastIndexOf('/');
        return slash > 0 ? path[..slash] : null;
    }
}
