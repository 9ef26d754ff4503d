using FaceML.Training.Heads;

namespace FaceML.Bench.Training;

/// <summary>
/// <c>train-augmented</c>: a head that learns from each face twice, as it is and degraded, beside one that learns from the faces as they
/// are: what it does for degraded faces of people it has not seen, and what it costs on good ones.
/// </summary>
internal static class TrainAugmentedCommand
{
    public static Command Create()
    {
        Setting<string> shift = new("--shift", "degradations", "How each face is changed.");
        shift.AcceptOnlyFromAmong([.. FaceShift.All.Where(s => s != FaceShift.Plain).Select(s => s.Name)]);
        Setting<int> seed = new("--seed", 1, "Decides who learns and who is measured on.");
        Setting<int> replicates = new("--replicates", 500, "Resamples of the intervals.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("train-augmented", "Heads that learn from faces as they are and degraded.") { shift, seed, replicates, json };
        command.SetAction(parsed => Run(
            FaceShift.Find(parsed.GetValue(shift)!), parsed.GetValue(seed), parsed.GetValue(replicates), parsed.GetValue(json)));
        return command;
    }

    private static void Run(FaceShift shift, int seed, int replicates, FileInfo? json)
    {
        // The same people are on the same rows, whatever the shift.
        (EmbeddingSet learn, EmbeddingSet test) = TrainingSplit.ByIdentity(ShiftedVectors.Load(FaceShift.Plain), 0.5, seed);
        (EmbeddingSet changed, EmbeddingSet changedTest) = TrainingSplit.ByIdentity(ShiftedVectors.Load(shift), 0.5, seed);
        Report report = new(
            $"Linear discriminants of half of LFW's people ({learn.ByIdentity().Count}, {learn.Count} images), measured on the other half",
            "learned from", "measured on", "TAR@1e-3 before", "after", "difference, 95 % interval");
        foreach ((string name, EmbeddingSet set) in (ReadOnlySpan<(string, EmbeddingSet)>)[
            ("faces as they are", learn), ("changed faces", changed), ("both", Both(learn, changed))])
        {
            MetricHead head = LinearDiscriminant.Fit(set).Head;
            foreach ((string measured, EmbeddingSet on) in (ReadOnlySpan<(string, EmbeddingSet)>)[
                ("faces as they are", test), (shift.Description, changedTest), ("both", Both(test, changedTest))])
            {
                PairedDifference gain = HeldOutPairs.Compare(
                    on, head.Transform(on), new EvaluationOptions { Replicates = replicates, FalseMatchRates = [1e-3] })
                    .TrueMatchRateAt(1e-3);
                report.Add(name, measured, Text(gain.First), Text(gain.Second),
                    $"{Text(gain.Difference.Value)} [{Text(gain.Difference.Low)}, {Text(gain.Difference.High)}]"
                        + (gain.IsSeparable ? "" : ", not separable"));
            }
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    private static EmbeddingSet Both(EmbeddingSet one, EmbeddingSet other) =>
        new([.. one.Values, .. other.Values], [.. one.Labels, .. other.Labels], one.Length);

    private static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
