using System.CommandLine;
using System.Globalization;
using FaceML.Data;
using FaceML.Embedding;
using FaceML.Evaluation;
using FaceML.Saving;
using FaceML.Training;
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

    private sealed record Settings(string Folder, string Loss, int Epochs, double LearningRate, double TestShare, int Seed, bool SkipSingles, bool KeepAnyway, string Cache, string Output, FaceRecognizerOptions Recognition);

    public static Command Create(ToolTerminal terminal)
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "A folder with one folder for every person.", Required = true, HelpName = "DIR" };
        var output = new Option<FileInfo>("--out") { Description = "The pipeline to write, usually *.faceml.", Required = true, HelpName = "FILE" };
        var loss = new Option<string>("--loss") { Description = "What is made small while learning.", DefaultValueFactory = _ => "triplet" };
        loss.AcceptOnlyFromAmong(LossNames.All);
        var epochs = new Option<int>("--epochs") { Description = "Epochs at most; it stops early when held-out people gain no more.", DefaultValueFactory = _ => 30, HelpName = "N" };
        var rate = new Option<double>("--learning-rate") { Description = "The learning rate.", DefaultValueFactory = _ => 1e-3, HelpName = "RATE" };
        var share = new Option<double>("--test-share") { Description = "The share of the people that the gain is measured on; nothing is learnt from them.", DefaultValueFactory = _ => 0.3, HelpName = "SHARE" };
        var seed = new Option<int>("--seed") { Description = "Decides who is in which part, and all that is random in learning.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var skip = new Option<bool>("--skip-singles") { Description = "Leave people with a single usable picture out instead of refusing." };
        var keep = new Option<bool>("--keep-anyway") { Description = "Keep what was learnt even if the gain is not separable from zero." };
        var cache = new Option<DirectoryInfo?>("--cache") { Description = "Where vectors are kept for the next run; the default is a folder of the user's cache.", HelpName = "DIR" };
        var command = new Command("train", "Learn from a folder of people, measure on people held out, and save the better pipeline.") { data, output, loss, epochs, rate, share, seed, skip, keep, cache };
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command);
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Run(terminal, new Settings(
            parsed.GetValue(data)!.FullName,
            parsed.GetValue(loss)!,
            parsed.GetValue(epochs),
            parsed.GetValue(rate),
            parsed.GetValue(share),
            parsed.GetValue(seed),
            parsed.GetValue(skip),
            parsed.GetValue(keep),
            parsed.GetValue(cache)?.FullName ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "faceml", "vectors"),
            parsed.GetValue(output)!.FullName,
            recognition.Read(parsed)), cancellationToken)));
        return command;
    }

    private static int Run(ToolTerminal terminal, Settings settings, CancellationToken cancellationToken)
    {
        if (settings.TestShare is not (> 0 and < 1))
        {
            throw new ToolException(FormattableString.Invariant($"--test-share must lie between 0 and 1; it is {settings.TestShare}."));
        }

        var ml = new MLContext(seed: settings.Seed);
        (string Path, string Identity)[] pictures = [.. PersonFolders.Read(settings.Folder).SelectMany(p => p.Images.Select(i => (Path.Combine(settings.Folder, i), p.Identity)))];
        IDataView nothing = ml.Data.LoadFromEnumerable(Array.Empty<FaceSource>());
        var pipeline = new FacePipelineOptions { Recognition = settings.Recognition, SkipUnreadable = true };
        using TransformerChain<FaceEmbeddingTransformer> embedder = ml.Faces.EmbeddingPipeline(pipeline).Fit(nothing);
        var cache = new EmbeddingCache(settings.Cache, settings.Recognition);
        TrainingFaces found = ToolProgress.Wait(terminal, $"Embedding {pictures.Length:N0} pictures", () => TrainingFaces.Read(ml, embedder, pictures, cache, cancellationToken), cancellationToken);
        IReadOnlyList<TrainingFace> faces = WithMates(terminal, found, settings.SkipSingles);

        (int[] learn, int[] test) = IdentitySplit.Split([.. faces.Select(f => f.Identity)], settings.TestShare, settings.Seed);
        TrainingFace[] testFaces = [.. test.Select(i => faces[i])];
        if (testFaces.Select(f => f.Identity).Distinct().Count() < 2)
        {
            throw new ToolException($"There are {faces.Select(f => f.Identity).Distinct().Count()} people; measuring on people held out needs two of them beside those to learn from. Give more people, or a larger --test-share.");
        }

        FaceMetricHeadTransformer head = ToolProgress.Wait(terminal, "Learning", () => ml.Faces.Trainers.MetricHead(new FaceMetricHeadOptions
        {
            CancellationToken = cancellationToken,
            Training = new MetricHeadOptions
            {
                Loss = LossNames.Find(settings.Loss),
                Epochs = settings.Epochs,
                LearningRate = settings.LearningRate,
                Seed = settings.Seed,
                EarlyStopping = new EarlyStopping(),
            },
        }).Fit(ml.Data.LoadFromEnumerable(learn.Select(i => faces[i]).ToArray())), cancellationToken);
        Training.Data.EmbeddingSet before = TrainingFaces.ToSet(testFaces);
        PairedComparison gain = ToolProgress.Wait(terminal, "Measuring", () => HeldOutPairs.Compare(before, head.Head.Transform(before)), cancellationToken);
        return Finish(terminal, settings, ml, found, embedder, head, gain, before);
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

    private static int Finish(
        ToolTerminal terminal, Settings settings, MLContext ml, TrainingFaces found, TransformerChain<FaceEmbeddingTransformer> embedder, FaceMetricHeadTransformer head, PairedComparison gain, Training.Data.EmbeddingSet test)
    {
        PairedDifference deciding = gain.Differences.Single(d => d.Figure == Figure);
        bool better = deciding.Difference.Low > 0, kept = better || settings.KeepAnyway;
        Grid grid = ToolGrid.Create();
        grid.Line("pictures", FormattableString.Invariant($"{found.Faces.Count:N0} with a face, {found.WithoutFace:N0} without; {found.Computed:N0} vectors computed, the rest from the cache"));
        grid.Line("learnt from", FormattableString.Invariant($"{head.Summary.Pictures:N0} pictures of {head.Summary.People:N0} people; {head.Summary.HeldOutPeople:N0} more chose epoch {head.Summary.BestEpoch} of {head.Epochs.Count}"));
        grid.Line("measured on", FormattableString.Invariant($"{test.Count:N0} pictures of {test.ByIdentity().Count:N0} other people"));
        foreach (PairedDifference line in gain.Differences.Where(d => d.Figure is "EER" || d.Figure.StartsWith("TAR", StringComparison.Ordinal)))
        {
            grid.Line(line.Figure, Text(line));
        }

        string verdict = better ? "people never seen are told apart better: the trained pipeline was saved"
            : deciding.Difference.High < 0 ? "training made it worse" : "the gain is not separable from zero";
        grid.Line("verdict", better ? verdict : verdict + (kept ? "; the trained pipeline was saved anyway, as asked" : "; the untrained pipeline was saved (--keep-anyway keeps what was learnt)"));
        IDataView schema = ml.Data.LoadFromEnumerable(Array.Empty<FaceSource>());
        ITransformer model = kept ? embedder.Append(head) : embedder;
        ml.Faces.Save(model, schema.Schema, settings.Output, new SaveOptions
        {
            Title = kept ? "Face embedding, trained" : "Face embedding",
            FittedOn = kept ? FormattableString.Invariant($"{Path.GetFileName(settings.Folder)}: {head.Summary.Pictures:N0} pictures of {head.Summary.People:N0} people, loss {settings.Loss}, seed {settings.Seed}") : "Nothing: the networks as they came.",
            Figures = kept ? [new SavedFigure($"{Figure} on {test.Count:N0} pictures of people held out", Text(deciding), $"faceml train --loss {settings.Loss} --seed {settings.Seed}")] : [],
        });
        grid.Line("written", settings.Output);
        terminal.Rich.Write(grid);
        return ExitCode.Success;
    }

    private static string Text(PairedDifference line) => string.Create(CultureInfo.InvariantCulture,
        $"{line.First:F4} before, {line.Second:F4} after; difference {line.Difference.Value:+0.0000;−0.0000} ({line.Difference.Confidence:P0} interval {line.Difference.Low:+0.0000;−0.0000;0} to {line.Difference.High:+0.0000;−0.0000;0})");
}
