using FaceML.Evaluation.Protocols;

namespace FaceML.Data;

/// <summary>
/// A file that says who is shown where, instead of one folder per person: lines of a path and an identity, separated by a tab; empty lines
/// and those with # are skipped. Thread-safe.
/// </summary>
internal static class IdentityFile
{
    /// <summary>Reads the people and their images, both in ordinal order; an image named twice counts once.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="ProtocolFormatException">A line of another form, a path that leaves the image folder, an image of two identities,
    /// or no line.</exception>
    public static IReadOnlyList<PersonImages> Read(string file)
    {
        SortedDictionary<string, string> identities = TabbedLines.Read(file, "path<TAB>identity", "an image of", path =>
            SafePath.IsInside(path) ? null : $"'{path}' is not a path below the image folder.");
        return [.. identities.GroupBy(i => i.Value, i => i.Key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new PersonImages(g.Key, [.. g]))];
    }
}
