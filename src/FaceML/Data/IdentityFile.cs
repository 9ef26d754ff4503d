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
        SortedDictionary<string, string> identities = new(StringComparer.Ordinal);
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            string text = line.TrimEnd();
            if (text.Length == 0 || text[0] == '#')
            {
                continue;
            }

            if (text.Split('\t') is not [{ Length: > 0 } path, { Length: > 0 } identity])
            {
                throw new ProtocolFormatException(file, number, $"expected 'path<TAB>identity', got '{text}'.");
            }

            if (!SafePath.IsInside(path))
            {
                throw new ProtocolFormatException(file, number, $"'{path}' is not a path below the image folder.");
            }

            if (!identities.TryAdd(path, identity) && identities[path] != identity)
            {
                throw new ProtocolFormatException(file, number, $"{path} is already an image of '{identities[path]}'.");
            }
        }

        return identities.Count > 0
            ? [.. identities.GroupBy(i => i.Value, i => i.Key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new PersonImages(g.Key, [.. g]))]
            : throw new ProtocolFormatException(file, 0, "the file has no line.");
    }
}
