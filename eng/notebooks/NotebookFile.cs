using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FaceML.Notebooks;

/// <summary>Notebooks as <c>.ipynb</c> files, format 4.5.</summary>
internal static class NotebookFile
{
    private const string Stripped = "(An image that shows people is not kept in the file. Run the cell to see it.)";

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The cells of a file, with their outputs.</summary>
    public static IReadOnlyList<Cell> Read(string json) =>
        [.. JsonNode.Parse(json)!["cells"]!.AsArray().Select(node => ReadCell(node!))];

    /// <summary>A file of cells. Images of people are left out of their outputs.</summary>
    public static string Write(IReadOnlyList<Cell> cells)
    {
        var written = new JsonArray();
        int run = 0;
        for (int i = 0; i < cells.Count; i++)
        {
            Cell cell = cells[i];
            var node = new JsonObject
            {
                ["cell_type"] = cell.IsCode ? "code" : "markdown",
                ["id"] = $"cell-{i + 1}",
                ["metadata"] = new JsonObject(),
                ["source"] = Lines(cell.Text),
            };
            if (cell.IsCode)
            {
                node["execution_count"] = ++run;
                node["outputs"] = new JsonArray([.. cell.Outputs.Select(WithoutPeople).Select(WriteOutput)]);
            }

            written.Add((JsonNode)node);
        }

        return new JsonObject
        {
            ["cells"] = written,
            ["metadata"] = new JsonObject
            {
                ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" },
                ["language_info"] = new JsonObject { ["name"] = "C#", ["file_extension"] = ".cs", ["mimetype"] = "text/x-csharp" },
            },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        }.ToJsonString(Options) + "\n";
    }

    /// <summary>An output as it is kept: no image, because the images are of people.</summary>
    public static CellOutput WithoutPeople(CellOutput output) =>
        output.MimeType is not null && (output.Text.Contains("data:image", StringComparison.Ordinal)
            || output.MimeType.StartsWith("image/", StringComparison.Ordinal) && output.MimeType != "image/svg+xml")
            ? new CellOutput("text/plain", Stripped)
            : output;

    private static Cell ReadCell(JsonNode node) => new((string?)node["cell_type"] == "code", Joined(node["source"]!))
    {
        Outputs = [.. (node["outputs"]?.AsArray() ?? []).Select(output => ReadOutput(output!))],
    };

    private static CellOutput ReadOutput(JsonNode output)
    {
        if ((string?)output["output_type"] == "stream")
        {
            return new CellOutput(null, Joined(output["text"]!));
        }

        (string type, JsonNode? text) = output["data"]!.AsObject().First();
        return new CellOutput(type, Joined(text!));
    }

    private static JsonObject WriteOutput(CellOutput output) => output.MimeType is { } type
        ? new JsonObject
        {
            ["output_type"] = "display_data",
            ["data"] = new JsonObject { [type] = Lines(output.Text) },
            ["metadata"] = new JsonObject(),
        }
        : new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = Lines(output.Text) };

    private static string Joined(JsonNode lines) =>
        lines is JsonArray array ? string.Concat(array.Select(line => (string?)line)) : (string)lines!;

    // As Jupyter writes them: each line with its end.
    private static JsonArray Lines(string text)
    {
        string[] lines = text.Split('\n');
        return new JsonArray([.. lines.Select((line, i) => i < lines.Length - 1 ? line + "\n" : line)
            .Where(line => line.Length > 0).Select(line => (JsonNode)line)]);
    }
}
