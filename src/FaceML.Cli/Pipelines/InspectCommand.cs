using System.CommandLine;
using FaceML.Saving;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary><c>faceml inspect FILE</c>: what a saved pipeline is, without running it.</summary>
internal static class InspectCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var file = new Argument<string>("file") { Description = "A saved pipeline." };
        var command = new Command("inspect", "Show what a saved pipeline is: its stages, networks, promise and card.") { file };
        command.SetAction(parsed =>
        {
            Show(terminal, SavedPipeline.Inspect(parsed.GetValue(file)!));
            return ExitCode.Success;
        });
        return command;
    }

    private static void Show(ToolTerminal terminal, SavedPipeline pipeline)
    {
        Grid grid = ToolGrid.Create();
        grid.Line("file", FormattableString.Invariant($"{pipeline.Path}, {pipeline.Bytes / 1048576.0:F1} MB, format {pipeline.FormatVersion}, written by {pipeline.CreatedBy}"));
        grid.Line("digest", pipeline.Digest);
        grid.Line("takes", string.Join(", ", pipeline.Input.Select(column => $"{column.Name} ({column.Type})")));
        grid.Line("gives", string.Join(", ", pipeline.Output.Select(column => $"{column.Name} ({column.Type})")));
        terminal.Rich.Write(grid);
        terminal.Rich.WriteLine();
        ToolTable.Write(terminal, ["stage", "what it does"], pipeline.Stages.Select(stage => (string[])[stage.Kind, stage.Settings]));
        ToolTable.Write(terminal, ["network", "where", "SHA-256"], pipeline.Networks.Select(network => (string[])[network.Name, network.IsReference ? "in the catalog, by hash" : "inside the file", network.Sha256]));
        terminal.Rich.WriteLine();
        terminal.Rich.Write(new Text(pipeline.Card));
        terminal.Rich.WriteLine();
    }
}
