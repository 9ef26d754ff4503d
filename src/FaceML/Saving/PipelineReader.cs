using System.Text;
using FaceML.Networks;
using FaceML.Vision;
using Microsoft.ML;

namespace FaceML.Saving;

/// <summary>Turns a saved pipeline back into stages. Either everything is accepted or nothing stays open.</summary>
internal static class PipelineReader
{
    public static LoadedPipeline Load(string path, LoadOptions options)
    {
        using ArchiveReader archive = ArchiveReader.Open(path);
        return Load(archive, options);
    }

    public static LoadedPipeline Load(ArchiveReader archive, LoadOptions options)
    {
        string path = archive.Path;
        (Manifest manifest, Dictionary<string, ArchiveEntry> entries) = ReadManifest(archive);
        DataViewSchema input = Schema(path, manifest.Input);
        var networks = new ArchiveNetworks(archive, manifest, entries);
        List<FaceTransformer> stages = [];
        try
        {
            foreach (ManifestStage stage in manifest.Stages)
            {
                byte[] json = archive.Read(Entry(path, entries, stage.Entry));
                var settings = new StageReader(path, stage.Entry, PipelineJson.Parse(path, stage.Entry, json), networks.Find, options.Networks);
                stages.Add(Make(path, stage, settings));
            }

            CheckOutput(path, manifest, input, stages);
            var golden = GoldenNumbers.Parse(path, archive.Read(Entry(path, entries, GoldenNumbers.EntryName)));
            // Everything that was not used is checked too: a file is accepted whole or not at all.
            CheckRest(archive, entries);
            if (options.GoldenCheck)
            {
                golden.Check(path, stages);
            }

            networks.Close();
            return new LoadedPipeline(stages, input, archive.Digest);
        }
        catch (Exception e)
        {
            stages.ForEach(stage => (stage as IDisposable)?.Dispose());
            if (e is NetworkException or NetworkCardException or Columns.FaceColumnException)
            {
                throw new SavedPipelineException(e is Columns.FaceColumnException ? SavedPipelineError.UnknownStage : SavedPipelineError.Network, path, e.Message, e);
            }

            throw;
        }
    }

    public static SavedPipeline Inspect(string path)
    {
        using ArchiveReader archive = ArchiveReader.Open(path);
        (Manifest manifest, Dictionary<string, ArchiveEntry> entries) = ReadManifest(archive);
        string card = Encoding.UTF8.GetString(archive.Read(Entry(path, entries, PipelineCard.EntryName)));
        CheckRest(archive, entries);
        return new SavedPipeline
        {
            Path = path,
            Bytes = archive.Bytes,
            Digest = archive.Digest,
            FormatVersion = Manifest.CurrentVersion,
            CreatedBy = manifest.CreatedBy,
            Input = [.. manifest.Input.Select(c => new SavedColumn(c.Name, c.Type))],
            Output = [.. manifest.Output.Select(c => new SavedColumn(c.Name, c.Type))],
            Stages = [.. manifest.Stages.Select(s => new SavedStage(s.Kind, Encoding.UTF8.GetString(archive.Read(Entry(path, entries, s.Entry)))))],
            Networks = [.. manifest.Networks.Select(n => new SavedNetwork(n.Name, n.Sha256, n.Reference, n.Reference ? null : n.Entries.Sum(entry => Entry(path, entries, entry).Bytes), CardOf(archive, entries, n)))],
            Card = card,
        };
    }

    internal static ArchiveEntry Entry(string path, Dictionary<string, ArchiveEntry> entries, string name) =>
        entries.TryGetValue(name, out ArchiveEntry? entry) ? entry
        : throw new SavedPipelineException(SavedPipelineError.WrongEntry, path, $"entry '{name}' is needed but not listed in {Manifest.EntryName}.");

    internal static NetworkCard? CardOf(ArchiveReader archive, Dictionary<string, ArchiveEntry> entries, ManifestNetwork network) =>
        network.CardEntry is { } entry ? NetworkCard.Parse(archive.Read(Entry(archive.Path, entries, entry)), $"{archive.Path}, {entry}") : null;

    private static (Manifest Manifest, Dictionary<string, ArchiveEntry> Entries) ReadManifest(ArchiveReader archive)
    {
        var manifest = Manifest.Parse(archive.Path, archive.Read(Manifest.EntryName));
        var entries = new Dictionary<string, ArchiveEntry>(StringComparer.Ordinal);
        foreach (ArchiveEntry entry in manifest.Entries)
        {
            if (!archive.Names.Contains(entry.Name) || !entries.TryAdd(entry.Name, entry))
            {
                throw new SavedPipelineException(SavedPipelineError.WrongEntry, archive.Path, $"{Manifest.EntryName} lists '{entry.Name}', which is missing or listed twice.");
            }
        }

        string? unlisted = archive.Names.FirstOrDefault(name => name != Manifest.EntryName && !entries.ContainsKey(name));
        return unlisted is null ? (manifest, entries)
            : throw new SavedPipelineException(SavedPipelineError.UnsafeEntry, archive.Path, $"entry '{unlisted}' is not listed in {Manifest.EntryName}.");
    }

    private static void CheckRest(ArchiveReader archive, Dictionary<string, ArchiveEntry> entries)
    {
        foreach (ArchiveEntry entry in entries.Values)
        {
            archive.Check(entry);
        }
    }

    private static FaceTransformer Make(string path, ManifestStage stage, StageReader settings)
    {
        try
        {
            return StageTable.Make(path, stage.Kind, settings);
        }
        catch (Exception e) when (e is OverflowException or FormatException)
        {
            throw settings.Error(e.Message);
        }
    }

    private static DataViewSchema Schema(string path, IReadOnlyList<ManifestColumn> columns)
    {
        var builder = new DataViewSchema.Builder();
        foreach (ManifestColumn column in columns)
        {
            builder.AddColumn(column.Name, ColumnTypeText.TryRead(column.Type)
                ?? throw new SavedPipelineException(SavedPipelineError.WrongEntry, path, $"column '{column.Name}' has the type '{column.Type}', which is not known."));
        }

        return builder.ToSchema();
    }

    private static void CheckOutput(string path, Manifest manifest, DataViewSchema input, List<FaceTransformer> stages)
    {
        DataViewSchema output = stages.Aggregate(input, (schema, stage) => stage.GetOutputSchema(schema));
        string Text(IEnumerable<ManifestColumn> columns) => string.Join(", ", columns.Select(c => $"{c.Name}: {c.Type}"));
        string found = Text(output.Where(c => !c.IsHidden).Select(c => new ManifestColumn(c.Name, ColumnTypeText.TryWrite(c.Type) ?? "")));
        if (stages.Count == 0 || found != Text(manifest.Output))
        {
            throw new SavedPipelineException(SavedPipelineError.WrongEntry, path, $"the stages give [{found}]; {Manifest.EntryName} says [{Text(manifest.Output)}].");
        }
    }
}
