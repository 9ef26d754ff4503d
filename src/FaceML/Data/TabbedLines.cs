using FaceML.Evaluation.Protocols;

namespace FaceML.Data;

/// <summary>A file of lines with two fields, separated by a tab; empty lines and those that begin with # are skipped.</summary>
internal static class TabbedLines
{
    /// <summary>Reads the fields by key, in ordinal order; a line that stands twice counts once.</summary>
    /// <param name="file">The file.</param>
    /// <param name="form">What a line should be, for messages: <c>path&lt;TAB&gt;identity</c>.</param>
    /// <param name="belongs">What a key with another value already is, for messages: <c>an image of</c>.</param>
    /// <param name="check">What is wrong with a key; null when nothing is.</param>
    /// <exception cref="ProtocolFormatException">A line of another form, a key that the check refuses or that has two values, or no
    /// line.</exception>
    public static SortedDictionary<string, string> Read(string file, string form, string belongs, Func<string, string?>? check = null)
    {
        SortedDictionary<string, string> values = new(StringComparer.Ordinal);
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            string text = line.TrimEnd();
            if (text.Length == 0 || text[0] == '#')
            {
                continue;
            }

            if (text.Split('\t') is not [{ Length: > 0 } key, { Length: > 0 } value])
            {
                throw new ProtocolFormatException(file, number, $"expected '{form}', got '{text}'.");
            }

            if (check?.Invoke(key) is { } problem)
            {
                throw new ProtocolFormatException(file, number, problem);
            }

            if (!values.TryAdd(key, value) && values[key] != value)
            {
                throw new ProtocolFormatException(file, number, $"{key} is already {belongs} '{values[key]}'.");
            }
        }

        return values.Count > 0 ? values : throw new ProtocolFormatException(file, 0, "the file has no line.");
    }
}
