using System.Text.Json;
using FaceML.Saving;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary><c>faceml inspect FILE</c>: what a saved pipeline is, without running it.</summary>
internal static class InspectCommand
{
    private sealed record StageJson(string Kind, JsonElement Settings);

    private sealed record PipelineJson(string File, long Bytes, string Digest, int FormatVersion, string CreatedBy,
        IReadOnlyList<SavedColumn> Input, IReadOnlyList<SavedColumn> Output, IReadOnlyList<StageJson> Stages,
        IReadOnlyList<SavedNetwork> Networks, string Card);

    public static Command Create(ToolTerminal terminal)
    {
        var file = new Argument<string>("file") { Description = "A saved pipeline." };
        var json = new Option<bool>("--json") { Description = "One JSON object, with every stage's settings." };
        var command = new Command(
            "inspect", "Show what a saved pipeline is: its columns, stages, networks, promise and card.") { file, json };
        command.SetAction(parsed =>
        {
            SavedPipeline pipeline = SavedPipeline.Inspect(parsed.GetValue(file)!);
            if (parsed.GetValue(json))
            {
                WriteJson(terminal, pipeline);
            }
            else
            {
                Write(terminal, pipeline);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void WriteJson(ToolTerminal terminal, SavedPipeline pipeline) => terminal.Output.WriteLine(JsonSerializer.Serialize(
        new PipelineJson(pipeline.Path, pipeline.Bytes, pipeline.Digest, pipeline.FormatVersion, pipeline.CreatedBy, pipeline.Input,
            pipeline.Output,
            [.. pipeline.Stages.Select(stage => new StageJson(stage.Kind, JsonSerializer.Deserialize<JsonElement>(stage.Settings)))],
            pipeline.Networks, pipeline.Card),
        AnswerJson.Options));

    private static void Write(ToolTerminal terminal, SavedPipeline pipeline)
    {
        Grid grid = ToolGrid.Create();
        grid.Line("file", FormattableString.Invariant(
            $"{pipeline.Path}  {pipeline.Bytes / 1048576.0:F1} MB, format {pipeline.FormatVersion}, written by {pipeline.CreatedBy}"));
        grid.Line("digest", pipeline.Digest);
        grid.Line("takes", Names(pipeline.Input));
        grid.Line("gives", Names(pipeline.Output.Skip(pipeline.Input.Count)));
        terminal.Rich.Write(grid);
        terminal.Rich.WriteLine();
        foreach (string line in pipeline.Card.Split('\n'))
        {
            WriteLine(terminal.Rich, line);
        }
    }

    private static string Names(IEnumerable<SavedColumn> columns) =>
        string.Join(", ", columns.Select(column => $"{column.Name} {column.Type}"));

    // Of Markdown, what cards use: headings stand out, emphasis marks go.
    private static void WriteLine(IAnsiConsole console, string line)
    {
        string text = Markup.Escape(line.Replace("**", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal));
        console.MarkupLine(line.StartsWith('#') ? $"[bold aqua]{text.TrimStart('#', ' ')}[/]" : text);
    }
}
