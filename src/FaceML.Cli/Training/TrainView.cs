using FaceML.Calibration;
using FaceML.Evaluation;
using FaceML.Training;
using FaceML.Training.Heads;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary>A training for a person: what was compared, what was gained, what is promised.</summary>
internal static class TrainView
{
    /// <summary>The figures of a training, to be shown when its files are written; remarks at once.</summary>
    public static Grid Describe(ToolTerminal terminal, TrainingFaces found, FaceTrainingResult result, bool keepGeneral)
    {
        if (result.Singles > 0)
        {
            terminal.Remark($"{result.Singles:N0} people have a single usable image and were left out (--strict refuses them).");
        }

        Grid grid = ToolGrid.Create();
        grid.Line("images", string.Create(CultureInfo.InvariantCulture,
            $"{found.Faces.Count:N0} with a face, {found.WithoutFace:N0} without; {found.Computed:N0} embeddings computed, "
                + $"the rest from the cache"));
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

        if (keepGeneral)
        {
            string weight = FormattableString.Invariant($"the head at a weight of {result.Weight} beside the embeddings as they came");
            grid.Line("general people", result.GeneralChange is { } change
                ? $"EER {Text(change)}; {weight}"
                : $"{weight}; not measured (--general DIR measures on such people)");
        }

        grid.Line("measured on",
            FormattableString.Invariant($"{result.Measured.Images:N0} images of {result.Measured.People:N0} other people"));
        foreach (PairedDifference line in result.Gain?.ErrorRates ?? [])
        {
            grid.Line(line.Figure, Text(line));
        }

        foreach (PairedDifference line in result.UnshiftedGain?.ErrorRates ?? [])
        {
            grid.Line($"images as they are, {line.Figure}", Text(line));
        }

        bool dropped = result is { IsKept: false, Report: not null };
        grid.Line("verdict", result.Verdict + (dropped ? " (--keep-anyway keeps what was learned)" : ""));
        FaceThresholdTransformer? threshold = result.Threshold;
        if (result.Refusal is { } refusal)
        {
            terminal.Remark(refusal);
        }

        grid.Line("promise", threshold?.Promise.ToSentence()
            ?? "none: these people support none of the rates; 'faceml calibrate' fits a threshold to labeled pairs");
        return grid;
    }

    /// <summary>A figure before and after, with the interval of the difference.</summary>
    public static string Text(PairedDifference line) => string.Create(CultureInfo.InvariantCulture,
        $"{line.First:F4} before, {line.Second:F4} after; difference {line.Difference.Value:+0.0000;−0.0000} "
            + $"({line.Difference.Confidence:P0} interval {line.Difference.Low:+0.0000;−0.0000;0} to "
            + $"{line.Difference.High:+0.0000;−0.0000;0})");
}
