namespace FaceML.Evaluation.Protocols;

/// <summary>A face of IJB-C: the image that shows it, and the template and the medium that it belongs to.</summary>
/// <param name="Image">The name of the image.</param>
/// <param name="Template">The template: images of one person that are compared as one.</param>
/// <param name="Medium">The medium: an image, or the video that a frame comes from.</param>
internal readonly record struct TemplateFace(string Image, int Template, int Medium);

/// <summary>A comparison of two templates of IJB-C.</summary>
/// <param name="First">The first template.</param>
/// <param name="Second">The second.</param>
/// <param name="IsGenuine">Whether both show the same person.</param>
internal readonly record struct TemplatePair(int First, int Second, bool IsGenuine);

/// <summary>How much an IJB-C protocol holds.</summary>
/// <param name="Faces">Lines of the list of faces.</param>
/// <param name="Templates">Templates.</param>
/// <param name="Media">Media; an image and a video never share a number.</param>
/// <param name="GenuinePairs">Pairs of one person.</param>
/// <param name="ImpostorPairs">Pairs of two.</param>
internal sealed record TemplateTotals(long Faces, long Templates, long Media, long GenuinePairs, long ImpostorPairs);

/// <summary>
/// The 1:1 protocol of IJB-C (Maze et al. 2018) as the field passes it on: <c>ijbc_face_tid_mid.txt</c> with the faces of templates,
/// <c>ijbc_template_pair_label.txt</c> with 15.7 million comparisons. Lines are read as they are asked for. Thread-safe.
/// </summary>
internal static class IjbcProtocol
{
    /// <summary>Reads lines of an image, a template and a medium, separated by spaces.</summary>
    /// <exception cref="ProtocolFormatException">A line of another form, when it is reached.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<TemplateFace> ReadFaces(string file)
    {
        foreach ((int number, string line) in NumberedLines.Read(file))
        {
            ReadOnlySpan<char> rest = line.AsSpan().TrimEnd();
            string image = Field(ref rest).ToString();
            bool complete = SafePath.IsInside(image) & Number(Field(ref rest), out int template) & Number(Field(ref rest), out int medium);
            yield return complete && rest.IsEmpty
                ? new TemplateFace(image, template, medium)
                : throw new ProtocolFormatException(file, number, $"expected 'IMAGE TEMPLATE MEDIUM', got '{line}'.");
        }
    }

    /// <summary>Reads lines of two templates and a label, 1 or 0, separated by spaces.</summary>
    /// <inheritdoc cref="ReadFaces"/>
    public static IEnumerable<TemplatePair> ReadPairs(string file)
    {
        foreach ((int number, string line) in NumberedLines.Read(file))
        {
            ReadOnlySpan<char> rest = line.AsSpan().TrimEnd();
            bool complete = Number(Field(ref rest), out int first) & Number(Field(ref rest), out int second);
            yield return complete && rest is "0" or "1"
                ? new TemplatePair(first, second, rest is "1")
                : throw new ProtocolFormatException(file, number, $"expected 'TEMPLATE TEMPLATE LABEL', the label 1 or 0, got '{line}'.");
        }
    }

    /// <summary>Reads both files to their ends and counts; holds the templates in memory, not the pairs.</summary>
    /// <exception cref="ProtocolFormatException">A line of another form, or a pair of a template that has no face.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static TemplateTotals Count(string faces, string pairs)
    {
        HashSet<int> templates = [], media = [];
        long count = 0;
        foreach (TemplateFace face in ReadFaces(faces))
        {
            count++;
            templates.Add(face.Template);
            media.Add(face.Medium);
        }

        long genuine = 0, impostor = 0;
        foreach (TemplatePair pair in ReadPairs(pairs))
        {
            _ = pair.IsGenuine ? genuine++ : impostor++;
            if (!templates.Contains(pair.First) || !templates.Contains(pair.Second))
            {
                throw new ProtocolFormatException(pairs, 0,
                    $"pair {genuine + impostor} names template {(templates.Contains(pair.First) ? pair.Second : pair.First)}, of which "
                        + $"{faces} has no face.");
            }
        }

        return new(count, templates.Count, media.Count, genuine, impostor);
    }

    // The text before the next space; the rest begins after it.
    private static ReadOnlySpan<char> Field(ref ReadOnlySpan<char> rest)
    {
        int space = rest.IndexOf(' ');
        ReadOnlySpan<char> field = space < 0 ? rest : rest[..space];
        rest = space < 0 ? [] : rest[(space + 1)..];
        return field;
    }

    private static bool Number(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
