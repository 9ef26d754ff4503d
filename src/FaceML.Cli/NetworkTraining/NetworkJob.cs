using FaceML.Augmentation;
using FaceML.Embedding;
using FaceML.Evaluation;
using FaceML.Evaluation.Protocols;
using FaceML.Training;
using FaceML.Training.Data;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary>
/// What all commands that train a network do with it afterwards: measure it on people it never saw, write it with its card, say what it
/// came to.
/// </summary>
internal sealed class NetworkJob(ToolTerminal terminal, FaceTrainedNetwork trained, string? report, string command)
{
    private sealed class VectorRow
    {
        public float[] Embedding { get; set; } = [];
    }

    /// <summary>Splits people into those to learn from and those to measure on.</summary>
    public static (FolderFace[] Learn, FolderFace[] Test) Split(IReadOnlyList<FolderFace> faces, double testShare, int seed)
    {
        int people = faces.Select(f => f.Identity).Distinct().Count();
        if (people < 4)
        {
            throw new ToolException($"There are {people} people; learning from some and measuring on others needs at least four.");
        }

        (int[] learn, int[] test) =
            IdentitySplit.Split([.. faces.Select(f => f.Identity)], Math.Clamp(testShare, 2.0 / people, 1 - 2.0 / people), seed);
        return ([.. learn.Select(i => faces[i])], [.. test.Select(i => faces[i])]);
    }

    /// <summary>Trains, while the terminal says so.</summary>
    public static FaceEmbeddingTransformer Learn(
        ToolTerminal terminal, MLContext ml, FaceNetworkOptions options, IDataView faces, CancellationToken cancellationToken) =>
        ToolProgress.Wait(terminal, "Learning", () => ml.Faces.Trainers.FineTuneNetwork(options).Fit(faces), cancellationToken);

