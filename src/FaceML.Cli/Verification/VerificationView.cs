using System.Text.Json;
using FaceML.Evaluation.Calibration;
using FaceML.Verification;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary>
/// A verification for a person: the decision, the score against the threshold, the promise; the grounds when asked for. As JSON:
/// everything.
/// </summary>
internal static class VerificationView
{
    // Below it a face is more often missed than matched.
    private const double Poor = 50;

    public static void Write(ToolTerminal terminal, FaceVerification result, bool asJson, bool verbose)
    {
        if (asJson)
        {
            terminal.Output.WriteLine(JsonSerializer.Serialize(VerificationJson.From(result), AnswerJson.Options));
            return;
        }

        WriteDecision(terminal, result);
        if (result.Score is { } score)
        {
            terminal.Line(ScoreInWords(result, score));
            terminal.Line(result.Promise?.ToSentence() ?? "The threshold was given by hand: it carries no promise.");
        }

        WriteRemarks(terminal, result.First);
        WriteRemarks(terminal, result.Second);
        if (verbose)
        {
            terminal.Line("");
            Grounds(terminal, result).Write();
        }
    }

    private static void WriteRemarks(ToolTerminal terminal, VerifiedFace face)
    {
        if (face.Status == FaceStatus.Found && (face.FaceCount > 1 || face.Turn != 0))
        {
            terminal.Line("gray", $"{face.File}: {InWords(face)}.");
        }

        if (face is { Status: FaceStatus.Found, Quality: { } quality and < Poor })
        {
            string why = face.Components?.Reason is { } reason ? $" ({reason})" : "";
            terminal.Line("gray", FormattableString.Invariant(
                $"{face.File}: quality {quality:F0} of 100{why}: even the same person may be no match."));
        }
    }

    private static void WriteDecision(ToolTerminal terminal, FaceVerification result)
    {
        (string style, string decision, string meaning) = result.Decision switch
        {
            MatchDecision.Match => ("bold green", "match", ": the same person"),
            MatchDecision.NoMatch => ("bold red", "no match", ": not the same person"),
            MatchDecision.Uncertain when result.Score is not null => ("bold yellow", "uncertain", ": it cannot be decided"),
            _ => ("bold yellow", "no decision", ": it cannot be decided; " + string.Join("; ", Obstacles(result))),
        };
        terminal.Line(style, decision, meaning);
    }

    // Of an image that is compared with itself once.
    private static IEnumerable<string> Obstacles(FaceVerification result) => new[] { result.First, result.Second }
        .Where(face => face.Status != FaceStatus.Found)
        .Select(face => $"{face.File}: {InWords(face)}")
        .Distinct();

    private static string ScoreInWords(FaceVerification result, float score)
    {
        if (result is { Decision: MatchDecision.Uncertain, UncertainFrom: { } low })
        {
            (string at, string from) = ScoreText.Different(score, low);
            string to = ScoreText.Different(score, result.Threshold).Second;
            return $"Score {at}, between {from} and {to}, where this pipeline decides nothing.";
        }

        (string shown, string threshold) = ScoreText.Different(score, result.Threshold);
        string side = score == result.Threshold ? "at" : score > result.Threshold ? "above" : "below";
        return $"{(result.Metric == FaceMetric.Cosine ? "Score" : "Distance")} {shown}, {side} the threshold of {threshold}.";
    }

    private static ToolLines Grounds(ToolTerminal terminal, FaceVerification result)
    {
        ToolLines lines = new ToolLines(terminal).AddMarkup("A", Describe(result.First)).AddMarkup("B", Describe(result.Second));
        string compensated = result.First.Quality is null ? "" : " without what degradation adds";
        string better = result.Metric == FaceMetric.Cosine ? "higher" : "lower";
        lines.Add("score", $"{VerificationJson.NameOf(result.Metric)}{compensated}, {better} is more alike");
        if (result.LogLikelihoodRatio is { } ratio)
        {
            lines.Add("evidence", FormattableString.Invariant($"LLR {ratio:F1} (natural logarithm): about {Odds(ratio)}"));
            lines.Add("probability",
                $"{Percent(result.Probability!.Value)} for one person, where it was {Percent(result.MatedPrior!.Value)} before");
        }

        lines.Add("grounds", VerificationJson.BasisOf(result));
        if (result.CalibratedOn is { } data)
        {
            lines.Add("calibrated on", data);
        }

        lines.Add("networks", string.Join(", ", result.Networks));
        return result.Recipe is { } recipe ? lines.Add("recipe", recipe) : lines;
    }

    // Two digits: the logarithm is known to about a tenth.
    private static string Odds(double ratio)
    {
        double odds = Math.Exp(Math.Abs(ratio)), unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(odds)) - 1));
        string number = odds < 10
            ? odds.ToString("0.0", CultureInfo.InvariantCulture)
            : (Math.Round(odds / unit) * unit).ToString("N0", CultureInfo.InvariantCulture);
        (string likelier, string other) = ratio >= 0 ? ("one person", "two") : ("two people", "one");
        return $"{number} times likelier for {likelier} than for {other}";
    }

    private static string Percent(double probability) => probability switch
    {
        > 0.9999 => "more than 99.99 %",
        < 0.0001 => "less than 0.01 %",
        _ => string.Create(CultureInfo.InvariantCulture, $"{100 * probability:0.##} %"),
    };

    private static string Describe(VerifiedFace face)
    {
        string box = face.Box is { } at
            ? FormattableString.Invariant(
                $"; box {at.Left:F0},{at.Top:F0} to {at.Right:F0},{at.Bottom:F0}, detector score {face.DetectorScore:F2}")
            : "";
        box += face.Quality is { } quality ? FormattableString.Invariant($", quality {quality:F0} of 100") : "";
        box += face.Components?.Reason is { } reason && face.Quality < Poor ? $" ({reason})" : "";
        return $"[bold]{Markup.Escape(face.File!)}[/]  {Markup.Escape(InWords(face) + box)}";
    }

    private static string InWords(VerifiedFace face) => face.Status switch
    {
        FaceStatus.NoImage => "no image",
        FaceStatus.NoFace => "no face found",
        FaceStatus.SeveralFaces => $"{face.FaceCount} faces, and --face only requires exactly one",
        FaceStatus.NotAligned => "a face whose points could not be aligned",
        FaceStatus.NotRecognizable => "a face of too low quality" + (face.Components?.Reason is { } reason ? $" ({reason})" : ""),
        _ => (face.FaceCount == 1 ? "1 face" : $"{face.FaceCount} faces, the {Taken(face.Selection)} taken")
            + (face.Turn == 0 ? "" : FormattableString.Invariant($", turned by {face.Turn}°")),
    };

    private static string Taken(FaceSelection selection) => selection == FaceSelection.Central ? "most central" : "largest";
}
