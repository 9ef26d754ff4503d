using Spectre.Console;

namespace FaceML.Cli;

/// <summary>Lines of a gray label and what belongs to it.</summary>
internal static class ToolGrid
{
    public static Grid Create() => new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();

    /// <summary>Adds a line of plain text.</summary>
    public static void Line(this Grid grid, string label, string text) => grid.AddRow(Label(label), new Text(text));

    /// <summary>Adds a line of Spectre's markup.</summary>
    public static void MarkupLine(this Grid grid, string label, string markup) => grid.AddRow(Label(label), new Markup(markup));

    private static Markup Label(string text) => new($"[gray]{Markup.Escape(text)}[/]");
}
