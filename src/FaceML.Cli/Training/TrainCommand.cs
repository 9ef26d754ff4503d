using System.CommandLine;
using System.Globalization;
using FaceML.Data;
using FaceML.Embedding;
using FaceML.Evaluation;
using FaceML.Saving;
using FaceML.Training;
using FaceML.Training.Data;
using FaceML.Training.Heads;
using FaceML.Training.Optimization;
using FaceML.Vision;
using Microsoft.ML;
using Microsoft.ML.Data;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary><c>faceml train</c>: a head learnt on one's own people, kept only when people it never saw are told apart better.</summary>
internal static class TrainCommand
{
    private const string Figure = "TAR@FAR=0.001";

    private sealed record Settings(
        string Folder, string Loss, int Epochs, int Patience, double LearningRate, double TestShare, int Seed, bool SkipSingles, bool KeepAnyway, string Cache, string Checkpoint, string Output, string? Onnx, string? Report, FaceRecognizerOptions Recognition);

    public static Command Create(ToolTerminal terminal)
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "A folder with one folder for every person.", Required = true, HelpName = "DIR" };
        var output = new Option<FileInfo>("--out") { Description = "The pipeline to write, usually *.faceml.", Required = true, HelpName = "FILE" };
        var loss = new Option<string>("--loss") { Description = "What is made small while learning.", DefaultValueFactory = _ => "triplet" };
        loss.AcceptOnlyFromAmong(LossNames.All);
        var epochs = new NumberOption<int>("--epochs", NumberRange.AtLeast(1)) { Description = "Epochs at most; it stops early when held-out people gain no more.", DefaultValueFactory = _ => 30, HelpName = "N" };
        var patience = new NumberOption<int>("--patience", NumberRange.AtLeast(0)) { Description = "Epochs without gain on held-out people after which it stops; 0 for never.", DefaultValueFactory = _ => 5, HelpName = "N" };
        var rate = new NumberOption<double>("--learning-rate", NumberRange.Positive) { Description = "The learning rate.", DefaultValueFactory = _ => 3e-4, HelpName = "RATE" };
        var share = new NumberOption<double>("--test-share", NumberRange.Fraction) { Description = "The share of the people that the gain is measured on; nothing is learnt from them.", DefaultValueFactory = _ => 0.3, HelpName = "SHARE" };
        var seed = new NumberOption<int>("--seed", NumberRange.Finite) { Description = "Decides who is in which part, and all that is random in learning.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var skip = new Option<bool>("--skip-singles") { Description = "Leave people with a single usable picture out instead of refusing." };
        var keep = new Option<bool>("--keep-anyway") { Description = "Keep what was learnt even if the gain is not separable from zero." };
        var cache = new Option<DirectoryInfo?>("--cache") { Description = "Where vectors are kept for the next run; the default is a folder of the user's cache.", HelpName = "DIR" };
        var checkpoint = new Option<FileInfo?>("--checkpoint") { Description = "Where the run is kept after every epoch, to go on from when it was stopped; beside the pipeline when left out, gone when the run has ended.", HelpName = "FILE" };
        var report = new Option<FileInfo?>("--report") { Description = "Write a page with curves and figures.", HelpName = "FILE" };
        var onnx = new Option<FileInfo?>("--onnx") { Description = "Write network and head as one ONNX file too, if the head is kept.", HelpName = "FILE" };
        var command = new Command("train", "Learn from a folder of people, measure on people held out, and save the better pipeline.") { data, output, loss, epochs, patience, rate, share, seed, skip, keep, cache, checkpoint, report, onnx };
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command);
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Run(terminal, new Settings(
            parsed.GetValue(data)!.FullName,
            parsed.GetValue(loss)!,
            parsed.GetValue(epochs),
            parsed.GetValue(patience),
            parsed.GetValue(rate),
            parsed.GetValue(share),
            parsed.GetValue(seed),
            parsed.GetValue(skip),
            parsed.GetValue(keep),
            parsed.GetValue(cache)?.FullName ?? UserData.Folder("vectors"),
            parsed.GetValue(checkpoint)?.FullName ?? parsed.GetValue(output)!.FullName + ".checkpoint",
            parsed.GetValue(output)!.FullName,
            parsed.GetValue(onnx)?.FullName,
            parsed.GetValue(report)?.FullName,
            recognition.Read(parsed)), cancellationToken)));
        return command;
    }

    private static int Run(ToolTerminal terminal, Settings settings, CancellationToken cancellationToken)
    {
        var ml = new MLContext(seed: settings.Seed);
        (string Path, string Identity)[] pictures = [.. PersonFolders.Read(settings.Folder).SelectMany(p => p.Images.Select(i => (Path.Combine(settings.Folder, i), p.Identity)))];
        IDataView nothing = ml.Data.LoadFromEnumerable(Array.Empty<FaceSource>());
        var pipeline = new FacePipelineOptions { Recognition = settings.Recognition, SkipUnreadable = true };
        using TransformerChain<FaceEmbeddingTransformer> embedder = ml.Faces.EmbeddingPipeline(pipeline).Fit(nothing);
        var cache = new EmbeddingCache(settings.Cache, settings.Recognition);
        TrainingFaces found = ToolProgress.Wait(terminal, $"Embedding {pictures.Length:N0} pictures", () => TrainingFaces.Read(ml, embedder, pictures, cache, cancellationToken), cancellationToken);
        IReadOnlyList<TrainingFace> faces = WithMates(terminal, found, settings.SkipSingles);

        if (faces.All(f => f.Identity == faces[0].Identity))
        {
            throw new ToolException($"All {faces.Count} usable pictures show one person, '{faces[0].Identity}': nobody is there to be told apart from.");
        }

        (int[] learn, int[] test) = IdentitySplit.Split([.. faces.Select(f => f.Identity)], settings.TestShare, settings.Seed);
        TrainingFace[] testFaces = [.. test.Select(i => faces[i])];
        if (testFaces.Select(f => f.Identity).Distinct().Count() < 2)
        {
            throw new ToolException($"There are {faces.Select(f => f.Identity).Distinct().Count()} people; measuring on people held out needs two of them beside those to learn from. Give more people, or a larger --test-share.");
        }

        FaceMetricHeadTransformer head = ToolProgress.Wait(terminal, "Learning", () => Learn(terminal, ml, settings, [.. learn.Select(i => faces[i])], cancellationToken), cancellationToken);
        TrainingReport report = ToolProgress.Wait(terminal, "Measuring", () => TrainingReport.Measure(
            head,
            TrainingFaces.ToSet(testFaces),
            $"{Path.GetFileName(settings.Folder)}: a head trained with the loss {settings.Loss}",
            FormattableString.Invariant($"A projection of {settings.Recognition.Embedder}’s vectors, learnt from one’s own people and measured on others of them. Seed {settings.Seed}, learning rate {settings.LearningRate}, at most {settings.Epochs} epochs."),
            gain => Verdict(settings, Deciding(gain))), cancellationToken);
        Finish(terminal, settings, ml, found, embedder, report);
        File.Delete(settings.Checkpoint);
        return ExitCode.Success;
    }

    private static FaceMetricHeadTransformer Learn(ToolTerminal terminal, MLContext ml, Settings settings, TrainingFace[] faces, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(settings.Checkpoint)!);
        IDataView rows = ml.Data.LoadFromEnumerable(faces);
        FaceMetricHeadTransformer Fit(bool resume) => ml.Faces.Trainers.MetricHead(new FaceMetricHeadOptions
        {
            CancellationToken = cancellationToken,
            Run = new TrainingRun { CheckpointPath = settings.Checkpoint, Resume = resume },
            Training = new MetricHeadOptions
            {
                Loss = LossNames.Find(settings.Loss),
                Epochs = settings.Epochs,
                LearningRate = settings.LearningRate,
                Seed = settings.Seed,
                EarlyStopping = settings.Patience == 0 ? null : new EarlyStopping { Patience = settings.Patience },
            },
        }).Fit(rows);
        try
        {
            if (File.Exists(settings.Checkpoint))
            {
                terminal.Remark($"{settings.Checkpoint} holds a run that was stopped: it goes on from there.");
            }

            return Fit(resume: true);
        }
        catch (CheckpointException e)
        {
            terminal.Remark($"{e.Message} It begins anew.");
            return Fit(resume: false);
        }
    }

    // Nobody is in two parts, so whoever has one picture has no mate to be compared with.
    private static IReadOnlyList<TrainingFace> WithMates(ToolTerminal terminal, TrainingFaces found, bool skip)
    {
        Dictionary<string, int> counts = found.Faces.GroupBy(f => f.Identity).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        string[] single = [.. counts.Where(c => c.Value < 2).Select(c => c.Key).Order(StringComparer.Ordinal)];
        if (single.Length > 0 && !skip)
        {
            string some = string.Join(", ", single.Take(5)) + (single.Length > 5 ? $" and {single.Length - 5} more" : "");
            throw new ToolException($"{single.Length} of {counts.Count} people have fewer than two pictures with a usable face: {some}. Add pictures, or leave these people out with --skip-singles.");
        }

        if (single.Length > 0)
        {
            terminal.Remark($"{single.Length} of {counts.Count} people have a single usable picture and were left out.");
        }

        TrainingFace[] faces = [.. found.Faces.Where(f => counts[f.Identity] >= 2)];
        return faces.Length > 0 ? faces : throw new ToolException("No person has two pictures with a usable face.");
    }

    private static PairedDifference Deciding(PairedComparison gain) => gain.Differences.Single(d => d.Figure == Figure);

    private static bool IsKept(Settings settings, PairedDifference deciding) => deciding.Difference.Low > 0 || settings.KeepAnyway;

    private static string Verdict(Settings settings, PairedDifference deciding)
    {
        if (deciding.Difference.Low > 0)
        {
            return "people never seen are told apart better: the trained pipeline was saved";
        }

        string found = deciding.Difference.High < 0 ? "training made it worse" : "the gain is not separable from zero";
        return found + (settings.KeepAnyway ? "; the trained pipeline was saved anyway, as asked" : "; the untrained pipeline was saved (--keep-anyway keeps what was learnt)");
    }

    private static void Finish(ToolTerminal terminal, Settings settings, MLContext ml, TrainingFaces found, TransformerChain<FaceEmbeddingTransformer> embedder, TrainingReport report)
    {
        PairedDifference deciding = Deciding(report.Gain);
        bool kept = IsKept(settings, deciding);
        FaceMetricHeadTransformer head = report.Head;
        Grid grid = ToolGrid.Create();
        grid.Line("pictures", FormattableString.Invariant($"{found.Faces.Count:N0} with a face, {found.WithoutFace:N0} without; {found.Computed:N0} vectors computed, the rest from the cache"));
        grid.Line("learnt from", FormattableString.Invariant($"{head.Summary.Pictures:N0} pictures of {head.Summary.People:N0} people; {head.Summary.HeldOutPeople:N0} more chose epoch {head.Summary.BestEpoch} of {head.Epochs.Count}"));
        grid.Line("measured on", FormattableString.Invariant($"{report.MeasuredOn.Pictures:N0} pictures of {report.MeasuredOn.People:N0} other people"));
        foreach (PairedDifference line in report.Gain.Differences.Where(d => d.Figure is "EER" || d.Figure.StartsWith("TAR", StringComparison.Ordinal)))
        {
            grid.Line(line.Figure, Text(line));
        }

        grid.Line("verdict", report.Verdict);
        IDataView schema = ml.Data.LoadFromEnumerable(Array.Empty<FaceSource>());
        ITransformer model = kept ? embedder.Append(head) : embedder;
        ml.Faces.Save(model, schema.Schema, settings.Output, new SaveOptions
        {
            Title = kept ? "Face embedding, trained" : "Face embedding",
            FittedOn = kept ? FormattableString.Invariant($"{Path.GetFileName(settings.Folder)}: {head.Summary.Pictures:N0} pictures of {head.Summary.People:N0} people, loss {settings.Loss}, seed {settings.Seed}") : "Nothing: the networks as they came.",
            Figures = kept ? [new SavedFigure($"{Figure} on {report.MeasuredOn.Pictures:N0} pictures of people held out", Text(deciding), $"faceml train --loss {settings.Loss} --seed {settings.Seed}")] : [],
        });
        grid.Line("written", settings.Output);
        if (settings.Report is { } page)
        {
            using var file = new PendingFile(page);
            file.Text.Write(TrainingReportHtml.Write(report));
            file.Commit();
            grid.Line("report", page);
        }

        terminal.Rich.Write(grid);
        if (settings.Onnx is { } onnx && kept)
        {
            ExportCommand.Write(terminal, model, null, onnx);
        }
        else if (settings.Onnx is not null)
        {
            terminal.Remark("No ONNX file was written: the head was not kept.");
        }
    }

    private static string Text(PairedDifference line) => string.Create(CultureInfo.InvariantCulture,
        $"{line.First:F4} before, {line.Second:F4} after; difference {line.Difference.Value:+0.0000;−0.0000} ({line.Difference.Confidence:P0} interval {line.Difference.Low:+0.0000;−0.0000;0} to {line.Difference.High:+0.0000;−0.0000;0})");
}
