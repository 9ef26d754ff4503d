using System.Text;

namespace FaceML.Saving;

/// <summary>Turns a saved pipeline back into stages. Either everything is accepted or nothing stays open.</summary>
internal static class PipelineReader
{
    public static LoadedPipeline Load(string path, LoadOptions options, MLContext context)
    {
        using ArchiveReader archive = ArchiveReader.Open(path);
        return Load(archive, options, context);
    }

    public static LoadedPipeline Load(ArchiveReader archive, LoadOptions options, MLContext context)
    {
        string path = archive.Path;
        (Manifest manifest, Dictionary<string, ArchiveEntry> entries) = ReadManifest(archive);
        DataViewSchema input = Schema(path, manifest.Input);
        var networks = new ArchiveNetworks(archive, manifest, entries);
        var own = new MLNetReader(archive, entries, options, context);
        List<PipelinePart> parts = [];
        try
        {
            foreach (ManifestStage stage in manifest.Stages)
            {
                byte[] json = archive.Read(Entry(path, entries, stage.Entry));
                var settings = new StageReader(
                    path, stage.Entry, PipelineJson.Parse(path, stage.Entry, json), networks.Find, options.Networks)
                {
                    ImagesAreAligned = options.ImagesAreAligned,
                    Galleries = options.Galleries,
                };
                parts.Add(stage.Kind == MLNetPart.StageKind ? own.Read(settings, stage.Entry) : new FacePart(Make(path, stage, settings)));
            }

            MLNetReader.CheckDeclared(path, entries.Keys, own.Models);
            CheckOutput(path, manifest, input, parts);
            var golden = GoldenNumbers.Parse(path, archive.Read(Entry(path, entries, GoldenNumbers.EntryName)));
            // Everything that was not used is checked too: a file is accepted whole or not at all.
            CheckRest(archive, entries);
            if (options.GoldenCheck)
            {
                golden.Check(path, parts, input);
            }

            networks.Close();
            return new LoadedPipeline(parts, input, [.. manifest.Networks.Select(network => network.Name)], archive.Digest);
        }
        catch (Exception e)
        {
            parts.ForEach(part => part.Dispose());
            if (e is NetworkException or NetworkCardException or Columns.FaceColumnException)
            {
                throw new SavedPipelineException(
                    e is Columns.FaceColumnException ? SavedPipelineError.UnknownStage : SavedPipelineError.Network, path, e.Message, e);
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
        CheckMLNet(archive, manifest, entries);
        return new SavedPipeline
        {
            Path = path,
            Bytes = archive.Bytes,
            Digest = archive.Digest,
            FormatVersion = Manifest.CurrentVersion,
            CreatedBy = manifest.CreatedBy,
            Input = [.. manifest.Input.Select(c => new SavedColumn(c.Name, c.Type))],
            Output = [.. manifest.Output.Select(c => new SavedColumn(c.Name, c.Type))],
            Stages = [.. manifest.Stages
                .Select(s => new SavedStage(s.Kind, Encoding.UTF8.GetString(archive.Read(Entry(path, entries, s.Entry)))))],
            Networks = [.. manifest.Networks
                .Select(n => new SavedNetwork(n.Name, n.Sha256, n.Reference,
                n.Reference ? null : n.Entries.Sum(entry => Entry(path, entries, entry).Bytes), CardOf(archive, entries, n)))],
            Card = card,
        };
    }

    internal static ArchiveEntry Entry(string path, Dictionary<string, ArchiveEntry> entries, string name) =>
        entries.TryGetValue(name, out ArchiveEntry? entry) ? entry
        : throw new SavedPipelineException(
            SavedPipelineError.WrongEntry, path, $"entry '{name}' is needed but not listed in {Manifest.EntryName}.");

    internal static NetworkCard? CardOf(ArchiveReader archive, Dictionary<string, ArchiveEntry> entries, ManifestNetwork network) =>
        network.CardEntry is { } entry
            ? NetworkCard.Parse(archive.Read(Entry(archive.Path, entries, entry)), $"{archive.Path}, {entry}")
            : null;

    private static (Manifest Manifest, Dictionary<string, ArchiveEntry> Entries) ReadManifest(ArchiveReader archive)
    {
        var manifest = Manifest.Parse(archive.Path, archive.Read(Manifest.EntryName));
        var entries = new Dictionary<string, ArchiveEntry>(StringComparer.Ordinal);
        foreach (ArchiveEntry entry in manifest.Entries)
        {
            if (!archive.Names.Contains(entry.Name) || !entries.TryAdd(entry.Name, entry))
            {
                throw new SavedPipelineException(SavedPipelineError.WrongEntry, archive.Path,
                    $"{Manifest.EntryName} lists '{entry.Name}', which is missing or listed twice.");
            }
        }

        string? unlisted = archive.Names.FirstOrDefault(name => name != Manifest.EntryName && !entries.ContainsKey(name));
        return unlisted is null ? (manifest, entries)
            : throw new SavedPipelineException(
                SavedPipelineError.UnsafeEntry, archive.Path, $"entry '{unlisted}' is not listed in {Manifest.EntryName}.");
    }

    private static void CheckRest(ArchiveReader archive, Dictionary<string, ArchiveEntry> entries)
    {
        foreach (ArchiveEntry entry in entries.Values)
        {
            archive.Check(entry);
        }
    }

    // What a file says of its ML.NET parts is checked here too; nothing of them is loaded.
    private static void CheckMLNet(ArchiveReader archive, Manifest manifest, Dictionary<string, ArchiveEntry> entries)
    {
        List<string> models = [];
        foreach (ManifestStage stage in manifest.Stages.Where(stage => stage.Kind == MLNetPart.StageKind))
        {
            byte[] json = archive.Read(Entry(archive.Path, entries, stage.Entry));
            var settings = new StageReader(archive.Path, stage.Entry, PipelineJson.Parse(archive.Path, stage.Entry, json), _ =>
                throw new NotSupportedException());
            models.Add(MLNetReader.Check(archive, entries, settings, stage.Entry).Settings.Model);
        }

        MLNetReader.CheckDeclared(archive.Path, entries.Keys, models);
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
                ?? throw new SavedPipelineException(
                    SavedPipelineError.WrongEntry, path, $"column '{column.Name}' has the type '{column.Type}', which is not known."));
        }

        return builder.ToSchema();
    }

    private static void CheckOutput(string path, Manifest manifest, DataViewSchema input, List<PipelinePart> parts)
    {
        DataViewSchema output = input;
        foreach (PipelinePart part in parts)
        {
            try
            {
                output = part.GetOutputSchema(output);
            }
            catch (Exception e) when (part is MLNetPart)
            {
                throw new SavedPipelineException(SavedPipelineError.UnknownStage, path, $"{part.Name}: {e.Message}", e);
            }
        }

        string Text(IEnumerable<ManifestColumn> columns) => string.Join(", ", columns.Select(c => $"{c.Name}: {c.Type}"));
        string found = Text(PipelineWriter.Columns(output));
        if (parts.Count == 0 || found != Text(manifest.Output))
        {
            throw new SavedPipelineException(
                SavedPipelineError.WrongEntry, path, $"the stages give [{found}]; {Manifest.EntryName} says [{Text(manifest.Output)}].");
        }
    }
}
