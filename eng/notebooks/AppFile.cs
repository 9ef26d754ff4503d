namespace FaceML.Notebooks;

/// <summary>
/// A file-based app whose cells begin with <c>// %%</c>, the percent format of Jupytext. What stands before the first cell is the app's
/// alone; cells marked <c>[notebook]</c> are comments to the app, and <c>[types]</c> come last in the app because the language has it so,
/// but right after the usings in the notebook.
/// </summary>
internal static class AppFile
{
    private const string Marker = "// %%";

    /// <summary>The cells of the notebook that an app is.</summary>
    public static IReadOnlyList<Cell> Read(string source)
    {
        List<(string Kind, string Text)> parts = [];
        foreach (string line in source.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith(Marker, StringComparison.Ordinal))
            {
                parts.Add((line[Marker.Length..].Trim(' ', '[', ']'), ""));
            }
            else if (parts.Count > 0)
            {
                parts[^1] = (parts[^1].Kind, parts[^1].Text + line + "\n");
            }
        }

        List<Cell> cells = [];
        foreach ((string kind, string text) in parts.Where(part => part.Kind != "types"))
        {
            cells.Add(new Cell(kind != "markdown", (kind.Length == 0 ? text : Uncommented(text)).Trim('\n')));
        }

        int usings = cells.FindIndex(cell => cell.Text.StartsWith("using ", StringComparison.Ordinal));
        cells.InsertRange(usings + 1, parts.Where(part => part.Kind == "types").Select(part => new Cell(true, part.Text.Trim('\n'))));
        return cells;
    }

    private static string Uncommented(string text) => string.Join('\n', text.Split('\n')
        .Select(line => line.StartsWith("// ", StringComparison.Ordinal) ? line[3..] : line.TrimStart('/')));
}
