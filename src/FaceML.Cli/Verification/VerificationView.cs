using System.Globalization;
using System.Text.Json;
using FaceML.Evaluation.Calibration;
using FaceML.Vision;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary>A verification for a person: the decision, the score against the threshold, the promise; the grounds when asked for. As JSON: everything.</summary>
internal static class VerificationView
{
    // Below it a face is more often missed than matched.
    private const double Poor = 50;

    private sealed record ProbeJson(
        string File, int Faces, string Status, float[]? Box, float? DetectorScore, int? Turn, QualityJson? Quality);

    private sealed record VerificationJson(
        ProbeJson A, ProbeJson B, string Metric, float? Score, float? Threshold, bool? Match, string? Decision, float? UncertainFrom,
        double? LogLikelihoodRatio, double? Probability, double? Prior,
        string? Promise, string? Population, string Basis, string? CalibratedOn, IReadOnlyList<string> Networks, string? Recipe);

    public static void WriteJson(ToolTerminal terminal, Verification result)
    {
        bool? match = result.Decision switch { MatchDecision.Match => true, MatchDecision.NoMatch => false, _ => null };
        string? decision = result.Decision is { } known ? Camel(known.ToString()) : null;
        var json = new VerificationJson(
            Json(result.A), Json(result.B), Name(result.Metric), result.Score, result.Threshold, match, decision, result.UncertainFrom,
            result.LogLikelihoodRatio, result.Probability, result.Prior,
            result.Promise?.ToSentence(), result.Promise?.Population, result.Basis, result.CalibratedOn, result.Networks, result.Recipe);
        terminal.Output.WriteLine(JsonSerializer.Serialize(json, FaceJson.Options));
    }

    public static void Write(ToolTerminal terminal, Verification result, bool verbose)
    {
        terminal.Rich.MarkupLine(DecisionInWords(result));
        if (result.Score is { } score)
        {
            terminal.Rich.WriteLine(ScoreInWords(result, score));
            terminal.Rich.WriteLine(result.Promise?.ToSentence() ?? "The threshold was given by hand: it carries no promise.");
        }

        foreach (Probe probe in (Probe[])[result.A, result.B])
        {
            if (probe.Status == FaceStatus.Found && (probe.FaceCount > 1 || probe.Turn != 0))
            {
                terminal.Rich.MarkupLineInterpolated($"[grey]{probe.File}: {probe.InWords}.[/]");
            }

            if (probe is { Status: FaceStatus.Found, Quality: { } quality and < Poor })
            {
                string why = probe.Components?.Reason is { } reason ? $" ({reason})" : "";
                terminal.Rich.MarkupLineInterpolated(
                    $"[grey]{probe.File}: quality {quality:F0} of 100{why}: even the same person may be no match.[/]");
            }
        }

        if (verbose)
        {
            terminal.Rich.WriteLine();
            Grounds(terminal, result).Write();
        }
    }

    private static string DecisionInWords(Verification result) => result.Decision switch
    {
        MatchDecision.Match => "[bold green]match[/]: the same person",
        MatchDecision.NoMatch => "[bold red]no match[/]: not the same person",
        MatchDecision.Uncertain => "[bold yellow]uncertain[/]: it cannot be decided",
        _ => "[bold yellow]no decision[/]: it cannot be decided; " + Markup.Escape(string.Join("; ",
            new[] { result.A, result.B }.Where(probe => probe.Status != FaceStatus.Found).Select(probe => $"{probe.File}: {probe.InWords}"))),
    };

    private static string ScoreInWords(Verification result, float score)
    {
        if (result is { Decision: MatchDecision.Uncertain, UncertainFrom: { } low })
        {
            (string at, string from) = Different(score, low);
            return $"Score {at}, between {from} and {Different(score, result.Threshold).Second}, where this pipeline decides nothing.";
        }

        (string shown, string threshold) = Different(score, result.Threshold);
        string side = score == result.Threshold ? "at" : score > result.Threshold ? "above" : "below";
        return $"{(result.Metric == FaceMetric.Cosine ? "Score" : "Distance")} {shown}, {side} the threshold of {threshold}.";
    }

    private static ToolLines Grounds(ToolTerminal terminal, Verification result)
    {
        ToolLines lines = new ToolLines(terminal).AddMarkup("A", Describe(result.A)).AddMarkup("B", Describe(result.B));
        lines.Add("score", $"{Name(result.Metric)}{(result.A.Quality is null ? "" : " without what degradation adds")}, {(result.Metric == FaceMetric.Cosine ? "higher" : "lower")} is more alike");
        if (result.LogLikelihoodRatio is { } ratio)
        {
            lines.Add("evidence", FormattableString.Invariant($"LLR {ratio:F1} (natural logarithm): about {Odds(ratio)}"));
            lines.Add("probability", $"{Percent(result.Probability!.Value)} for one person, where it was {Percent(result.Prior!.Value)} before");
        }

        lines.Add("grounds", result.Basis);
        if (result.CalibratedOn is { } data)
        {
            lines.Add("calibrated on", data);
        }

        lines.Add("networks", string.Join(", ", result.Networks));
        return result.Recipe is { } recipe ? lines.Add("recipe", recipe) : lines;
    }

    // Three decimals, and more where the two would look the same and are not.
    private static (string First, string Second) Different(float first, float second)
    {
        int decimals = 3;
        while (decimals < 9 && first != second && Text(first) == Text(second))
        {
            decimals++;
        }

        return (Text(first), Text(second));

        string Text(float number) => number.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    // Two digits: the logarithm is known to about a tenth.
    private static string Odds(double ratio)
    {
        double odds = Math.Exp(Math.Abs(ratio)), unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(odds)) - 1));
        string number = odds < 10 ? odds.ToString("0.0", CultureInfo.InvariantCulture) : (Math.Round(odds / unit) * unit).ToString("N0", CultureInfo.InvariantCulture);
        (string likelier, string other) = ratio >= 0 ? ("one person", "two") : ("two people", "one");
        return $"{number} times likelier for {likelier} than for {other}";
    }

    private static string Percent(double probability) => probability switch
    {
        > 0.9999 => "more than 99.99 %",
        < 0.0001 => "less than 0.01 %",
        _ => string.Create(CultureInfo.InvariantCulture, $"{100 * probability:0.##} %"),
    };

    private static string Describe(Probe probe)
    {
        string box = probe.Face is { } face
            ? FormattableString.Invariant($"; box {face.Left:F0},{face.Top:F0} to {face.Right:F0},{face.Bottom:F0}, detector score {probe.DetectorScore:F2}")
            : "";
        box += probe.Quality is { } quality ? FormattableString.Invariant($", quality {quality:F0} of 100") : "";
        box += probe.Components?.Reason is { } reason && probe.Quality < Poor ? $" ({reason})" : "";
        return $"[bold]{Markup.Escape(probe.File)}[/]  {Markup.Escape(probe.InWords + box)}";
    }

    private static ProbeJson Json(Probe probe) =>
        new(probe.File, probe.FaceCount, Camel(probe.Status.ToString()),
            probe.Face is { } box ? [box.Left, box.Top, box.Right, box.Bottom] : null, probe.DetectorScore, probe.Face is null
            ? null
            : probe.Turn,
            QualityJson.From(probe.Quality, probe.Quality is null ? null : probe.Status == FaceStatus.Found, probe.Components));

    private static string Name(FaceMetric metric) => metric == FaceMetric.Cosine ? "cosine similarity" : "Euclidean distance";

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
