using FaceML.Data;
using FaceML.Embedding;
using FaceML.Evaluation;
using FaceML.Evaluation.Protocols;
using FaceML.Saving;
using FaceML.Training;
using FaceML.Training.Data;
using FaceML.Training.Heads;
using Microsoft.ML.Data;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary>A run of <c>faceml train</c>: embeddings, learning, files.</summary>
internal static class TrainJob
{
    public static int Run(ToolTerminal terminal, TrainSettings settings, CancellationToken cancellationToken)
    {
        var ml = new MLContext(seed: settings.Training.Seed);
        IReadOnlyList<PersonImages> people = settings.Groups is { } file ? IdentityFile.Read(file) : PersonFolders.Read(settings.Folder);
        int most = settings.MostImages == 0 ? int.MaxValue : settings.MostImages;
        FacePipelineOptions pipeline = settings.Training.Pipeline;
        var plain = new EmbeddingCache(settings.Cache, pipeline.Recognition);
        TrainingFaces found = settings.Shift is { } shift
            ? Embed(people, settings.Folder, ml.Faces.EmbeddingPipeline(pipeline, shift),
                [plain, new EmbeddingCache(settings.Cache, pipeline.Recognition, shift)])
            : Embed(people, settings.Folder, ml.Faces.EmbeddingPipeline(pipeline), [plain]);
        if (settings.General is { } folder)
        {
            IReadOnlyList<TrainingFace> general =
                Embed(PersonFolders.Read(folder), folder, ml.Faces.EmbeddingPipeline(pipeline), [plain]).Faces;
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

        TrainingFaces Embed(
            IReadOnlyList<PersonImages> some, string root, EstimatorChain<FaceEmbeddingTransformer> chain, EmbeddingCache[] caches)
        {
            using TransformerChain<FaceEmbeddingTransformer> embedder =
                chain.Fit(ml.Data.LoadFromEnumerable(Array.Empty<FaceSource>()));
            (string Path, string Identity)[] images =
                [.. some.SelectMany(p => p.Images.Take(most).Select(i => (Path.Combine(root, i), p.Identity)))];
            return ToolProgress.Count(terminal, $"Embedding {images.Length:N0} images", images.Length, progress =>
                TrainingFaces.Read(ml, embedder, images, caches, progress, cancellationToken));
        }
    }

    private static FaceTrainingResult Learn(
        ToolTerminal terminal, MLContext ml, TrainSettings settings, IReadOnlyList<TrainingFace> faces, CancellationToken cancellationToken)
    {
        float[][] embeddings = [.. faces.Select(f => f.Embedding)];
        string[] identities = [.. faces.Select(f => f.Identity)];
        if (settings.Shift is not null)
        {
            settings = settings with { Training = settings.Training with { Shifted = [.. faces.Select(f => f.ShiftedEmbedding)] } };
        }

        FaceTrainingResult Run(bool resume)
        {
            FaceTrainingOptions options = settings.Training.Loss is null
                ? settings.Training
                : settings.Training with { Run = new TrainingRun { CheckpointPath = settings.Checkpoint, Resume = resume } };
            return ToolProgress.Count(terminal, "Learning", HeadSearch.Losses.Count + 2, progress =>
            {
                int done = 0;
                return FaceTraining.Run(ml, embeddings, identities, options,
                    new ToolProgress.Watch<HeadCandidate>(_ => progress.Report(++done)), cancellationToken);
            });
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

    private static void Finish(ToolTerminal terminal, TrainSettings settings, MLContext ml, TrainingFaces found, FaceTrainingResult result)
    {
        Grid grid = TrainView.Describe(terminal, found, result, settings.Training.KeepGeneral);
        using TransformerChain<ITransformer> model = result.Model;
        ml.Faces.Save((ITransformer)model, result.InputSchema, settings.Output, new SaveOptions
        {
            Title = result.IsKept ? "Face verification, trained" : "Face verification",
            FittedOn = FittedOn(settings.Training, result),
            Figures = result.IsKept ? [Figure(settings.Training, result)] : [],
        });
        grid.Line("written", settings.Output);
        if (settings.Report is { } page && result.ToHtml() is { } html)
        {
            PendingText.Write(page, html);
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

    private static SavedFigure Figure(FaceTrainingOptions options, FaceTrainingResult result)
    {
        PairedDifference deciding = FaceTraining.Deciding(result.Gain!);
        string what = FormattableString.Invariant($"{deciding.Figure} on {result.Measured.Images:N0} images of people held out");
        return new SavedFigure(what, TrainView.Text(deciding),
            $"faceml train --loss {options.Loss ?? TrainOptions.Auto} --seed {options.Seed}");
    }

    private static string FittedOn(FaceTrainingOptions options, FaceTrainingResult result)
    {
        string learned = result.IsKept
            ? string.Create(CultureInfo.InvariantCulture,
                $"{options.Population}: {result.Learned.Images:N0} images of {result.Learned.People:N0} people, '{result.Chosen}', "
                    + $"seed {options.Seed}")
            : "Nothing: the networks as they came";
        return result.Threshold is null
            ? learned + "."
            : FormattableString.Invariant(
                $"{learned}. Threshold: {result.Measured.Images:N0} images of {result.Measured.People:N0} other people.");
    }
}
