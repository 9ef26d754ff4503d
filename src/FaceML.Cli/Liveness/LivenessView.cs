using System.Text.Json;
using FaceML.Evaluation;
using FaceML.Liveness;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary>Liveness for a person and for a pipe.</summary>
internal static class LivenessView
{
    private sealed record LivenessJson(string File, float? Liveness, bool? Live, int Faces, string? Error);

    private sealed record RateJson(double Value, double Low, double High)
    {
        public static RateJson? Of(Estimate? rate) => rate is null ? null : new(rate.Value, rate.Low, rate.High);
    }

    private sealed record TradeOffJson(double Apcer, float Threshold, RateJson? Bpcer);

    private sealed record SpeciesJson(
        string Name, int Attacks, int People, RateJson? Apcer, RateJson? EqualErrorRate, RateJson? NonResponse);

    private sealed record MetricsJson(
        int Live, int Attacks, int People, RateJson? EqualErrorRate, IReadOnlyList<TradeOffJson> BpcerAtApcer, RateJson? Apcer,
        RateJson? Bpcer, RateJson? LiveNonResponse, IReadOnlyList<SpeciesJson> Species);

    /// <summary>One image.</summary>
    public static void Write(ToolTerminal terminal, LivenessModel model, LivenessModel.Answer answer, bool json)
    {
        bool missing = float.IsNaN(answer.Liveness);
        string? problem = answer.Faces.HasImage ? null : $"{answer.Path} cannot be read as an image.";
        if (json)
        {
            var line = new LivenessJson(answer.Path, missing ? null : answer.Liveness, missing || model.Head is null ? null : answer.IsLive,
                answer.Faces.Count, problem);
            terminal.Output.WriteLine(JsonSerializer.Serialize(line, AnswerJson.Options));
        }

        if (problem is not null)
        {
            terminal.Fail(problem);
        }
        else if (!json && terminal.IsPlain)
        {
            terminal.Output.WriteLine($"{answer.Path}\t{(missing ? "" : Number(answer.Liveness))}\t{Verdict(model, answer)}");
        }
        else if (!json)
        {
            terminal.Rich.MarkupLineInterpolated(
                $"[bold]{Verdict(model, answer),-10}[/] {(missing ? "–" : Number(answer.Liveness)),6}  {answer.Path}");
        }
    }

    /// <summary>What the answers are worth.</summary>
    public static void Remark(ToolTerminal terminal, LivenessModel model, bool json)
    {
        if (!json)
        {
            terminal.Remark(model.Head switch
            {
                null => $"These are probabilities by {model.Name} alone: advisory, and nothing is decided. 'faceml liveness train' "
                    + $"learns from your images and decides.",
                { Promises: [] } head => $"Live from {Number(head.Threshold)} on; no promise stands behind it.",
                { } head => string.Join(" ", head.Promises),
            });
        }
    }

    /// <summary>A trained head.</summary>
    public static void Write(ToolTerminal terminal, FaceLivenessHeadTransformer head, string target)
    {
        FaceLivenessHeadSummary summary = head.Summary;
        ToolLines lines = new ToolLines(terminal)
            .Add("threshold", Number(head.Threshold))
            .Add("promise", head.Promises.Count == 0 ? "none" : string.Join(" ", head.Promises))
            .Add("goes by", $"{summary.Features}, chosen by cross-validation over people")
            .Add("learned from", string.Create(
                CultureInfo.InvariantCulture,
                $"{summary.LiveImages:N0} live images and {summary.Attacks:N0} attacks of {summary.People:N0} people; threshold from "
                    + $"{Threshold(summary)}"))
            .Add("cross-validated", FormattableString.Invariant(
                $"equal error rate {summary.EqualErrorRate * 100:0.0} % (it chose the features: measure on further people)"));
        if (summary.LeftOut > 0)
        {
            lines.Add("left out", FormattableString.Invariant($"{summary.LeftOut:N0} images without a face"));
        }

        lines.Add("written", target).Write();
    }

    /// <summary>Error rates.</summary>
    public static void Write(ToolTerminal terminal, LivenessModel model, FaceLivenessMetrics metrics, bool json)
    {
        if (json)
        {
            terminal.Output.WriteLine(JsonSerializer.Serialize(JsonOf(metrics), AnswerJson.Options));
            return;
        }

        List<string[]> rows = [];
        foreach (FaceSpeciesMetrics species in metrics.Species)
        {
            string of = string.Create(CultureInfo.InvariantCulture, $"{species.Images:N0} attacks on {species.People:N0} people");
            Add(rows, $"APCER {species.Name}", species.Apcer, of);
            Add(rows, $"EER {species.Name}", species.EqualErrorRate, of);
            Add(rows, $"no face, {species.Name}", species.NonResponse, "in no other rate");
        }

        Add(rows, "BPCER", metrics.Bpcer, string.Create(CultureInfo.InvariantCulture, $"{metrics.LiveCount:N0} live images"));
        foreach (BpcerAtApcer at in metrics.BpcerAtApcer)
        {
            Add(rows, string.Create(CultureInfo.InvariantCulture, $"BPCER at APCER {at.Apcer * 100:0.##} %"), at.Bpcer,
                $"from {Number(at.Threshold)} on, chosen on these images");
        }

        Add(rows, "no face, live", metrics.LiveNonResponse, "in no other rate");
        ToolTable.Write(terminal, ["figure", "value", "95 % interval", "note"], rows);
        if (model.Head is null)
        {
            terminal.Remark($"{model.Name} alone decides nothing: there is no APCER and no BPCER of decisions.");
        }
    }

    private static MetricsJson JsonOf(FaceLivenessMetrics metrics) => new(
        metrics.LiveCount, metrics.AttackCount, metrics.PersonCount, RateJson.Of(metrics.EqualErrorRate),
        [.. metrics.BpcerAtApcer.Select(at => new TradeOffJson(at.Apcer, at.Threshold, RateJson.Of(at.Bpcer)))],
        RateJson.Of(metrics.Apcer), RateJson.Of(metrics.Bpcer), RateJson.Of(metrics.LiveNonResponse),
        [.. metrics.Species.Select(s =>
            new SpeciesJson(s.Name, s.Images, s.People, RateJson.Of(s.Apcer), RateJson.Of(s.EqualErrorRate), RateJson.Of(s.NonResponse)))]);

    private static void Add(List<string[]> rows, string name, Estimate? rate, string note)
    {
        if (rate is not null)
        {
            rows.Add([name, Percent(rate.Value), $"{Percent(rate.Low)} to {Percent(rate.High)}", note]);
        }
    }

    private static string Verdict(LivenessModel model, LivenessModel.Answer answer) =>
        float.IsNaN(answer.Liveness) ? "no face" : model.Head is null ? "undecided" : answer.IsLive ? "live" : "attack";

    private static string Threshold(FaceLivenessHeadSummary summary) => summary.HeldOutPeople == 0
        ? "the cross-validation"
        : FormattableString.Invariant($"{summary.HeldOutPeople:N0} others");

    private static string Percent(double rate) => string.Create(CultureInfo.InvariantCulture, $"{rate * 100:0.0} %");

    private static string Number(float probability) => probability.ToString("0.0000", CultureInfo.InvariantCulture);
}
