using FaceML.Evaluation.Protocols;

namespace FaceML.Data;

/// <summary>A folder with one folder for every person. Thread-safe.</summary>
public static class PersonFolders
{
    /// <summary>
    /// Lists the people and their images (by extension, any case), both in ordinal order; hidden files, empty folders and links that lead
    /// elsewhere are skipped.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="ProtocolFormatException">No person's folder holds an image.</exception>
    public static IReadOnlyList<PersonImages> Read(string folder)
    {
        List<PersonImages> people = [];
        foreach (DirectoryInfo person in new DirectoryInfo(folder).EnumerateDirectories().OrderBy(d => d.Name, StringComparer.Ordinal))
        {
            if (person.Name.StartsWith('.') || person.LinkTarget is not null)
            {
                continue;
            }

            string[] images = [.. ImagesIn(person).Select(name => $"{person.Name}/{name}")];
            if (images.Length > 0)
            {
                people.Add(new PersonImages(person.Name, images));
            }
        }

        return people.Count > 0 ? people : throw new ProtocolFormatException(folder, 0, "no folder of a person holds an image.");
    }

    /// <summary>The names of the images that lie in a folder itself, in ordinal order.</summary>
    internal static string[] ImagesIn(DirectoryInfo folder) =>
        [.. ImageFolder.Files(folder.FullName).Select(file => Path.GetFileName(file))];
}
