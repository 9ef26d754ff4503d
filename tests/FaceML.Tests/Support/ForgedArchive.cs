using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace FaceML.Tests.Support;

/// <summary>
/// A saved pipeline with other entries: sealed, and with hashes in the manifest that fit, so that what is wrong is what the test put in.
/// </summary>
internal static class ForgedArchive
{
    /// <param name="from">A good file.</param>
    /// <param name="to">The forged one.</param>
    /// <param name="change">Changes the entries.</param>
    /// <param name="restate">Whether the manifest states the hashes of what is there now.</param>
    public static void Write(string from, string to, Action<SortedDictionary<string, byte[]>> change, bool restate = true)
    {
        SortedDictionary<string, byte[]> entries = Read(from);
        change(entries);
        if (restate)
        {
            JsonNode manifest = JsonNode.Parse(entries["manifest.json"])!;
            manifest["entries"] = new JsonArray([.. entries.Where(e => e.Key != "manifest.json").Select(e =>
                (JsonNode)new JsonObject { ["name"] = e.Key, ["bytes"] = e.Value.Length, ["sha256"] = ArchiveWriter.Hash(e.Value) })]);
            entries["manifest.json"] = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        }

        var writer = new ArchiveWriter();
        foreach ((string name, byte[] content) in entries)
        {
            writer.Add(name, content);
        }

        writer.Write(to);
    }

    /// <summary>Replaces the zip of an ML.NET part, and the hash in its stage's settings with it.</summary>
    public static void WriteZip(string from, string to, string zip, Func<byte[], byte[]> change) => Write(from, to, entries =>
    {
        string before = ArchiveWriter.Hash(entries[zip]);
        entries[zip] = change(entries[zip]);
        foreach (string stage in entries.Keys.Where(name => name.EndsWith("-mlnet.json", StringComparison.Ordinal)).ToArray())
        {
            entries[stage] = Encoding.UTF8.GetBytes(
                Encoding.UTF8.GetString(entries[stage]).Replace(before, ArchiveWriter.Hash(entries[zip]), StringComparison.Ordinal));
        }
    });

    public static SortedDictionary<string, byte[]> Read(string path)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        return new SortedDictionary<string, byte[]>(zip.Entries.ToDictionary(e => e.FullName, Content), StringComparer.Ordinal);
    }

    public static byte[] Content(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    /// <summary>The zip with other entries; stored like FaceML's, unless told otherwise.</summary>
    public static byte[] Rezip(
        byte[] zip, Action<List<(string Name, byte[] Content)>> change, CompressionLevel level = CompressionLevel.NoCompression)
    {
        using var source = new ZipArchive(new MemoryStream(zip));
        List<(string, byte[])> entries = [.. source.Entries.Select(e => (e.FullName, Content(e)))];
        change(entries);
        using var stream = new MemoryStream();
        using (var target = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream to = target.CreateEntry(name, level).Open();
                to.Write(content);
            }
        }

        return stream.ToArray();
    }
}
