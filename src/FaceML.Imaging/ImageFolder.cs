namespace FaceML.Imaging;

/// <summary>The images that lie in a folder. Thread-safe.</summary>
public static class ImageFolder
{
    private static readonly string[] Known = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".avif", ".bmp"];

    /// <summary>The extensions of the files that are taken for images, with their dot: those of the formats that <see cref="Image.Load"/>
    /// reads.</summary>
    public static IReadOnlyList<string> Extensions => Known;

    /// <summary>Whether a file's extension, in any case, is that of an image; the file is not looked at.</summary>
    /// <param name="file">A path or a name.</param>
    public static bool IsImage(string file) => Known.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The images that lie in a folder itself, by extension; hidden files and links are skipped, folders in it are not entered.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <returns>Paths that begin with <paramref name="folder"/>, in ordinal order of the names.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IReadOnlyList<string> Files(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return [.. new DirectoryInfo(folder).EnumerateFiles()
            .Where(file => !file.Name.StartsWith('.') && file.LinkTarget is null && IsImage(file.Name))
            .OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => Path.Combine(folder, file.Name))];
    }
}
