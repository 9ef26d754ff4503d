using System.CommandLine;
using System.Globalization;
using FaceML.Calibration;
using FaceML.Data;
using FaceML.Embedding;
using FaceML.Evaluation;
using FaceML.Evaluation.Protocols;
using FaceML.Networks;
using FaceML.Recognition;
using FaceML.Saving;
using FaceML.Training;
using FaceML.Training.Data;
using FaceML.Training.Heads;
using FaceML.Training.Optimization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary>
/// <c>faceml train</c>: a head learned on one's own people, kept only when people it never saw are told apart better, and a threshold for
/// it.
/// </summary>
internal static class TrainCommand
{
    private const string Auto = "auto";

    private sealed record Settings(
        string Folder, string? Groups, string? General, int MostImages, FaceTrainingOptions Training, string Cache, string Checkpoint,
        string Output,
        string? Onnx, string? Report);

    public static Command Create(ToolTerminal terminal)
    {
        var data = new Option<DirectoryInfo>("--data")
        {
            Description = "A folder with one folder for every person.",
            Required = true,
            HelpName = "DIR",
        };
        var groups = new Option<FileInfo?>("--groups")
        {
            Description = "Lines of a path below --data and an identity, separated by a tab, instead of a folder for every person.",
            HelpName = "FILE",
        };
        var general = new Option<DirectoryInfo?>("--general")
        {
            Description = "General people, one folder each, of whom the trained pipeline may lose at most --max-general-loss; implies "
                + "--keep-general.",
            HelpName = "DIR",
        };
        var generalLoss = new NumberOption<double>("--max-general-loss", NumberRange.Fraction)
        {
            Description = "With --general: how much their equal error rate may rise, with 95 % confidence; takes 3 by this number of "
                + "people.",
            DefaultValueFactory = _ => 0.002,
            HelpName = "RATE",
        };
        var keepGeneral = new Option<bool>("--keep-general")
        {
            Description = "Learn the closed form only and keep it near the network as it came, so that other people lose little.",
        };
        var most = new NumberOption<int>("--images-per-person", NumberRange.AtLeast(0))
        {
            Description = "Images of one person at most, the first in order of name; 0 for all.",
            DefaultValueFactory = _ => 0,
            HelpName = "N",
        };
        var output = new OutputFileOption("--out")
        {
            Description = "The pipeline to write, usually *.faceml.",
            Required = true,
            HelpName = "FILE",
        };
        var loss = new Option<string>("--loss")
        {
            Description = "What is minimized; auto compares the closed form and every loss on held-out people.",
            DefaultValueFactory = _ => Auto,
        };
        loss.AcceptOnlyFromAmong([Auto, .. HeadSearch.Losses.Keys]);
        var minutes = new NumberOption<double>("--minutes", NumberRange.Positive)
        {
            Description = "With auto: the time after which no further loss is begun.",
            DefaultValueFactory = _ => 1,
            HelpName = "M",
        };
        var epochs = new NumberOption<int>("--epochs", NumberRange.AtLeast(1))
        {
            Description = "With a loss named: epochs at most; it stops early when held-out people gain no more.",
            DefaultValueFactory = _ => 30,
            HelpName = "N",
        };
        var patience = new NumberOption<int>("--patience", NumberRange.AtLeast(0))
        {
            Description = "With a loss named: epochs without gain on held-out people after which it stops; 0 for never.",
            DefaultValueFactory = _ => 5,
            HelpName = "N",
        };
        var rate = new NumberOption<double>("--learning-rate", NumberRange.Positive)
        {
            Description = "With a loss named: the learning rate.",
            DefaultValueFactory = _ => 3e-4,
            HelpName = "RATE",
        };
        var share = new NumberOption<double>("--test-share", NumberRange.Fraction)
        {
            Description = "The share of the people that the gain is measured on and the threshold is fitted to; nothing is learned from "
                + "them.",
            DefaultValueFactory = _ => 0.3,
            HelpName = "SHARE",
        };
        var fmr = new NumberOption<double>("--max-fmr", NumberRange.Fraction)
        {
            Description = "The false match rate to promise; the next larger one where the people cannot support it.",
            DefaultValueFactory = _ => 1e-3,
            HelpName = "RATE",
        };
        var population = new Option<string?>("--population")
        {
            Description = "Which people and images these are, for the promise; default: the folder's name.",
            HelpName = "TEXT",
        };
        var seed = new NumberOption<int>("--seed", NumberRange.Finite)
        {
            Description = "Decides who is in which part, and all that is random in learning.",
            DefaultValueFactory = _ => 1,
            HelpName = "N",
        };
        var strict = new Option<bool>("--strict") { Description = "Refuse people with a single usable image instead of leaving them out." };
        var keep = new Option<bool>("--keep-anyway") { Description = "Keep what was learned even if the gain is not separable from zero." };
        var cache = new Option<DirectoryInfo?>("--cache")
        {
            Description = "Where embeddings are kept for the next run; the default is a folder of the user's cache.",
            HelpName = "DIR",
        };
        var checkpoint = new OutputFileOption("--checkpoint")
        {
            Description = "With a loss named: where the run is kept after every epoch, to go on from when it was stopped; beside the "
                + "pipeline when left out, gone when the run has ended.",
            HelpName = "FILE",
        };
        var report = new OutputFileOption("--report") { Description = "Write a page with curves and figures.", HelpName = "FILE" };
        var onnx = new OutputFileOption("--onnx")
        {
            Description = "Write network and head as one ONNX file too, if the head is kept.",
            HelpName = "FILE",
        };
        var command = new Command(
            "train", "Learn from your people, measure on people held out, and save the better pipeline with a threshold.")
        {
            data, groups, most, output, loss, minutes, keepGeneral, general, generalLoss, epochs, patience, rate, share, fmr, population,
                seed,
            strict, keep, cache, checkpoint, report, onnx,
        };
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command);
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Run(terminal, new Settings(
            parsed.GetValue(data)!.FullName,
            parsed.GetValue(groups)?.FullName,
            parsed.GetValue(general)?.FullName,
            parsed.GetValue(most),
            new FaceTrainingOptions
            {
                Pipeline = new FacePipelineOptions { Recognition = recognition.Read(parsed), SkipUnreadable = true },
                Population = parsed.GetValue(population) ?? parsed.GetValue(data)!.Name,
                Loss = parsed.GetValue(loss) is { } named and not Auto ? named : null,
                Search = new HeadSearchOptions { Budget = TimeSpan.FromMinutes(parsed.GetValue(minutes)) },
                Training = new MetricHeadOptions
                {
                    Epochs = parsed.GetValue(epochs),
                    LearningRate = parsed.GetValue(rate),
                    EarlyStopping = parsed.GetValue(patience) == 0 ? null : new EarlyStopping { Patience = parsed.GetValue(patience) },
                },
                TestShare = parsed.GetValue(share),
                MaxFalseMatchRate = parsed.GetValue(fmr),
                RefuseSingles = parsed.GetValue(strict),
                KeepAnyway = parsed.GetValue(keep),
                KeepGeneral = parsed.GetValue(keepGeneral) || parsed.GetValue(general) is not null,
                MaxGeneralLoss = parsed.GetValue(generalLoss),
                Seed = parsed.GetValue(seed),
            },
            parsed.GetValue(cache)?.FullName ?? UserData.Folder("vectors"),
            parsed.GetValue(checkpoint)?.FullName ?? parsed.GetValue(output)!.FullName + ".checkpoint",
            parsed.GetValue(output)!.FullName,
            parsed.GetValue(onnx)?.FullName,
            parsed.GetValue(report)?.FullName), cancellationToken)));
        return command;
    }

    private static int Run(ToolTerminal terminal, Settings settings, CancellationToken cancellationToken)
    {
        var ml = new MLContext(seed: settings.Training.Seed);
        IReadOnlyList<PersonImages> people = settings.Groups is { } file ? IdentityFile.Read(file) : PersonFolders.Read(settings.Folder);
        int most = settings.MostImages == 0 ? int.MaxValue : settings.MostImages;
        using TransformerChain<FaceEmbeddingTransformer> embedder =
            ml.Faces.EmbeddingPipeline(settings.Training.Pipeline).Fit(ml.Data.LoadFromEnumerable(Array.Empty<FaceSource>()));
        var cache = new EmbeddingCache(settings.Cache, settings.Training.Pipeline.Recognition);
        TrainingFaces found = Embed(people, settings.Folder);
        if (settings.General is { } folder)
        {
            IReadOnlyList<TrainingFace> general = Embed(PersonFolders.Read(folder), folder).Faces;
            Dictionary<string, int> numbers = general.Select(f => f.Identity).Distinct(StringComparer.Ordinal).Index()
                .ToDictionary(p => p.Item, p => p.Index, StringComparer.Ordinal);
            settings = settings with
            {
                Training = settings.Training with
                {
                    General = EmbeddingSet.FromVectors(
                        [.. general.Select(f => f.Embedding)], [.. general.Select(f => numbers[f.Identity])]),
                },
            };
        }

        FaceTrainingResult result = Learn(terminal, ml, settings, found.Faces, cancellationToken);
        Finish(terminal, settings, ml, found, result);
        File.Delete(settings.Checkpoint);
        return ExitCode.Success;

        TrainingFaces Embed(IReadOnlyList<PersonImages> some, string root)
        {
            (string Path, string Identity)[] images =
                [.. some.SelectMany(p => p.Images.Take(most).Select(i => (Path.Combine(root, i), p.Identity)))];
            TrainingFaces? faces = null;
            ToolProgress.Count(terminal, $"Embedding {images.Length:N0} images", images.Length, progress =>
                faces = TrainingFaces.Read(ml, embedder, images, cache, progress, cancellationToken));
            return faces!;
        }
    }

    private static FaceTrainingResult Learn(
        ToolTerminal terminal, MLContext ml, Settings settings, IReadOnlyList<TrainingFace> faces, CancellationToken cancellationToken)
    {
        float[][] embeddings = [.. faces.Select(f => f.Embedding)];
        string[] identities = [.. faces.Select(f => f.Identity)];
        FaceTrainingResult Run(bool resume)
        {
            FaceTrainingOptions options = settings.Training.Loss is null
                ? settings.Training
                : settings.Training with { Run = new TrainingRun { CheckpointPath = settings.Checkpoint, Resume = resume } };
            FaceTrainingResult? result = null;
            ToolProgress.Count(terminal, "Learning", HeadSearch.Losses.Count + 2, progress =>
            {
                int done = 0;
                result = FaceTraining.Run(ml, embeddings, identities, options,
                    new ToolProgress.Watch<HeadCandidate>(_ => progress.Report(++done)), cancellationToken);
            });
            return result!;
        }

        if (settings.Training.Loss is null || !File.Exists(settings.Checkpoint))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(settings.Checkpoint)!);
            return Run(resume: false);
        }

        try
        {
            terminal.Remark($"{settings.Checkpoint} holds a run that was stopped: it goes on from there.");
            return Run(resume: true);
        }
        catch (CheckpointException e)
        {
            terminal.Remark($"{e.Message} It begins anew.");
            return Run(resume: false);
        }
    }

    private static void Finish(ToolTerminal terminal, Settings settings, MLContext ml, TrainingFaces found, FaceTrainingResult result)
    {
        if (result.Singles > 0)
        {
            terminal.Remark($"{result.Singles:N0} people have a single usable image and were left out (--strict refuses them).");
        }

        Grid grid = ToolGrid.Create();
        grid.Line("images", FormattableString.Invariant(
            $"{found.Faces.Count:N0} with a face, {found.WithoutFace:N0} without; {found.Computed:N0} embeddings computed, the rest from the cache"));
        grid.Line("learned from", FormattableString.Invariant($"{result.Learned.Images:N0} images of {result.Learned.People:N0} people"));
        foreach (HeadCandidate candidate in result.Candidates)
        {
            string rate = double.IsNaN(candidate.TrueMatchRate)
                ? "too few people to compare"
                : candidate.TrueMatchRate.ToString("F4", CultureInfo.InvariantCulture);
            grid.Line("  " + candidate.Name,
                FormattableString.Invariant(
                $"{rate} in {candidate.Elapsed.TotalSeconds:F1} s{(candidate.Name == result.Chosen ? "  ← chosen" : "")}"));
        }

        if (settings.Training.KeepGeneral)
        {
            string weight = FormattableString.Invariant($"the head at a weight of {result.Weight} beside the embeddings as they came");
            grid.Line("general people", result.GeneralChange is { } change
                ? $"EER {Text(change)}; {weight}"
                : $"{weight}; not measured (--general DIR measures on such people)");
        }

        grid.Line("measured on",
            FormattableString.Invariant($"{result.Measured.Images:N0} images of {result.Measured.People:N0} other people"));
        foreach (PairedDifference line in result.Report?.Gain.Differences
            .Where(d => d.Figure is "EER" || d.Figure.StartsWith("TAR", StringComparison.Ordinal)) ?? [])
        {
            grid.Line(line.Figure, Text(line));
        }

        bool dropped = result is { IsKept: false, Report: not null };
        grid.Line("verdict", result.Verdict + (dropped ? " (--keep-anyway keeps what was learned)" : ""));
        FaceThresholdTransformer? threshold = result.Pipeline.Threshold;
        if (result.Pipeline.Refusal is { } refusal)
        {
            terminal.Remark(refusal);
        }

        grid.Line("promise", threshold?.Promise.ToSentence()
            ?? "none: these people support none of the rates; 'faceml calibrate' fits a threshold to labeled pairs");
        using TransformerChain<ITransformer> model = result.Pipeline.Model;
        ml.Faces.Save((ITransformer)model, result.Pipeline.InputSchema, settings.Output, new SaveOptions
        {
            Title = result.IsKept ? "Face verification, trained" : "Face verification",
            FittedOn = FittedOn(settings.Training, result),
            Figures = result.IsKept ? [new SavedFigure($"{FaceTraining.Figure} on {result.Measured.Images:N0} images of people held out",
                Text(FaceTraining.Deciding(result.Report!.Gain)),
                $"faceml train --loss {settings.Training.Loss ?? Auto} --seed {settings.Training.Seed}")] : [],
        });
        grid.Line("written", settings.Output);
        if (settings.Report is { } page && result.Report is not null)
        {
            using var file = new PendingFile(page);
            file.Text.Write(TrainingReportHtml.Write(result.Report));
            file.Commit();
            grid.Line("report", page);
        }

        terminal.Rich.Write(grid);
        if (settings.Onnx is { } onnx && result.IsKept)
        {
            ExportCommand.Write(terminal, model, null, onnx);
        }
        else if (settings.Onnx is not null)
        {
            terminal.Remark("No ONNX file was written: no head was kept.");
        }
    }

    private static string FittedOn(FaceTrainingOptions options, FaceTrainingResult result)
    {
        string learned = result.IsKept
            ? FormattableString.Invariant(
                $"{options.Population}: {result.Learned.Images:N0} images of {result.Learned.People:N0} people, '{result.Chosen}', seed {options.Seed}")
            : "Nothing: the networks as they came";
        return result.Pipeline.Threshold is null
            ? learned + "."
            : FormattableString.Invariant(
                $"{learned}. Threshold: {result.Measured.Images:N0} images of {result.Measured.People:N0} other people.");
    }

    private static string Text(PairedDifference line) => string.Create(CultureInfo.InvariantCulture,
        $"{line.First:F4} before, {line.Second:F4} after; difference {line.Difference.Value:+0.0000;−0.0000} "
            + $"({line.Difference.Confidence:P0} interval {line.Difference.Low:+0.0000;−0.0000;0} to "
            + $"{line.Difference.High:+0.0000;−0.0000;0})");
}
