using System.Text;

namespace FaceML.Consumption;

/// <summary>A file of a project as FaceML carries it: with names in it that stand for parts.</summary>
internal sealed record ProjectText(string Text)
{
    /// <summary>Reads a text of this assembly.</summary>
    public static ProjectText Read(string name)
    {
        using Stream stream = typeof(ProjectText).Assembly.GetManifestResourceStream($"{nameof(FaceML)}.{nameof(Consumption)}.{name}")!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return new(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }

    /// <summary>
    /// The text with its parts. A part alone in its line may be several lines, which are indented as that line is, or none: the line goes.
    /// </summary>
    public string With(IReadOnlyDictionary<string, string> parts)
    {
        StringBuilder text = new();
        foreach (string line in Text.TrimEnd('\n').Split('\n'))
        {
            string indent = line[..^line.TrimStart().Length];
            if (!parts.TryGetValue(line.Trim(), out string? part))
            {
                text.Append(Fill(line, parts)).Append('\n');
                continue;
            }

            foreach (string inner in part.Split('\n').Where(_ => part.Length > 0))
            {
                text.Append((indent + Fill(inner, parts)).TrimEnd()).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Fill(string line, IReadOnlyDictionary<string, string> parts) =>
        parts.Aggregate(line, (filled, part) => filled.Replace(part.Key, part.Value, StringComparison.Ordinal));
}
