using System.Text.Json;
using FaceML.Vision;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary>A verification for a person, for a pipe and as JSON.</summary>
internal static class VerificationView
{
    private sealed record ProbeJson(string File, int Faces, string Status, float[]? Box);

    private sealed record VerificationJson(ProbeJson A, ProbeJson B, string Metric, float? Score, float? Threshold, bool? Match, double? LogLikelihoodRatio, double? Probability, double? Prior, string Basis, string? CalibratedOn);

    public static void WriteJson(ToolTerminal terminal, Verification result)
    {
        var json = new VerificationJson(Json(result.A), Json(result.B), Name(result.Metric), result.Score, result.Threshold, result.IsMatch,
            result.LogLikelihoodRatio, result.Probability, result.Prior, result.Basis, result.CalibratedOn);
        terminal.Output.WriteLine(JsonSerializer.Serialize(json, FaceJson.Options));
    }

    public static void Write(ToolTerminal terminal, Verification result)
    {
        Grid grid = ToolGrid.Create();
        grid.MarkupLine("A", Describe(result.A));
        grid.MarkupLine("B", Describe(result.B));
        if (result.IsMatch is not bool match)
        {
            terminal.Rich.Write(grid);
            terminal.Fail("It cannot be decided: a face is missing.");
            return;
        }

        grid.MarkupLine("score", FormattableString.Invariant($"{result.Score:F3}  [grey]{Name(result.Metric)}, {(result.Metric == FaceMetric.Cosine ? "higher" : "lower")} is more alike[/]"));
        if (result.LogLikelihoodRatio is { } ratio)
        {
            grid.MarkupLine("evidence", FormattableString.Invariant($"LLR {ratio:F2}  [grey]natural logarithm: {Odds(ratio)}[/]"));
            grid.MarkupLine("probability", FormattableString.Invariant($"{result.Probability:0.######}  [grey]of one person, where it was {result.Prior:0.######} before[/]"));
        }

        grid.MarkupLine("threshold", FormattableString.Invariant($"{result.Threshold:F3}  [grey]{Markup.Escape(result.Basis)}[/]"));
        if (result.CalibratedOn is { } data)
        {
            grid.MarkupLine("calibrated", $"[grey]on {Markup.Escape(FirstSentence(data))}[/]");
        }

        grid.MarkupLine("decision", match ? "[bold green]match[/]: the same person" : "[bold red]no match[/]: not the same person");
        terminal.Rich.Write(grid);
    }

    // The rest, how pairs were drawn, is in the JSON.
    private static string FirstSentence(string text) => text.Split(". ")[0];

    private static string Odds(double ratio) => FormattableString.Invariant($"the score is {Math.Exp(Math.Abs(ratio)):G3} times likelier for {(ratio >= 0 ? "one person" : "two people")}");

    private static string Describe(Probe probe)
    {
        string box = probe.Face is { } face
            ? FormattableString.Invariant($", box {face.Left:F0},{face.Top:F0} to {face.Right:F0},{face.Bottom:F0}")
            : "";
        return $"[bold]{Markup.Escape(probe.File)}[/]  {Markup.Escape(probe.InWords + box)}";
    }

    private static ProbeJson Json(Probe probe) =>
        new(probe.File, probe.FaceCount, Camel(probe.Status.ToString()), probe.Face is { } box ? [box.Left, box.Top, box.Right, box.Bottom] : null);

    private static string Name(FaceMetric metric) => metric == FaceMetric.Cosine ? "cosine similarity" : "Euclidean distance";

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
