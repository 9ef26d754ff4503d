using FaceML.Evaluation.Protocols;

namespace FaceML.Verification;

/// <summary>
/// A file of groups: lines of a person (or an image's path) and a group, separated by a tab; empty lines and those with # are skipped.
/// </summary>
internal sealed class GroupsFile
{
    private readonly Dictionary<string, string> groups = new(StringComparer.Ordinal);

    public GroupsFile(string file)
    {
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            string text = line.TrimEnd();
            if (text.Length == 0 || text[0] == '#')
            {
                continue;
            }

            string[] parts = text.Split('\t');
            if (parts.Length != 2 || parts[0].Length == 0 || parts[1].Length == 0)
            {
                throw new ProtocolFormatException(file, number, $"expected 'person<TAB>group', got '{text}'.");
            }

            if (!groups.TryAdd(parts[0], parts[1]) && groups[parts[0]] != parts[1])
            {
                throw new ProtocolFormatException(file, number, $"{parts[0]} is already in the group '{groups[parts[0]]}'.");
            }
        }

        if (groups.Count == 0)
        {
            throw new ProtocolFormatException(file, 0, "the file has no line.");
        }
    }

    /// <summary>The group of an image, by its path or else its person; null when the file knows neither.</summary>
    public string? Of(string image, string? person) =>
        groups.TryGetValue(image, out string? group) || (person is not null && groups.TryGetValue(person, out group)) ? group : null;
}
