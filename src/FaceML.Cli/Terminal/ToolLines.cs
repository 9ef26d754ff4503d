using Spectre.Console;

namespace FaceML.Cli;

/// <summary>Labels with what belongs to them: beside each other, or, where a terminal is too narrow for that, below each other.</summary>
internal sealed class ToolLines(ToolTerminal terminal)
{
    private const int NarrowBelow = 60;

    private readonly List<(string Label, string Markup)> lines = [];

    /// <summary>Adds plain text.</summary>
    public ToolLines Add(string label, string text) => AddMarkup(label, Markup.Escape(text));

    /// <summary>Adds Spectre's markup.</summary>
    public ToolLines AddMarkup(string label, string markup)
    {
        lines.Add((label, markup));
        return this;
    }

    public void Write()
    {
        if (terminal.Rich.Profile.Width < NarrowBelow)
        {
            foreach ((string label, string markup) in lines)
            {
                terminal.Rich.MarkupLine($"[gray]{Markup.Escape(label)}[/]");
                terminal.Rich.Write(new Padder(new Markup(markup), new Padding(2, 0, 0, 0)));
            }

            return;
        }

        Grid grid = ToolGrid.Create();
        lines.ForEach(line => grid.MarkupLine(line.Label, line.Markup));
        terminal.Rich.Write(grid);
    }
}
