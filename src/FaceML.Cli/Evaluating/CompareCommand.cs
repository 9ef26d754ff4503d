using System.CommandLine;
using System.Globalization;
using FaceML.Evaluation;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary><c>faceml compare M1 M2</c>: which of two saved pipelines is better on the same pairs, or that the data cannot tell.</summary>
internal static class CompareCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var first = new Argument<string>("M1") { Description = "A saved verification pipeline." };
        var second = new Argument<string>("M2") { Description = "Another one." };
        var replicates = new NumberOption<int>("--replicates", NumberRange.AtLeast(20)) { Description = "Bootstrap replicates of the intervals, at least 20.", DefaultValueFactory = _ => 1000, HelpName = "N" };
        var command = new Command("compare", "Compare two saved pipelines on the same pairs; says so when the data cannot separate them.") { first, second };
        EvaluationDataOptions dataOptions = new EvaluationDataOptions().AddTo(command);
        command.Add(replicates);
        command.SetAction((parsed, cancellation) =>
        {
            EvaluationData data = dataOptions.Read(parsed);
            using PipelineScores a = new(parsed.GetValue(first)!), b = new(parsed.GetValue(second)!);
            string[] pictures = [.. data.Pairs.SelectMany(p => new[] { p.First, p.Second }).Distinct()];
            a.Embed(terminal, data.Folder, pictures, cancellation);
            b.Embed(terminal, data.Folder, pictures, cancellation);
            float[] scoresA = a.Score(data.Pairs), scoresB = b.Score(data.Pairs);
            bool Both(int i) => !float.IsNaN(scoresA[i]) && !float.IsNaN(scoresB[i]);
            PairScores pairsA = PairScores.Of(data.Pairs, scoresA, Both), pairsB = PairScores.Of(data.Pairs, scoresB, Both);
            PairedComparison result = ToolProgress.Wait(terminal, "Comparing", () => PairedComparison.Of(
                pairsA.Scores, pairsB.Scores, ThresholdOf(a), ThresholdOf(b), new EvaluationOptions { Replicates = parsed.GetValue(replicates) }), cancellation);
            ToolTable.Write(terminal, ["figure", "first", "95 %", "second", "95 %", "second − first", "95 %"], result.Differences.Select(d =>
                (string[])[d.Figure, Text(d.First), Interval(d.FirstEstimate), Text(d.Second), Interval(d.SecondEstimate), Text(d.Difference.Value), Interval(d.Difference)]));
            foreach (string verdict in result.Verdicts)
            {
                terminal.Rich.WriteLine(verdict);
            }

            terminal.Rich.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Decisions: {result.Decisions.OnlyFirstRight} pairs only the first has right, {result.Decisions.OnlySecondRight} only the second; McNemar p = {result.Decisions.PValue:0.####}"));
            if (pairsA.LeftOut > 0)
            {
                terminal.Remark($"{pairsA.LeftOut} pairs were left out: one of the pipelines finds no usable face.");
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static float ThresholdOf(PipelineScores pipeline) =>
        pipeline.Threshold?.Threshold ?? throw new ToolException($"{pipeline.File} has no fitted threshold; 'faceml calibrate' gives it one.");

    private static string Interval(Estimate figure) => $"{Text(figure.Low)} to {Text(figure.High)}";

    private static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
