using Microsoft.Extensions.FileSystemGlobbing;

namespace FaceML.Cli;

/// <summary>What a user names as images: files, folders (with everything below them) and globs.</summary>
internal static class ImageFiles
{
    /// <summary>The files meant, each once, folders and globs sorted by path.</summary>
    /// <exception cref="ToolException">Something named does not exist, or holds no image.</exception>
    public static IReadOnlyList<string> Expand(IEnumerable<string> names)
    {
        var found = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            foreach (string file in ExpandOne(name))
            {
                if (seen.Add(Path.GetFullPath(file)))
                {
                    found.Add(file);
                }
            }
        }

        return found;
    }

    private static IReadOnlyList<string> ExpandOne(string name)
    {
        if (File.Exists(name))
        {
            return [name];
        }

        if (Directory.Exists(name))
        {
            var below = new EnumerationOptions { RecurseSubdirectories = true };
            string[] inside = [.. Directory.EnumerateFiles(name, "*", below).Where(ImageFolder.IsImage).Order(StringComparer.Ordinal)];
            return inside.Length > 0
                ? inside
                : throw new ToolException($"The folder {name} holds no image ({string.Join(' ', ImageFolder.Extensions)}).");
        }

        if (name.AsSpan().IndexOfAny('*', '?') < 0)
        {
            throw new ToolException($"There is no file or folder {name}.");
        }

        (string root, string pattern) = SplitGlob(name);
        var matcher = new Matcher();
        matcher.AddInclude(pattern);
        string[] matches = Directory.Exists(root)
            ? [.. matcher.GetResultsInFullPath(root).Where(ImageFolder.IsImage).Order(StringComparer.Ordinal)]
            : [];
        return matches.Length > 0 ? matches : throw new ToolException($"No image matches {name}.");
    }

    // The folder before the first wildcard is where the matcher starts; the rest is its pattern.
    private static (string Root, string Pattern) SplitGlob(string glob)
    {
        string[] parts = glob.Split('/', Path.DirectorySeparatorChar);
        int fixedParts = parts.TakeWhile(part => part.AsSpan().IndexOfAny('*', '?') < 0).Count();
        string root = string.Join('/', parts.Take(fixedParts));
        return (root.Length > 0 ? root : glob.StartsWith('/') ? "/" : ".", string.Join('/', parts.Skip(fixedParts)));
    }
}
