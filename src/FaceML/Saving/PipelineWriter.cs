using System.Globalization;
using System.Text;
using FaceML.Networks;
using FaceML.Vision;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Saving;

/// <summary>Turns a fitted chain into a saved pipeline.</summary>
internal static class PipelineWriter
{
    public static void Write(IReadOnlyList<FaceTransformer> stages, DataViewSchema inputSchema, string path, SaveOptions options)
    {
        if (stages.Count == 0)
        {
            throw new ArgumentException("The model has no stage: there is nothing to save.", nameof(stages));
        }

        var archive = new ArchiveWriter();
        var shelf = new NetworkShelf();
        List<ManifestStage> listed = [];
        foreach (FaceTransformer stage in stages)
        {
            var settings = new StageWriter(shelf);
            stage.Write(settings);
            string entry = string.Create(CultureInfo.InvariantCulture, $"stages/{listed.Count + 1:00}-{stage.Kind}.json");
            archive.Add(entry, settings.ToBytes());
            listed.Add(new ManifestStage(stage.Kind, entry));
        }

        // The schema as the file can name it; that the stages accept it is checked before anything is written.
        DataViewSchema input = Nameable(inputSchema);
        DataViewSchema output = stages.Aggregate(input, (schema, stage) => stage.GetOutputSchema(schema));
        List<ManifestNetwork> networks = [.. shelf.All.Select(network => Add(archive, network, options))];
        archive.Add(GoldenNumbers.EntryName, GoldenNumbers.Measure(stages).ToBytes());
        archive.Add(PipelineCard.EntryName, Encoding.UTF8.GetBytes(PipelineCard.Write(stages, shelf, networks, options)));
        var manifest = new Manifest
        {
            CreatedBy = $"FaceML {typeof(PipelineWriter).Assembly.GetName().Version?.ToString(3)}",
            Input = Columns(input),
            Output = Columns(output),
            Stages = listed,
            Networks = networks,
            Entries = [.. archive.Entries],
        };
        archive.Add(Manifest.EntryName, manifest.ToBytes());
        archive.Write(path);
    }

    private static ManifestNetwork Add(ArchiveWriter archive, NetworkContent network, SaveOptions options)
    {
        string name = new([.. network.Name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_').Take(40)]);
        string entry = $"networks/{(name.Length == 0 ? "network" : name)}-{network.Id[..12]}";
        string? card = null;
        if (network.Card is not null)
        {
            card = entry + ".json";
            archive.Add(card, Encoding.UTF8.GetBytes(network.Card.ToJson()));
        }

        bool reference = options.ReferenceNetworks && network.CanBeReferred;
        List<string> files = [];
        foreach (byte[] file in reference ? [] : network.Read())
        {
            files.Add(files.Count == 0 ? entry + ".onnx" : $"{entry}.stage-{files.Count + 1}.onnx");
            archive.Add(files[^1], file);
        }

        return new ManifestNetwork(network.Id, network.Name, network.Sha256, reference, files, card);
    }

    private static DataViewSchema Nameable(DataViewSchema schema)
    {
        var builder = new DataViewSchema.Builder();
        foreach (DataViewSchema.Column column in schema)
        {
            if (!column.IsHidden && ColumnTypeText.TryWrite(column.Type) is not null)
            {
                builder.AddColumn(column.Name, column.Type);
            }
        }

        return builder.ToSchema();
    }

    private static ManifestColumn[] Columns(DataViewSchema schema) =>
        [.. schema.Where(c => !c.IsHidden).Select(c => new ManifestColumn(c.Name, ColumnTypeText.TryWrite(c.Type)!))];
}
