using FaceML.Evaluation;
using FaceML.Verification;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary><c>faceml compare M1 M2</c>: which of two saved pipelines is better on the same pairs, or that the data cannot tell.</summary>
internal static class CompareCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var first = new Argument<string>("M1") { Description = "A saved verification pipeline." };
        var second = new Argument<string>("M2") { Description = "Another one." };
        const string Purpose = "Compare two saved pipelines on the same pairs; says so when the data cannot separate them.";
        var command = new Command("compare", Purpose) { first, second };
        EvaluationDataOptions dataOptions = new EvaluationDataOptions().AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            EvaluationData data = dataOptions.Read(parsed);
            using PipelineEvaluator a = PipelineEvaluator.Load(parsed.GetValue(first)!), b =
                PipelineEvaluator.Load(parsed.GetValue(second)!);
            (PairedComparison result, int leftOut) = ToolProgress.Share(
                terminal, "Comparing",
                progress => a.CompareWith(b, data, dataOptions.ReadIntervals(parsed), progress, cancellation), cancellation);
            ToolTable.Write(
                terminal, ["figure", "first", "95 %", "second", "95 %", "second − first", "95 %"], result.Differences.Select(Row));
            foreach (string verdict in result.Verdicts)
            {
                terminal.Rich.WriteLine(verdict);
            }

            McNemarTest decisions = result.Decisions;
            terminal.Rich.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Decisions: {decisions.OnlyFirstRight} pairs only the first has right, {decisions.OnlySecondRight} only the second; "
                    + $"McNemar p = {decisions.PValue:0.####}"));
            if (leftOut > 0)
            {
                terminal.Remark($"{leftOut} pairs were left out: one of the pipelines finds no usable face.");
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static string[] Row(PairedDifference d) =>
    [
        d.Figure, Text(d.First), Interval(d.FirstEstimate), Text(d.Second), Interval(d.SecondEstimate), Text(d.Difference.Value),
        Interval(d.Difference),
    ];

    private static string Interval(Estimate figure) => $"{Text(figure.Low)} to {Text(figure.High)}";

    private static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
