using System.Text;

namespace FaceML.Saving;

/// <summary>Turns a fitted chain into a saved pipeline.</summary>
internal static class PipelineWriter
{
    public static void Write(
        MLContext context, IReadOnlyList<PipelinePart> parts, DataViewSchema inputSchema, string path, SaveOptions options)
    {
        if (parts.Count == 0)
        {
            throw new ArgumentException("The model has no stage: there is nothing to save.", nameof(parts));
        }

        var archive = new ArchiveWriter();
        var shelf = new NetworkShelf();
        List<ManifestStage> listed = [];
        List<string> lines = [];
        // The schema as the file can name it; that the stages accept it is checked before anything is written.
        DataViewSchema input = Nameable(inputSchema), schema = input;
        int position = 1;
        foreach (PipelinePart part in parts)
        {
            var settings = new StageWriter(shelf);
            string number = string.Create(CultureInfo.InvariantCulture, $"{listed.Count + 1:00}");
            lines.Add(part is FacePart face
                ? Write(face, settings)
                : Write(context, archive, (MLNetPart)part, position, schema, $"{MLNetReader.Folder}{number}.zip", settings));
            string entry = $"stages/{number}-{part.Kind}.json";
            archive.Add(entry, settings.ToBytes());
            listed.Add(new ManifestStage(part.Kind, entry));
            schema = part.GetOutputSchema(schema);
            position += part.Transformers.Count;
        }

        List<ManifestNetwork> networks = [.. shelf.All.Select(network => Add(archive, network, options))];
        archive.Add(GoldenNumbers.EntryName, GoldenNumbers.Measure(parts, input).ToBytes());
        archive.Add(PipelineCard.EntryName, Encoding.UTF8.GetBytes(PipelineCard.Write(parts, lines, shelf, networks, options)));
        var manifest = new Manifest
        {
            CreatedBy = $"FaceML {typeof(PipelineWriter).Assembly.GetName().Version?.ToString(3)}",
            Input = Columns(input),
            Output = Columns(schema),
            Stages = listed,
            Networks = networks,
            Entries = [.. archive.Entries],
        };
        archive.Add(Manifest.EntryName, manifest.ToBytes());
        archive.Write(path);
    }

    /// <summary>A schema's columns as a manifest lists them.</summary>
    public static ManifestColumn[] Columns(DataViewSchema schema) =>
        [.. schema.Where(c => !c.IsHidden)
            .Select(c => new ManifestColumn(c.Name, ColumnTypeText.TryWrite(c.Type) ?? ColumnTypeText.Other))];

    // Writes a part's settings and gives its line on the card.
    private static string Write(FacePart part, StageWriter settings)
    {
        part.Stage.Write(settings);
        return PipelineCard.Line(part.Name, part.Stage.Inputs.Select(i => i.Name), part.Stage.Outputs.Select(o => o.Name));
    }

    private static string Write(
        MLContext context, ArchiveWriter archive, MLNetPart part, int position, DataViewSchema schema, string entry, StageWriter settings)
    {
        (byte[] zip, MLNetSettings written) = MLNetWriter.Write(context, part, position, schema, entry);
        archive.Add(entry, zip);
        written.Write(settings);
        return PipelineCard.Line(part.Name, written.Inputs, written.Outputs);
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
}
