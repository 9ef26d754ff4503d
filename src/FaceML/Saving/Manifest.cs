using System.Text.Json;
using System.Text.Json.Nodes;

namespace FaceML.Saving;

/// <summary>The table of contents of a saved pipeline: <c>manifest.json</c>.</summary>
internal sealed record Manifest
{
    public const string EntryName = "manifest.json";

    /// <summary>The newest format that is written and the only one that is read.</summary>
    public const int CurrentVersion = 1;

    private const string FormatName = "faceml-pipeline";

    /// <summary>The library that wrote the file.</summary>
    public required string CreatedBy { get; init; }

    public required IReadOnlyList<ManifestColumn> Input { get; init; }

    public required IReadOnlyList<ManifestColumn> Output { get; init; }

    public required IReadOnlyList<ManifestStage> Stages { get; init; }

    public required IReadOnlyList<ManifestNetwork> Networks { get; init; }

    /// <summary>Every entry but the manifest.</summary>
    public required IReadOnlyList<ArchiveEntry> Entries { get; init; }

    public byte[] ToBytes()
    {
        var root = new JsonObject
        {
            ["format"] = FormatName,
            ["formatVersion"] = CurrentVersion,
            ["createdBy"] = CreatedBy,
            ["input"] = List(Input, c => new JsonObject { ["name"] = c.Name, ["type"] = c.Type }),
            ["output"] = List(Output, c => new JsonObject { ["name"] = c.Name, ["type"] = c.Type }),
            ["stages"] = List(Stages, s => new JsonObject { ["kind"] = s.Kind, ["entry"] = s.Entry }),
            ["networks"] = List(Networks, n =>
                new JsonObject
                {
                    ["id"] = n.Id,
                    ["name"] = n.Name,
                    ["sha256"] = n.Sha256,
                    ["reference"] = n.Reference,
                    ["entries"] = List(n.Entries, entry => JsonValue.Create(entry)),
                    ["card"] = n.CardEntry
                }),
            ["entries"] = List(Entries, e => new JsonObject { ["name"] = e.Name, ["bytes"] = e.Bytes, ["sha256"] = e.Sha256 }),
        };
        return JsonSerializer.SerializeToUtf8Bytes(root, PipelineJson.Indented);
    }

    /// <exception cref="SavedPipelineException">It is none, or of another version.</exception>
    public static Manifest Parse(string path, byte[] json)
    {
        JsonElement root = PipelineJson.Parse(path, EntryName, json);
        var version = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("format", out JsonElement format)
            && format.ValueEquals(FormatName)
            && root.TryGetProperty("formatVersion", out JsonElement stated) && stated.TryGetInt32(out int number) ? number : 0;
        if (version != CurrentVersion)
        {
            throw new SavedPipelineException(SavedPipelineError.UnknownVersion, path,
                version == 0 ? $"{EntryName} is none of a saved pipeline." : $"the file has format version {version}; this FaceML reads "
                    + $"version {CurrentVersion}. Use the version that wrote it, or save the pipeline again.");
        }

        return new StageReader(path, EntryName, root, _ => throw new NotSupportedException()).Guard(Read);
    }

    private static Manifest Read(StageReader reader)
    {
        _ = reader.Text("format");
        _ = reader.Int("formatVersion");
        return new Manifest
        {
            CreatedBy = reader.Text("createdBy"),
            Input = reader.Parts("input", r => new ManifestColumn(r.Text("name"), r.Text("type"))),
            Output = reader.Parts("output", r => new ManifestColumn(r.Text("name"), r.Text("type"))),
            Stages = reader.Parts("stages", r => new ManifestStage(r.Text("kind"), r.Text("entry"))),
            Networks = reader.Parts("networks", r =>
                new ManifestNetwork(r.Text("id"), r.Text("name"), r.Text("sha256"), r.Bool("reference"), r.Texts("entries"),
                r.TextOrNull("card"))),
            Entries = reader.Parts("entries", r => new ArchiveEntry(r.Text("name"), r.Long("bytes"), r.Text("sha256"))),
        };
    }

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode> write) => new([.. items.Select(write)]);
}
