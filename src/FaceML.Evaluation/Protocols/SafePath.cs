namespace FaceML.Evaluation.Protocols;

/// <summary>Paths that come out of a file: they stay below the image folder.</summary>
internal static class SafePath
{
    /// <summary>Whether <paramref name="path"/> is relative and never leaves its root.</summary>
    public static bool IsInside(string path)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal) || path.Contains(':', StringComparison.Ordinal)
            || path[0] is '/' or '\\')
        {
            return false;
        }

        return !path.Split('/', '\\').Contains("..");
    }

    /// <summary>The full path of an image, or an exception when it lies outside or behind a link that leads there.</summary>
    public static string Resolve(string folder, string path)
    {
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), full = Path.GetFullPath(Path.Combine(root, path));
        return IsInside(path) && full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new ProtocolFormatException(path, 0, $"the image lies outside of the image folder {folder}.");
    }
}
