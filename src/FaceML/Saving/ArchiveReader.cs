using System.IO.Compression;
using System.Security.Cryptography;

namespace FaceML.Saving;

/// <summary>
/// An archive that was opened and found whole: sealed, names safe and unique, sizes within the limits.
/// Content is read on demand and checked against the manifest's hash by <see cref="Read(ArchiveEntry)"/>.
/// </summary>
internal sealed class ArchiveReader : IDisposable
{
    private readonly MemoryStream file;
    private readonly ZipArchive zip;
    private readonly Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.Ordinal);
    private readonly HashSet<ArchiveEntry> verified = [];
    private long readSoFar;

    private ArchiveReader(string path, MemoryStream file, ZipArchive zip, ArchiveLimits limits, string digest)
    {
        Path = path;
        this.file = file;
        this.zip = zip;
        Limits = limits;
        Digest = digest;
    }

    public string Path { get; }

    public ArchiveLimits Limits { get; }

    /// <summary>The seal's digest: one number for the file's content.</summary>
    public string Digest { get; }

    public long Bytes => file.Length;

    public IReadOnlyCollection<string> Names => entries.Keys;

    /// <exception cref="SavedPipelineException">The file is missing, no archive, damaged, or has entries that it must not have.</exception>
    public static ArchiveReader Open(string path, ArchiveLimits? limits = null)
    {
        limits ??= ArchiveLimits.Default;
        MemoryStream content = Content(path, limits);
        try
        {
            return Open(path, content, limits);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new SavedPipelineException(
                SavedPipelineError.Damaged, path, $"the file cannot be read as a saved pipeline: {e.Message}", e);
        }
    }

    /// <summary>Reads an entry without a hash to compare with: the manifest itself, which the seal covers.</summary>
    public byte[] Read(string name)
    {
        if (!entries.TryGetValue(name, out ZipArchiveEntry? entry))
        {
            throw new SavedPipelineException(SavedPipelineError.WrongEntry, Path, $"entry '{name}' is missing.");
        }

        int limit = Limits.For(name);
        // The stated length is a stranger's claim: it is checked first, and what really comes is counted.
        if (entry.Length > limit || readSoFar + entry.Length > Limits.TotalBytes)
        {
            throw TooLarge(name, entry.Length, limit);
        }

        try
        {
            byte[] content = new byte[entry.Length];
            using Stream stream = entry.Open();
            stream.ReadExactly(content);
            if (stream.ReadByte() >= 0)
            {
                throw TooLarge(name, entry.Length, limit);
            }

            readSoFar += content.Length;
            return content;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new SavedPipelineException(SavedPipelineError.Damaged, Path, $"entry '{name}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Compares an entry with what the manifest says, without keeping its content.</summary>
    public void Check(ArchiveEntry expected)
    {
        if (verified.Contains(expected))
        {
            return;
        }

        using Stream stream = entries[expected.Name].Open();
        string hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        if (hash != expected.Sha256)
        {
            throw Different(expected, entries[expected.Name].Length, hash);
        }
    }

    /// <summary>Reads an entry and compares it with what the manifest says.</summary>
    public byte[] Read(ArchiveEntry expected)
    {
        byte[] content = Read(expected.Name);
        string hash = ArchiveWriter.Hash(content);
        if (content.Length != expected.Bytes || hash != expected.Sha256)
        {
            throw Different(expected, content.Length, hash);
        }

        verified.Add(expected);
        return content;
    }

    public void Dispose()
    {
        zip.Dispose();
        file.Dispose();
    }

    // The whole file at once: what is checked is what is used, whoever writes to the file meanwhile, and it is held for an instant only.
    private static MemoryStream Content(string path, ArchiveLimits limits)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > limits.FileBytes)
            {
                throw new SavedPipelineException(
                    SavedPipelineError.TooLarge, path, $"the file has {file.Length} bytes; at most {limits.FileBytes} are read.");
            }

            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return new MemoryStream(bytes, writable: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SavedPipelineException(SavedPipelineError.Unreadable, path,
                e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file." : e.Message, e);
        }
    }

    private static ArchiveReader Open(string path, MemoryStream file, ArchiveLimits limits)
    {
        string? stated = ArchiveSeal.Read(file);
        if (stated is null)
        {
            throw new SavedPipelineException(
                SavedPipelineError.Damaged, path, "the file does not end like a saved pipeline: it is none, or it was cut short.");
        }

        string found = ArchiveSeal.Compute(file);
        if (found != stated)
        {
            throw new SavedPipelineException(SavedPipelineError.Damaged, path,
                $"the file has changed since it was written: its seal says SHA-256 {stated}, its content has {found}.");
        }

        file.Position = 0;
        var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        var reader = new ArchiveReader(path, file, zip, limits, found);
        reader.CheckEntries();
        return reader;
    }

    private void CheckEntries()
    {
        if (zip.Entries.Count > Limits.Entries)
        {
            throw new SavedPipelineException(
                SavedPipelineError.TooLarge, Path, $"the archive has {zip.Entries.Count} entries; at most {Limits.Entries} are read.");
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        long total = 0;
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            if (!EntryName.IsSafe(entry.FullName))
            {
                throw new SavedPipelineException(SavedPipelineError.UnsafeEntry, Path,
                    $"entry '{Printable(entry.FullName)}' has a name that is not allowed: letters, digits, '-', '_' and '.', in folders "
                        + $"below the archive's root.");
            }

            if (!seen.Add(entry.FullName))
            {
                throw new SavedPipelineException(SavedPipelineError.UnsafeEntry, Path, $"entry '{entry.FullName}' is there twice.");
            }

            int limit = Limits.For(entry.FullName);
            total += entry.Length;
            if (entry.Length > limit || total > Limits.TotalBytes)
            {
                throw TooLarge(entry.FullName, entry.Length, limit);
            }

            // FaceML stores entries as they are; what must be inflated first is not its work, and could grow.
            if (entry.CompressedLength != entry.Length)
            {
                throw new SavedPipelineException(SavedPipelineError.TooLarge, Path,
                    $"entry '{entry.FullName}' is compressed ({entry.CompressedLength} bytes for {entry.Length}); a saved pipeline's "
                        + $"entries are not.");
            }

            entries.Add(entry.FullName, entry);
        }
    }

    private SavedPipelineException Different(ArchiveEntry expected, long bytes, string hash) => new(SavedPipelineError.WrongEntry, Path,
        $"entry '{expected.Name}' is not what the manifest says: expected {expected.Bytes} bytes with SHA-256 {expected.Sha256}, found "
            + $"{bytes} with {hash}.");

    private SavedPipelineException TooLarge(string name, long length, int limit) => new(SavedPipelineError.TooLarge, Path,
        $"entry '{name}' with {length} bytes is too large: at most {limit} bytes are read of it, and {Limits.TotalBytes} of all entries.");

    private static string Printable(string name) => new([.. name.Take(120).Select(c => char.IsControl(c) ? '?' : c)]);
}
