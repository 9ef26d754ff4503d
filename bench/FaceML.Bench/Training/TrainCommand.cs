using System.CommandLine;
using System.Globalization;
using FaceML.Bench.Reports;
using FaceML.Evaluation;
using FaceML.Training;
using FaceML.Training.Data;
using FaceML.Training.Heads;
using FaceML.Training.Losses;
using FaceML.Training.Optimization;
using Microsoft.ML;

namespace FaceML.Bench.Training;

/// <summary>
/// <c>train</c>: does a head learnt on one half of the people help the other half? On LFW's faces reduced to a few pixels and
/// back, where the frozen network is weak, and on the same faces as they are, where it is not; with every loss.
/// </summary>
internal static class TrainCommand
{
    private sealed class Row
    {
        public float[] Embedding { get; set; } = [];

        public string Identity { get; set; } = "";
    }

    public static Command Create()
    {
        Option<int> people = new("--people") { Description = "People at most, in ordinal order.", DefaultValueFactory = _ => int.MaxValue };
        Option<int> fewest = new("--fewest") { Description = "Pictures that a person must have.", DefaultValueFactory = _ => 2 };
        Option<int> most = new("--most") { Description = "Pictures of a person at most.", DefaultValueFactory = _ => 20 };
        Option<int> side = new("--side") { Description = "The pixels across and down that chips are reduced to and enlarged from.", DefaultValueFactory = _ => 24 };
        Option<int> epochs = new("--epochs") { Description = "Epochs at most.", DefaultValueFactory = _ => 30 };
        Option<double> rate = new("--learning-rate") { Description = "The learning rate.", DefaultValueFactory = _ => 1e-3 };
        Option<int> replicates = new("--replicates") { Description = "Resamples of the intervals.", DefaultValueFactory = _ => 500 };
        Option<FileInfo?> json = new("--json") { Description = "Write the figures to this file too." };
        Command command = new("train", "What a head learnt on half of LFW's people does for the other half.") { people, fewest, most, side, epochs, rate, replicates, json };
        command.SetAction(parsed => Run(parsed.GetValue(people), parsed.GetValue(fewest), parsed.GetValue(most), parsed.GetValue(side), parsed.GetValue(epochs), parsed.GetValue(rate), parsed.GetValue(replicates), parsed.GetValue(json)));
        return command;
    }

    private static void Run(int people, int fewest, int most, int side, int epochs, double rate, int replicates, FileInfo? json)
    {
        foreach (FaceShift shift in FaceShift.All)
        {
            EmbeddingSet vectors = ShiftedVectors.Load(shift);
            (EmbeddingSet half, _) = TrainingSplit.ByIdentity(vectors, 0.5, seed: 1);
            Console.WriteLine($"{shift.Name}: {vectors.Count} {VerificationMetric.TrueMatchRate(half, 1e-3)}");
        }

        EmbeddingSet plain = ShiftedVectors.Load(FaceShift.Plain), shifted = plain;
        if (people > 0) { return; }

        Report report = new($"Trained heads, {plain.Count} pictures of {plain.ByIdentity().Count} people, learning rate {Text(rate)}", "faces", "loss", "loss of the first epoch", "of the last", "epochs", "kept", "TAR@1e-3 before", "after", "difference, 95 % interval", "s an epoch");
        foreach ((string faces, EmbeddingSet set) in ((string, EmbeddingSet)[])[($"{side}×{side} and back", shifted), ("as they are", plain)])
        {
            (EmbeddingSet learn, EmbeddingSet test) = TrainingSplit.ByIdentity(set, 0.5, seed: 1);
            foreach ((string name, LossOptions loss) in HeadLosses.All)
            {
                FaceMetricHeadTransformer head = Fit(learn, loss, epochs, rate);
                PairedDifference gain = HeldOutPairs.Compare(test, head.Head.Transform(test), new EvaluationOptions { Replicates = replicates, FalseMatchRates = [1e-3] }).Differences.Single(d => d.Figure == "TAR@FAR=0.001");
                report.Add(faces, name, Text(head.Epochs[0].Loss), Text(head.Epochs[^1].Loss), head.Epochs.Count, head.Summary.BestEpoch, Text(gain.First), Text(gain.Second),
                    $"{Text(gain.Difference.Value)} [{Text(gain.Difference.Low)}, {Text(gain.Difference.High)}]{(gain.IsSeparable ? "" : ", not separable")}", Text(head.Epochs.Average(e => e.Elapsed.TotalSeconds)));
                Console.Error.WriteLine($"{faces}, {name}: done");
            }
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    private static FaceMetricHeadTransformer Fit(EmbeddingSet learn, LossOptions loss, int epochs, double rate)
    {
        var ml = new MLContext(seed: 1);
        IDataView rows = ml.Data.LoadFromEnumerable(Enumerable.Range(0, learn.Count)
            .Select(i => new Row { Embedding = learn.Row(i).ToArray(), Identity = learn.Labels[i].ToString(CultureInfo.InvariantCulture) }).ToArray());
        return ml.Faces.Trainers.MetricHead(new FaceMetricHeadOptions
        {
            Training = new MetricHeadOptions { Loss = loss, Epochs = epochs, LearningRate = rate, EarlyStopping = new EarlyStopping() },
        }).Fit(rows);
    }

    private static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
