using FaceML.Calibration;
using FaceML.Clustering;
using FaceML.Training.Losses;

namespace FaceML.Bench.Training;

/// <summary>
/// <c>train</c>: does a head learned on one half of LFW's people help the other half? On faces shifted to where the frozen network is weak,
/// and on the same faces as they are, where it is not; with every loss.
/// </summary>
internal static class TrainCommand
{
    private sealed class Row
    {
        public float[] Embedding { get; set; } = [];

        public string Identity { get; set; } = "";

        public string Cluster { get; set; } = "";
    }

    public static Command Create()
    {
        Option<string[]> shifts = new("--shifts")
        {
            Description = "How the faces differ from what the network was trained on.",
            DefaultValueFactory = _ => ["pixels-24", "plain"],
            AllowMultipleArgumentsPerToken = true,
        };
        shifts.AcceptOnlyFromAmong([.. FaceShift.All.Select(s => s.Name)]);
        Option<string[]> losses = new("--losses")
        {
            Description = "What is made small; all when left out.",
            DefaultValueFactory = _ => [.. HeadLosses.All.Select(l => l.Name)],
            AllowMultipleArgumentsPerToken = true,
        };
        losses.AcceptOnlyFromAmong([.. HeadLosses.All.Select(l => l.Name)]);
        Option<bool> clusters = new("--clusters")
        {
            Description = "Learn without being told who is who: from groups found among the faces as they are, at the shipped "
                + "calibration's threshold.",
        };
        Setting<int> seed = new("--seed", 1, "Decides who learns and who is measured on.");
        Setting<int> replicates = new("--replicates", 500, "Resamples of the intervals.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("train", "What a head learned on half of LFW's people does for the other half.") { shifts, losses, clusters,
            seed, replicates, json };
        command.SetAction(parsed =>
            Run(parsed.GetValue(shifts)!, parsed.GetValue(losses)!, parsed.GetValue(clusters), parsed.GetValue(seed),
            parsed.GetValue(replicates), parsed.GetValue(json)));
        return command;
    }

    private static void Run(string[] shifts, string[] losses, bool clusters, int seed, int replicates, FileInfo? json)
    {
        Report report = new($"Heads learned on half of LFW's people (split {seed})", "faces", "loss", "loss of the first epoch",
            "of the last", "epochs", "kept", "TAR@1e-3 before", "after", "difference, 95 % interval");
        Func<int, string>? groups = clusters
            ? Groups(TrainingSplit.ByIdentity(ShiftedVectors.Load(FaceShift.Plain), 0.5, seed).First)
            : null;
        foreach (FaceShift shift in shifts.Select(FaceShift.Find))
        {
            (EmbeddingSet learn, EmbeddingSet test) = TrainingSplit.ByIdentity(ShiftedVectors.Load(shift), 0.5, seed);
            Console.Error.WriteLine(
                $"{shift.Description}: {learn.Count} images of {learn.ByIdentity().Count} people to learn from, {test.Count} of "
                    + $"{test.ByIdentity().Count} to measure on");
            foreach ((string name, LossOptions loss) in HeadLosses.All.Where(l => losses.Contains(l.Name)))
            {
                FaceMetricHeadTransformer head = Fit(learn, loss, groups ?? (i => learn.Labels[i].ToString(CultureInfo.InvariantCulture)));
                PairedDifference gain = HeldOutPairs.Compare(test, head.Head.Transform(test),
                    new EvaluationOptions { Replicates = replicates, FalseMatchRates = [1e-3] })
                    .TrueMatchRateAt(1e-3);
                report.Add(shift.Description, name, Text(head.Epochs[0].Loss), Text(head.Epochs[^1].Loss), head.Epochs.Count,
                    head.Summary.BestEpoch, Text(gain.First), Text(gain.Second),
                    $"{Text(gain.Difference.Value)} [{Text(gain.Difference.Low)}, "
                        + $"{Text(gain.Difference.High)}]{(gain.IsSeparable ? "" : ", not separable")}");
                Console.Error.WriteLine($"{shift.Name}, {name}: {Text(gain.First)} → {Text(gain.Second)}");
            }
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    // As a user gets it: nothing but the loss is chosen.
    private static FaceMetricHeadTransformer Fit(EmbeddingSet learn, LossOptions loss, Func<int, string> identity)
    {
        var ml = new MLContext(seed: 1);
        IDataView rows = ml.Data.LoadFromEnumerable(Enumerable.Range(0, learn.Count)
            .Select(i => new Row { Embedding = learn.Row(i).ToArray(), Identity = identity(i) }).ToArray());
        var options = new FaceMetricHeadOptions();
        options.Training = options.Training with { Loss = loss };
        return ml.Faces.Trainers.MetricHead(options).Fit(rows);
    }

    // The same people are on the same rows, whatever the shift.
    private static Func<int, string> Groups(EmbeddingSet plain)
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        RecipeCalibration calibration = RecipeCalibration.For(recognizer)!;
        var ml = new MLContext(seed: 1);
        IDataView faces = ml.Data.LoadFromEnumerable(Enumerable.Range(0, plain.Count)
            .Select(i => new Row { Embedding = plain.Row(i).ToArray() }).ToArray());
        var model = (FaceClusterTransformer)ml.Faces.Cluster(new FaceClusterOptions
        {
            Threshold = calibration.At(1e-5).Threshold,
            QualityModel = calibration.Quality,
            MinimumSize = 2,
        }).Fit(faces);
        string[] found = [.. ml.Data.CreateEnumerable<Row>(model.Transform(faces), reuseRowObject: false).Select(r => r.Cluster)];
        Console.Error.WriteLine($"{found.Count(f => f.Length > 0)} of {found.Length} images are in {model.ClusterCount} groups");
        return i => found[i];
    }

    private static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
