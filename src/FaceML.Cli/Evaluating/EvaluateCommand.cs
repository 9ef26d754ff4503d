using System.CommandLine;
using System.Globalization;
using FaceML.Evaluation;
using FaceML.Evaluation.Protocols;
using FaceML.Reports;
using FaceML.Saving;

namespace FaceML.Cli;

/// <summary><c>faceml evaluate</c>: what a saved pipeline is worth on data, every figure with its interval.</summary>
internal static class EvaluateCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var model = new Option<string>("--model") { Description = "A saved verification pipeline.", Required = true, HelpName = "FILE" };
        var allPairs = new Option<bool>("--all-pairs") { Description = "Compare every picture with every other one too." };
        var groups = new Option<string>("--groups") { Description = "Lines of person (or picture) and group, separated by a tab: error rates by group.", HelpName = "FILE" };
        var gateFmr = new OptionalNumberOption<double>("--gate-fmr", NumberRange.Between(0, 1)) { Description = "Exit code 1 when the false match rate, of all or of a group, is shown to be above this.", HelpName = "RATE" };
        var gateFnmr = new OptionalNumberOption<double>("--gate-fnmr", NumberRange.Between(0, 1)) { Description = "The same for the false non-match rate.", HelpName = "RATE" };
        var report = new OutputFileOption("--report")
        {
            Description = "Write a page with curves, tables and the hardest errors.",
            HelpName = "out.html",
        };
        var json = new OutputFileOption("--json") { Description = "Write all figures as JSON.", HelpName = "out.json" };
        var replicates = new NumberOption<int>("--replicates", NumberRange.AtLeast(20)) { Description = "Bootstrap replicates of the intervals, at least 20.", DefaultValueFactory = _ => 1000, HelpName = "N" };
        Option<bool> aligned = RecognitionOptions.AlignedOption();
        var command = new Command("evaluate", "Measure a saved pipeline on labelled pictures. Exit code 1: a gate was not passed.") { model };
        EvaluationDataOptions dataOptions = new EvaluationDataOptions().AddTo(command);
        ProviderOptions providers = new ProviderOptions(terminal).AddTo(command);
        foreach (Option option in (Option[])[allPairs, groups, gateFmr, gateFnmr, report, json, replicates, aligned])
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) =>
        {
            EvaluationData data = dataOptions.Read(parsed);
            GroupsFile? groupsOf = parsed.GetValue(groups) is { } file ? new(file) : null;
            using PipelineScores pipeline = new(parsed.GetValue(model)!, providers.Read(parsed), parsed.GetValue(aligned));
            IEnumerable<string> pictures = data.Pairs.SelectMany(p => new[] { p.First, p.Second });
            pipeline.Embed(terminal, data.Folder, [.. (parsed.GetValue(allPairs) ? pictures.Concat(data.Pictures.Select(p => p.Picture)) : pictures).Distinct()], cancellation);
            PairScores scored = PairScores.Of(data.Pairs, pipeline.Score(data.Pairs));
            EvaluationReport result = ToolProgress.Wait(terminal, "Measuring", () =>
            {
                AllPairsData? all = parsed.GetValue(allPairs) ? AllPairsData.Of(pipeline, data, cancellation) : null;
                return EvaluationReport.Of(SourceOf(pipeline, data, scored, groupsOf, all, new EvaluationOptions { Replicates = parsed.GetValue(replicates) }));
            }, cancellation);
            EvaluationView.Write(terminal, result, scored.LeftOut);
            cancellation.ThrowIfCancellationRequested();
            Save(terminal, parsed.GetValue(json)?.ToString(), () => EvaluationReportJson.Write(result));
            Save(terminal, parsed.GetValue(report)?.ToString(), () =>
                EvaluationReportHtml.Write(result, picture => File.ReadAllBytes(Path.Combine(data.Folder, picture))));
            string[] failures = [.. EvaluationGate.Failures(result, parsed.GetValue(gateFmr), parsed.GetValue(gateFnmr))];
            foreach (string failure in failures)
            {
                terminal.Fail("gate: " + failure);
            }

            return Task.FromResult(failures.Length == 0 ? ExitCode.Success : ExitCode.NoMatch);
        });
        return command;
    }

    private static ReportSource SourceOf(PipelineScores pipeline, EvaluationData data, PairScores scored, GroupsFile? groups, AllPairsData? all, EvaluationOptions options)
    {
        ImagePair[] pairs = [.. scored.Pairs];
        bool folds = pairs.Select(p => p.Fold).Distinct().Count() > 1;
        return new ReportSource
        {
            Title = $"{Path.GetFileName(pipeline.File)} on {Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(data.Folder)))}",
            Description = string.Create(CultureInfo.InvariantCulture, $"Protocol {data.Protocol.ToString().ToLowerInvariant()}, {data.Pairs.Count:N0} pairs{(scored.LeftOut == 0 ? "" : $"; {scored.LeftOut} left out, because a picture shows no usable face")}."),
            Scores = scored.Scores,
            ModelCard = SavedPipeline.Inspect(pipeline.File).Card,
            Threshold = pipeline.Threshold,
            Calibration = pipeline.Calibration,
            Qualities = pipeline.Quality is null
                ? null
                : [.. pairs.Select(p => Math.Min(pipeline.QualityOf(p.First), pipeline.QualityOf(p.Second)))],
            Folds = folds ? FoldAccuracy.Measure(scored.Scores.Scores, scored.Scores.IsGenuine, pairs.Select(p => p.Fold).ToArray()) : null,
            AllPairs = all?.Result,
            Identification = all?.Searches,
            Galleries = all?.Galleries ?? [],
            FirstGroups = groups is null ? null : [.. pairs.Select(p => groups.Of(p.First, p.FirstIdentity))],
            SecondGroups = groups is null ? null : [.. pairs.Select(p => groups.Of(p.Second, p.SecondIdentity))],
            Images = [.. pairs.Select(p => (p.First, p.Second))],
            Options = options,
        };
    }

    private static void Save(ToolTerminal terminal, string? path, Func<string> text)
    {
        if (path is not null)
        {
            using var file = new PendingFile(path);
            file.Text.Write(text());
            file.Commit();
            terminal.Remark($"written: {path}");
        }
    }
}
