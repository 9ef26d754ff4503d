namespace FaceML.Evaluation.Protocols;

/// <summary>
/// The pairs files of Cross-Age LFW and Cross-Pose LFW (Zheng et al. 2017, 2018): two lines a pair, each an image's name and a mark, the
/// same on both; 0 marks an impostor pair, another number a genuine one (CPLFW: 1; CALFW: the fold from 1). Thread-safe.
/// </summary>
/// <remarks>
/// Impostor pairs carry no fold. As the field evaluates these sets, the first genuine and the first impostor pairs are fold 0, the next
/// ones fold 1, and so on; where the kinds alternate block by block, that gives the same folds.
/// </remarks>
internal static class CrossLfwProtocol
{
    private const int MostMarks = 10_000;

    /// <summary>Reads the pairs.</summary>
    /// <param name="file">The pairs file.</param>
    /// <param name="counts">The published number of folds, and of pairs of a fold.</param>
    /// <returns>The pairs, in the file's order; paths are bare file names, people the names before the number.</returns>
    /// <exception cref="ProtocolFormatException">A line of another form, two lines of a pair with different marks, another number of
    /// pairs.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<ImagePair> ReadPairs(string file, FoldCounts counts)
    {
        List<ImagePair> pairs = [];
        (string Name, int Mark)? first = null;
        int last = 0, genuine = 0, impostor = 0;
        foreach ((int number, string line) in NumberedLines.Read(file))
        {
            last = number;
            (string Name, int Mark) image = Parse(line, file, number);
            if (first is not { } before)
            {
                first = image;
                continue;
            }

            if (before.Mark != image.Mark)
            {
                throw new ProtocolFormatException(file, number,
                    $"both lines of a pair must have the same mark; {before.Name} has {before.Mark}, {image.Name} {image.Mark}.");
            }

            bool same = image.Mark != 0;
            int fold = same ? genuine++ / counts.Genuine : impostor++ / counts.Impostor;
            pairs.Add(new ImagePair(before.Name, image.Name, same, Person(before.Name), Person(image.Name), fold));
            first = null;
        }

        if (first is { } rest)
        {
            throw new ProtocolFormatException(file, last, $"the second line of the pair of {rest.Name} is missing.");
        }

        ImagePairs.RequireCount(file, "genuine pairs", genuine, (long)counts.Folds * counts.Genuine);
        ImagePairs.RequireCount(file, "impostor pairs", impostor, (long)counts.Folds * counts.Impostor);
        return ImagePairs.WithPeopleThatAgree(pairs);
    }

    private static (string Name, int Mark) Parse(string line, string file, int number)
    {
        string[] parts = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 2 && SafePath.IsInside(parts[0]) && !parts[0].AsSpan().ContainsAny('/', '\\')
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int mark) && mark <= MostMarks
            ? (parts[0], mark)
            : throw new ProtocolFormatException(file, number, $"expected 'NAME_N.jpg MARK', got '{line}'.");
    }

    // What stands before the last underscore and a number.
    private static string? Person(string image)
    {
        string name = Path.GetFileNameWithoutExtension(image);
        int at = name.LastIndexOf('_');
        return at > 0 && int.TryParse(name.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _) ? name[..at] : null;
    }
}
