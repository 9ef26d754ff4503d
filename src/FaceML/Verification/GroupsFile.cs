using FaceML.Data;
using FaceML.Evaluation.Protocols;

namespace FaceML.Verification;

/// <summary>
/// A file of groups: lines of a person (or an image's path) and a group, separated by a tab; empty lines and those with # are skipped.
/// </summary>
/// <param name="file">The file.</param>
/// <exception cref="ProtocolFormatException">A line of another form, a person or an image of two groups, or no line.</exception>
internal sealed class GroupsFile(string file)
{
    private readonly SortedDictionary<string, string> groups = TabbedLines.Read(file, "person<TAB>group", "in the group");

    /// <summary>The group of an image, by its path or else its person; null when the file knows neither.</summary>
    public string? Of(string image, string? person) =>
        groups.TryGetValue(image, out string? group) || (person is not null && groups.TryGetValue(person, out group)) ? group : null;
}
