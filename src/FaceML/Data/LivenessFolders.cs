using FaceML.Evaluation.Protocols;
using FaceML.Loading;

namespace FaceML.Data;

/// <summary>A folder with one folder for live faces and one for every species of attack. Thread-safe.</summary>
internal static class LivenessFolders
{
    private static readonly string[] LiveNames = ["live", "real"];

    /// <summary>Lists the images of each folder, first those of the people's folders below it, then those that lie in it.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="ProtocolFormatException">There are no images of live faces, or none of an attack.</exception>
    public static FaceLivenessRow[] Read(string folder, int personPrefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfNegative(personPrefix);
        FaceLivenessRow[] rows = [.. new DirectoryInfo(folder).EnumerateDirectories()
            .Where(kind => !kind.Name.StartsWith('.') && kind.LinkTarget is null)
            .OrderBy(kind => kind.Name, StringComparer.Ordinal)
            .SelectMany(kind => ImagesOf(kind, personPrefix))];
        return rows.Any(row => row.Label) && rows.Any(row => !row.Label) ? rows
            : throw new ProtocolFormatException(folder, 0,
                $"a folder {string.Join(" or ", LiveNames)} with images of live faces and at least one folder of attacks, named for "
                    + $"their species, are needed.");
    }

    private static IEnumerable<FaceLivenessRow> ImagesOf(DirectoryInfo kind, int personPrefix)
    {
        bool live = LiveNames.Contains(kind.Name, StringComparer.OrdinalIgnoreCase);
        FaceLivenessRow Row(string path, string identity) => new()
        {
            Path = path,
            Label = live,
            Species = live ? "" : kind.Name,
            Identity = identity,
        };

        IEnumerable<FaceLivenessRow> byFolder = kind.EnumerateDirectories()
            .Where(person => !person.Name.StartsWith('.') && person.LinkTarget is null)
            .OrderBy(person => person.Name, StringComparer.Ordinal)
            .SelectMany(person => PersonFolders.ImagesIn(person).Select(name => Row(Path.Combine(person.FullName, name), person.Name)));
        return byFolder.Concat(PersonFolders.ImagesIn(kind)
            .Select(name => Row(Path.Combine(kind.FullName, name), PersonOf(kind.Name, name, personPrefix))));
    }

    // Without a prefix the folder belongs to the person's name: two folders may hold files of one name.
    private static string PersonOf(string kind, string name, int prefix) => prefix == 0
        ? $"{kind}/{name}"
        : name[..Math.Min(prefix, Path.GetFileNameWithoutExtension(name).Length)];
}
