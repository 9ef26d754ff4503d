namespace FaceML.Saving;

/// <summary>
/// How much of a file from a stranger is taken into memory. Networks of faces have 0.1 to 250 MB; the default leaves room.
/// </summary>
internal sealed record ArchiveLimits
{
    public static ArchiveLimits Default { get; } = new();

    /// <summary>Bytes of the file; 1 GiB, below what one array holds.</summary>
    public long FileBytes { get; init; } = 1L << 30;

    /// <summary>Entries of an archive.</summary>
    public int Entries { get; init; } = 256;

    /// <summary>Bytes of a stage, which may hold learned numbers: a few million as base64.</summary>
    public int StageBytes { get; init; } = 128 << 20;

    /// <summary>Bytes of any other entry: manifest, card.</summary>
    public int TextBytes { get; init; } = 4 << 20;

    /// <summary>Bytes of a network.</summary>
    public int NetworkBytes { get; init; } = 512 << 20;

    /// <summary>Bytes of a part of ML.NET's own: its zip, which may hold ONNX files.</summary>
    public int MLNetBytes { get; init; } = 512 << 20;

    /// <summary>Entries of a part of ML.NET's own; one-versus-all over a thousand people has a few thousand.</summary>
    public int MLNetEntries { get; init; } = 20_000;

    /// <summary>Bytes of all entries together.</summary>
    public long TotalBytes { get; init; } = 1L << 30;

    public int For(string entry) => entry.EndsWith(".onnx", StringComparison.Ordinal) ? NetworkBytes
        : entry.StartsWith(MLNetReader.Folder, StringComparison.Ordinal) ? MLNetBytes
        : entry.StartsWith("stages/", StringComparison.Ordinal) ? StageBytes
        : TextBytes;
}
