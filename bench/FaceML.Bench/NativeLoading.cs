namespace FaceML.Bench;

/// <summary>Why a library of a package does not load.</summary>
internal static class NativeLoading
{
    private const string NotThere = ": cannot open shared object file", OtherVersion = ": version `";

    /// <summary>Says it in one line: the library of the system that is missing or too old, where the loader names one.</summary>
    /// <param name="e">What loading threw.</param>
    /// <param name="library">A part of the library's file name.</param>
    public static string Reason(Exception e, string library)
    {
        string[] lines = e.GetBaseException().Message.Split('\n', StringSplitOptions.TrimEntries);
        // The loader also names each place where the library itself is not.
        string? needed = lines.FirstOrDefault(line => line.Contains(OtherVersion, StringComparison.Ordinal))
            ?? lines.FirstOrDefault(line => line.IndexOf(NotThere, StringComparison.Ordinal) is > 0 and var end
                && !line[..end].Contains(library, StringComparison.Ordinal));
        return needed is null ? $"its native library does not load: {lines[0]}"
            : $"its native library requires what this system lacks: {needed.Split(" (required", 2)[0]}";
    }
}
