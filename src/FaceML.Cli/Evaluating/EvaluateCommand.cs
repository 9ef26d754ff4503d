using FaceML.Reports;
using FaceML.Verification;

namespace FaceML.Cli;

/// <summary><c>faceml evaluate</c>: what a saved pipeline is worth on data, every figure with its interval.</summary>
internal static class EvaluateCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        ValueOption<string> model = SharedOptions.Model();
        var allPairs = new Option<bool>("--all-pairs") { Description = "Compare every image with every other one too." };
        var groups = new ValueOption<string>(
            "--groups", "FILE", "Lines of person (or image) and group, separated by a tab: error rates by group.");
        var report = new OutputFileOption("--report", "out.html", "Write a page with curves, tables and the hardest errors.");
        var json = new OutputFileOption("--json", "out.json", "Write all figures as JSON.");
        Option<bool> aligned = RecognitionOptions.AlignedOption();
        var command = new Command("evaluate", "Measure a saved pipeline on labeled images. Exit code 1: a gate was not passed.") { model };
        EvaluationDataOptions dataOptions = new EvaluationDataOptions().AddTo(command);
        ProviderOptions providers = new ProviderOptions(terminal).AddTo(command);
        command.Add(allPairs);
        command.Add(groups);
        GateOptions gate = new GateOptions().AddTo(command);
        command.Add(report);
        command.Add(json);
        command.Add(aligned);
        command.SetAction((parsed, cancellation) =>
        {
            EvaluationData data = dataOptions.Read(parsed);
            using var pipeline = PipelineEvaluator.Load(
                parsed.GetValue(model)!, new() { Networks = providers.Read(parsed), ImagesAreAligned = parsed.GetValue(aligned) });
            EvaluationReport result = ToolProgress.Share(
                terminal, "Evaluating", progress => pipeline.Evaluate(data, parsed.GetValue(allPairs), parsed.GetValue(groups),
                dataOptions.ReadIntervals(parsed), progress, cancellation), cancellation);
            EvaluationView.Write(terminal, result.Content);
            cancellation.ThrowIfCancellationRequested();
            Save(terminal, parsed.GetValue(json)?.ToString(), () => result.ToJson());
            Save(terminal, parsed.GetValue(report)?.ToString(), () => result.ToHtml(data.ReadImage));
            return Task.FromResult(Pass(terminal, gate.Read(parsed).Failures(result.Content)) ? ExitCode.Success : ExitCode.NoMatch);
        });
        return command;
    }

    private static bool Pass(ToolTerminal terminal, IReadOnlyList<string> failures)
    {
        foreach (string failure in failures)
        {
            terminal.Fail("gate: " + failure);
        }

        return failures.Count == 0;
    }

    private static void Save(ToolTerminal terminal, string? path, Func<string> text)
    {
        if (path is not null)
        {
            PendingText.Write(path, text());
            terminal.Remark($"written: {path}");
        }
    }
}
