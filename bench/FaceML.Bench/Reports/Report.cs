using System.Text.Json;

namespace FaceML.Bench.Reports;

/// <summary>
/// A table of results: printed as Markdown, so it can stand in docs/measurements.md as it is, and written as JSON on demand.
/// </summary>
internal sealed class Report(string title, params string[] columns)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly List<object[]> rows = [];

    /// <summary><c>--json</c> of a command.</summary>
    public static Option<FileInfo?> FileOption() => new("--json") { Description = "Write the figures to this file too." };

    public void Add(params object[] cells) => rows.Add(cells);

    public void Print(TextWriter output)
    {
        output.WriteLine($"{title} · {Machine.Describe()}");
        output.WriteLine();
        output.WriteLine($"| {string.Join(" | ", columns)} |");
        output.WriteLine($"|{string.Concat(columns.Select((_, i) => i == 0 ? "---|" : "---:|"))}");
        foreach (object[] row in rows)
        {
            output.WriteLine($"| {string.Join(" | ", row.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture)))} |");
        }
    }

    public void Write(FileInfo? json) => Write(json, Content);

    /// <summary>Writes several tables into one file.</summary>
    public static void Write(FileInfo? json, params Report[] tables) => Write(json, tables.Select(t => t.Content));

    private object Content =>
        new
        {
            title,
            machine = Machine.Describe(),
            rows = rows
        .Select(row => columns.Zip(row).ToDictionary(cell => cell.First, cell => cell.Second))
        };

    private static void Write(FileInfo? json, object content)
    {
        if (json is not null)
        {
            File.WriteAllText(json.FullName, JsonSerializer.Serialize(content, Indented));
        }
    }
}
