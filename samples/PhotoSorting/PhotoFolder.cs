using System.Security.Cryptography;
using System.Text.Json;

namespace PhotoSorting;

/// <summary>A face of an image. Immutable.</summary>
/// <param name="Group">The number of the group that it belongs to; null for a face that resembles no other.</param>
/// <param name="Left">The left edge of its box, in pixels.</param>
/// <param name="Top">The top edge.</param>
/// <param name="Width">The width of its box.</param>
/// <param name="Height">The height.</param>
public sealed record PhotoFace(int? Group, float Left, float Top, float Width, float Height);

/// <summary>An image of the folder. Immutable.</summary>
/// <param name="File">Its name.</param>
/// <param name="Sha256">What it was when it was looked at.</param>
/// <param name="Faces">The faces on it.</param>
public sealed record Photo(string File, string Sha256, IReadOnlyList<PhotoFace> Faces);

/// <summary>What is known of a folder: its images and the names of groups. It holds no embedding. Immutable.</summary>
/// <param name="Photos">The images, by name.</param>
/// <param name="Names">The names that groups were given.</param>
public sealed record PhotoIndex(IReadOnlyList<Photo> Photos, IReadOnlyDictionary<int, string> Names);

/// <summary>Something about the folder forbids what was asked; nothing was changed.</summary>
public sealed class PhotoSortingException(string message) : Exception(message);

/// <summary>A folder of images with what this application keeps about it, in the hidden folder <c>.photo-sorting</c>.</summary>
/// <param name="path">The folder.</param>
public sealed class PhotoFolder(string path)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The folder.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The page with the groups' faces.</summary>
    public string Page => Kept("groups.html");

    private string Index => Kept("photos.json");

    private string Journal => Kept("journal.jsonl");

    /// <summary>A path in the folder.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>What was found and named.</summary>
    /// <exception cref="PhotoSortingException">The folder was not scanned yet.</exception>
    public PhotoIndex ReadIndex() => File.Exists(Index)
        ? JsonSerializer.Deserialize<PhotoIndex>(File.ReadAllText(Index), Json)!
        : throw new PhotoSortingException($"{Path} was not scanned yet: run 'scan' first.");

    /// <summary>Keeps what was found and named.</summary>
    public void WriteIndex(PhotoIndex index) => Write(Index, JsonSerializer.Serialize(index, Json));

    /// <summary>Keeps the page with the groups' faces.</summary>
    public void WritePage(string html) => Write(Page, html);

    /// <summary>The steps that were begun and not undone, the oldest first.</summary>
    public IReadOnlyList<SortingStep> ReadJournal() => File.Exists(Journal)
        ? [.. File.ReadLines(Journal).Select(line => JsonSerializer.Deserialize<SortingStep>(line, Json)!)]
        : [];

    /// <summary>Keeps the steps; without any, there is no journal.</summary>
    public void WriteJournal(IReadOnlyList<SortingStep> steps)
    {
        if (steps.Count == 0)
        {
            File.Delete(Journal);
            return;
        }

        Write(Journal, string.Concat(steps.Select(step => JsonSerializer.Serialize(step, Json) + "\n")));
    }

    /// <summary>The SHA-256 of a file, as hexadecimal digits.</summary>
    public static string Hash(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private string Kept(string name) => System.IO.Path.Combine(Path, ".photo-sorting", name);

    // There whole or as before, and on the disk when this returns.
    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        string temporary = path + ".new";
        using (var stream = new FileStream(temporary, FileMode.Create))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
