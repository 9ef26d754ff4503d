using System.Buffers.Binary;
using System.IO.Compression;

namespace FaceML.Saving;

/// <summary>
/// ML.NET's own model zip inside a saved pipeline, looked at before ML.NET's loader sees it: stored entries with safe names that
/// together are no larger than the zip, known components, guarded ONNX files.
/// </summary>
internal sealed class MLNetArchive
{
    // What ml.Model.Load looks for first. Without them it tries older formats, which FaceML does not write.
    private static readonly string[] Needed = ["Schema", "TransformerChain/Model.key"];

    // The entry that ML.NET's ONNX transformer writes: a length and the file.
    private const string OnnxEntry = "/OnnxModel";

    // A loader of an old kind of lambda, which looks up a method by its name in the file.
    private const string RefusedLoader = "UserLambdaMapTransform";

    private const int EndBytes = 22, MaxDirectoryBytesAnEntry = 512;

    private const uint EndSignature = 0x06054B50;

    // Of two equal models, equal bytes: one date, no compression.
    private static readonly DateTimeOffset FixedDate = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private MLNetArchive(IReadOnlyList<MLNetComponent> components) => Components = components;

    /// <summary>Every component in the zip, in the order of its entries.</summary>
    public IReadOnlyList<MLNetComponent> Components { get; }

    /// <summary>The loaders' signatures, each once, in order.</summary>
    public IReadOnlyList<string> Loaders => [.. Components.Select(c => c.Loader).Distinct()];

    /// <summary>Writes what <c>ml.Model.Save</c> wrote once more: stored, sorted, with one date.</summary>
    public static byte[] Repack(Stream written)
    {
        using var source = new ZipArchive(written, ZipArchiveMode.Read, leaveOpen: true);
        using var stream = new MemoryStream();
        using (var target = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            // ML.NET on Windows writes backslashes and reads both.
            foreach ((string name, ZipArchiveEntry entry) in source.Entries.Select(e => (e.FullName.Replace('\\', '/'), e))
                .OrderBy(e => e.Item1, StringComparer.Ordinal))
            {
                ZipArchiveEntry copy = target.CreateEntry(name, CompressionLevel.NoCompression);
                copy.LastWriteTime = FixedDate;
                using Stream from = entry.Open(), to = copy.Open();
                from.CopyTo(to);
            }
        }

        return stream.ToArray();
    }

    /// <summary>Checks the zip and lists what is in it.</summary>
    /// <param name="path">The saved pipeline, for errors.</param>
    /// <param name="name">The entry, for errors.</param>
    /// <param name="zip">The entry's content.</param>
    /// <param name="limits">How many entries are read.</param>
    /// <exception cref="SavedPipelineException">The zip is not one that FaceML wrote, or holds what must not be loaded.</exception>
    public static MLNetArchive Read(string path, string name, byte[] zip, ArchiveLimits limits)
    {
        CheckEnd(path, name, zip, limits);
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip, writable: false), ZipArchiveMode.Read);
            CheckDirectory(path, name, zip, archive, limits);
            List<MLNetComponent> components = [];
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                byte[] content = new byte[entry.Length];
                using (Stream stream = entry.Open())
                {
                    stream.ReadExactly(content);
                }

                components.AddRange(MLNetComponent.ReadAll(content));
                CheckOnnx(path, name, entry.FullName, content);
            }

            return components.FirstOrDefault(c => c.Loader == RefusedLoader) is null ? new MLNetArchive(components)
                : throw new SavedPipelineException(SavedPipelineError.MLNetNotAllowed, path,
                    $"entry '{name}' holds a component of the loader '{RefusedLoader}', which calls a method by its name in the file; "
                        + $"such components are never loaded.");
        }
        catch (Exception e) when (e is InvalidDataException or IOException or FormatException)
        {
            throw Wrong(path, name, $"cannot be read: {e.Message.TrimEnd('.')}", e);
        }
    }

    // Before the directory is read: how many entries it has, and that nothing follows it.
    private static void CheckEnd(string path, string name, byte[] zip, ArchiveLimits limits)
    {
        ReadOnlySpan<byte> end = zip.Length < EndBytes ? default : zip.AsSpan(zip.Length - EndBytes);
        if (end.IsEmpty || BinaryPrimitives.ReadUInt32LittleEndian(end) != EndSignature)
        {
            throw Wrong(path, name, "does not end like a zip that FaceML wrote");
        }

        int count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]), offset = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        if (count > limits.MLNetEntries || size > (long)count * MaxDirectoryBytesAnEntry)
        {
            throw new SavedPipelineException(SavedPipelineError.TooLarge, path,
                $"entry '{name}' has {count} entries in a directory of {size} bytes; at most {limits.MLNetEntries} are read.");
        }

        if (offset + size != zip.Length - EndBytes)
        {
            throw Wrong(path, name, "has a directory that is not where its end says");
        }
    }

    private static void CheckDirectory(string path, string name, byte[] zip, ZipArchive archive, ArchiveLimits limits)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        long total = 0;
        if (archive.Entries.Count > limits.MLNetEntries)
        {
            throw new SavedPipelineException(SavedPipelineError.TooLarge, path,
                $"entry '{name}' has {archive.Entries.Count} entries; at most {limits.MLNetEntries} are read.");
        }

        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (!EntryName.IsSafe(entry.FullName) || !seen.Add(entry.FullName))
            {
                throw new SavedPipelineException(SavedPipelineError.UnsafeEntry, path,
                    $"entry '{name}' holds an entry with a name that is not allowed or is there twice.");
            }

            // Stored entries that lie side by side are smaller together than the zip: what is larger overlaps or grows.
            total += entry.Length;
            if (entry.CompressedLength != entry.Length || total > zip.Length)
            {
                throw new SavedPipelineException(SavedPipelineError.TooLarge, path,
                    $"entry '{name}' would grow when it is read ('{entry.FullName}' has {entry.CompressedLength} bytes for "
                        + $"{entry.Length}); the entries of a saved pipeline are stored as they are.");
            }
        }

        if (Needed.FirstOrDefault(needed => archive.GetEntry(needed) is null) is { } missing)
        {
            throw Wrong(path, name, $"is not a model zip of ML.NET's: it has no '{missing}'");
        }
    }

    private static void CheckOnnx(string path, string name, string entry, byte[] content)
    {
        if (!("/" + entry).EndsWith(OnnxEntry, StringComparison.Ordinal))
        {
            return;
        }

        int length = content.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(content);
        if (length != content.Length - sizeof(int))
        {
            throw Wrong(path, name, $"holds an ONNX file '{entry}' whose length is not what it says");
        }

        try
        {
            ModelGuard.Check(entry, content[sizeof(int)..]);
        }
        catch (NetworkException e)
        {
            throw new SavedPipelineException(SavedPipelineError.Network, path, $"entry '{name}': {e.Message}", e);
        }
    }

    private static SavedPipelineException Wrong(string path, string name, string reason, Exception? inner = null) =>
        new(SavedPipelineError.WrongEntry, path, $"entry '{name}' {reason}.", inner);
}
