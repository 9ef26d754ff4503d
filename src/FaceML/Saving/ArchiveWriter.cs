using System.IO.Compression;
using System.Security.Cryptography;
using FaceML.Files;

namespace FaceML.Saving;

/// <summary>
/// Collects entries and writes them as one sealed zip. The same entries give the same bytes: sorted names, one fixed date, no compression.
/// </summary>
internal sealed class ArchiveWriter
{
    // The earliest date a zip can hold: a real one would make two equal models differ.
    private static readonly DateTimeOffset FixedDate = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SortedDictionary<string, byte[]> entries = new(StringComparer.Ordinal);

    /// <summary>The entries so far, with their hashes.</summary>
    public IEnumerable<ArchiveEntry> Entries => entries.Select(e => new ArchiveEntry(e.Key, e.Value.Length, Hash(e.Value)));

    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public void Add(string name, byte[] content)
    {
        if (!EntryName.IsSafe(name))
        {
            throw new ArgumentException($"'{name}' is no name for an entry.", nameof(name));
        }

        entries.Add(name, content);
    }

    /// <summary>
    /// Writes to a temporary name beside the target and renames: whoever reads the target sees the old file or the whole new one.
    /// </summary>
    public void Write(string path) => AtomicFile.Write(path, Write);

    private void Write(Stream stream)
    {
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
                entry.LastWriteTime = FixedDate;
                using Stream target = entry.Open();
                target.Write(content);
            }

            zip.Comment = ArchiveSeal.Open;
        }

        ArchiveSeal.Close(stream);
    }
}
