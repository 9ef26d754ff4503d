using Spectre.Console;

namespace FaceML.Cli;

/// <summary>A table for a person; tab-separated lines with a heading when piped.</summary>
internal static class ToolTable
{
    public static void Write(ToolTerminal terminal, IReadOnlyList<string> heading, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (terminal.IsPlain)
        {
            terminal.Output.WriteLine(string.Join('\t', heading));
            foreach (IReadOnlyList<string> row in rows)
            {
                terminal.Output.WriteLine(string.Join('\t', row));
            }

            return;
        }

        Table table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Gray);
        foreach (string name in heading)
        {
            // The first column says what a line is about: the others give way.
            table.AddColumn(new TableColumn(new Markup($"[bold]{Markup.Escape(name)}[/]")) { NoWrap = table.Columns.Count == 0 });
        }

        foreach (IReadOnlyList<string> row in rows)
        {
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        terminal.Rich.Write(table);
    }
}