    /// <summary>The vectors that a stage makes of faces, people numbered in order of appearance.</summary>
    public static EmbeddingSet Vectors(MLContext ml, ITransformer stage, IReadOnlyList<FolderFace> faces)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        float[][] vectors = [.. ml.Data.CreateEnumerable<VectorRow>(
            stage.Transform(ml.Data.LoadFromEnumerable(faces)), reuseRowObject: false).Select(r => r.Embedding)];
        return EmbeddingSet.FromVectors(vectors, [.. faces.Select(f =>
        {
            numbers.TryAdd(f.Identity, numbers.Count);
            return numbers[f.Identity];
        })]);
    }

    /// <summary>Faces as a shift makes them.</summary>
    public static FolderFace[] Shifted(IReadOnlyList<FolderFace> faces, FaceAugmentationOptions shift)
    {
        var change = new FaceAugmentation(shift);
        return [.. faces.AsParallel().AsOrdered()
            .Select(f => new FolderFace { AlignedFace = change.Apply(f.AlignedFace!), Identity = f.Identity })];
    }

    /// <summary>Writes network, card and page, and says what it came to.</summary>
    /// <param name="output">The network's file.</param>
    /// <param name="found">The images.</param>
    /// <param name="comparisons">What was measured; the first decides.</param>
    /// <param name="what">What was done, in a sentence.</param>
    public int Finish(string output, AlignedFaceFolder found, IReadOnlyList<FaceNetworkComparison> comparisons, string what)
    {
        Grid grid = ToolGrid.Create();
        grid.Line("images", string.Create(CultureInfo.InvariantCulture,
            $"{found.Faces.Count:N0} with a usable face, {found.WithoutFace:N0} without; {found.Computed:N0} aligned now, "
                + $"the rest from the cache"));
        grid.Line("learned", $"{trained.Card.Lineage!.Data}; {trained.Card.Lineage.Method}");
        if (trained.Head is { } head)
        {
            grid.Line("head", string.Create(CultureInfo.InvariantCulture,
                $"in closed form, shrinkage {head.Shrinkage}; cross-validated true match rate {head.Validation:F4}, "
                    + $"{head.InitialValidation:F4} without"));
        }

        if (trained.Interpolation.SingleOrDefault(p => p.Coefficient == trained.Summary.MixingCoefficient) is { } mixed)
        {
            var (before, unmixed) = (trained.Interpolation[0], trained.Interpolation[^1]);
            grid.Line("mixed", string.Create(CultureInfo.InvariantCulture,
                $"{mixed.Coefficient} of the weights learned, the rest as they came; on people held out true match rate "
                    + $"{mixed.Validation:F4}, equal error rate on images as they are {1 - mixed.Retained:F4}; {before.Validation:F4} and "
                    + $"{1 - before.Retained:F4} before, {unmixed.Validation:F4} and {1 - unmixed.Retained:F4} unmixed"));
        }

        foreach (FaceNetworkComparison comparison in comparisons)
        {
            foreach (PairedDifference line in comparison.Gain.ErrorRates)
            {
                grid.Line($"{comparison.Name}, {line.Figure}", Text(comparison, line));
            }
        }

        string verdict = comparisons.Count == 0 ? what
            : (trained.Summary.BestEpoch == 0 || trained.Summary.MixingCoefficient == 0) && trained.Card.Lineage.Parent is { } parent
                ? NothingBetter(parent)
            : Verdict(comparisons[0]);
        grid.Line("verdict", verdict);
        MeasuredFigure[] figures = [.. comparisons.SelectMany(Figures)];
        trained.SaveHeld(output, figures);
        grid.Line("written", $"{output}, {Path.ChangeExtension(output, ".json")}");
        if (report is not null)
        {
            PendingText.Write(report, new FaceNetworkReport
            {
                Title = trained.Card.Name,
                MetricName = comparisons.Count == 0 ? "correlation with the teacher" : "true match rate",
                Description = $"{what}. {trained.Card.Lineage.Data}; {trained.Card.Lineage.Method}.",
                Verdict = verdict,
                Epochs = trained.Epochs,
                InitialValidation = trained.Summary.InitialValidation,
                BestEpoch = trained.Summary.BestEpoch,
                Interpolation = trained.Interpolation,
                MixingCoefficient = trained.Summary.MixingCoefficient,
                Comparisons = comparisons,
            }.ToHtml());
            grid.Line("report", report);
        }

        terminal.Rich.Write(grid);
        return ExitCode.Success;
    }

    private string NothingBetter(string parent)
    {
        string what = trained.Summary.BestEpoch == 0 ? "no epoch" : "no mixture";
        string written = trained.Head is null ? $"{parent} as it came" : $"{parent} with the head alone behind it";
        return $"{what} was better on people held out: the network written is {written}";
    }

    private static string Verdict(FaceNetworkComparison comparison)
    {
        PairedDifference deciding = FaceTraining.Deciding(comparison.Gain);
        return deciding.Difference.Low > 0 ? $"people never seen are told apart better than by {comparison.BeforeName} ({deciding.Figure})"
            : deciding.Difference.High < 0 ? $"people never seen are told apart worse than by {comparison.BeforeName} ({deciding.Figure})"
            : $"the gain over {comparison.BeforeName} is not separable from zero ({deciding.Figure})";
    }

    private IEnumerable<MeasuredFigure> Figures(FaceNetworkComparison comparison)
    {
        foreach (PairedDifference line in comparison.Gain.ErrorRates)
        {
            string where = $"{line.Figure}, {comparison.Name}, people not trained on";
            yield return new MeasuredFigure { What = $"{where}: {comparison.BeforeName}", Value = line.First, Command = command };
            yield return new MeasuredFigure { What = $"{where}: this network", Value = line.Second, Command = command };
            yield return new MeasuredFigure
            {
                What = string.Create(CultureInfo.InvariantCulture,
                    $"{where}: difference, {line.Difference.Confidence:P0} interval {line.Difference.Low:F4} to {line.Difference.High:F4}"),
                Value = line.Difference.Value,
                Command = command,
            };
        }
    }

    private static string Text(FaceNetworkComparison comparison, PairedDifference line) => string.Create(CultureInfo.InvariantCulture,
        $"{line.First:F4} {comparison.BeforeName}, {line.Second:F4} {comparison.AfterName}; difference "
            + $"{line.Difference.Value:+0.0000;−0.0000} ({line.Difference.Confidence:P0} interval "
            + $"{line.Difference.Low:+0.0000;−0.0000;0} to {line.Difference.High:+0.0000;−0.0000;0})");
}
