using System.CommandLine;
using System.Globalization;
using FaceML.Bench.Lfw;
using FaceML.Bench.Reports;
using FaceML.Evaluation;
using FaceML.Imaging;
using FaceML.Onnx;
using FaceML.Training;
using FaceML.Training.Algebra;
using FaceML.Training.Data;
using FaceML.Training.Gradients;
using FaceML.Training.Heads;
using FaceML.Training.Losses;
using FaceML.Training.Mining;
using FaceML.Training.Networks;
using FaceML.Training.Optimization;
using FaceML.Vision;
using Microsoft.ML;

namespace FaceML.Bench.NetworkTraining;

/// <summary>
/// <c>finetune</c>: the shipped network learns, on one half of LFW's people, to see faces of few pixels; measured on the other half, against the
/// network as it came and against a head learnt on its vectors, and on LFW's plain pairs of people it was not trained on.
/// </summary>
internal static class FineTuneCommand
{
    private sealed record Settings(int Side, int Most, int Epochs, double LearningRate, int Batch, float LossWeight, float TeacherWeight, double Degraded, int Replicates, FileInfo? Out, FileInfo? Json);

    private sealed class Row
    {
        public float[] Embedding { get; set; } = [];

        public string Identity { get; set; } = "";
    }

    public static Command Create()
    {
        Option<int> side = new("--side") { Description = "The pixels across and down that chips are reduced to and enlarged from.", DefaultValueFactory = _ => 24 };
        Option<int> most = new("--most") { Description = "Pictures of a person at most.", DefaultValueFactory = _ => 20 };
        Option<int> epochs = new("--epochs") { Description = "Epochs at most.", DefaultValueFactory = _ => 5 };
        Option<double> rate = new("--learning-rate") { Description = "The learning rate.", DefaultValueFactory = _ => 1e-4 };
        Option<int> batch = new("--batch") { Description = "Pictures in a batch.", DefaultValueFactory = _ => 32 };
        Option<float> loss = new("--loss-weight") { Description = "The factor on the triplet loss.", DefaultValueFactory = _ => 1 };
        Option<float> teacher = new("--teacher-weight") { Description = "The factor on the distance from what the network as it came makes of the plain chip.", DefaultValueFactory = _ => 1 };
        Option<double> degraded = new("--degraded") { Description = "The share of the pictures that are shown degraded while learning.", DefaultValueFactory = _ => 0.7 };
        Option<int> replicates = new("--replicates") { Description = "Resamples of the intervals.", DefaultValueFactory = _ => 500 };
        Option<FileInfo?> output = new("--out") { Description = "Write the network here." };
        Option<FileInfo?> json = new("--json") { Description = "Write the figures to this file too." };
        Command command = new("finetune", "What fine-tuning the network on half of LFW's people does for the other half.") { side, most, epochs, rate, batch, loss, teacher, degraded, replicates, output, json };
        command.SetAction(parsed => Run(new Settings(parsed.GetValue(side), parsed.GetValue(most), parsed.GetValue(epochs), parsed.GetValue(rate), parsed.GetValue(batch),
            parsed.GetValue(loss), parsed.GetValue(teacher), parsed.GetValue(degraded), parsed.GetValue(replicates), parsed.GetValue(output), parsed.GetValue(json))));
        return command;
    }

    private static void Run(Settings settings)
    {
        (Image[] chips, int[] people) = LfwChips.Load(fewest: 2, settings.Most);
        NetworkEntry entry = NetworkCatalog.Default().Find("faceplugin-512");
        OnnxModel network = OnnxModel.Read(entry.Path);
        TensorSpec input;
        using (OnnxNetwork loaded = entry.Load())
        {
            input = loaded.InputSpec;
        }

        int[] order = [.. people.Distinct().Order()];
        new TrainingRandom(1).Shuffle<int>(order);
        HashSet<int> test = [.. order.Take(order.Length / 2)], validation = [.. order.Skip(order.Length / 2).Take(order.Length / 10)], learn = [.. order.Skip(order.Length / 2 + order.Length / 10)];
        NetworkPictures Pictures(HashSet<int> some, Func<Image, TrainingRandom?, Image>? change, bool varies = false)
        {
            int[] rows = [.. Enumerable.Range(0, chips.Length).Where(i => some.Contains(people[i]))];
            return FaceNetworkPictures.Of([.. rows.Select(i => chips[i])], [.. rows.Select(i => people[i])], input, change, varies);
        }

        Image Degrade(Image chip) => chip.Resize(settings.Side, settings.Side).Resize(chip.Width, chip.Height);
        Image Vary(Image chip, TrainingRandom? random)
        {
            if (random is null)
            {
                return Degrade(chip);
            }

            Image turned = random.NextDouble() < 0.5 ? chip.FlipHorizontal() : chip;
            return random.NextDouble() < settings.Degraded ? Degrade(turned) : turned;
        }

        using var frozen = new NetworkEmbedder(network);
        Console.Error.WriteLine($"{chips.Length} chips: {learn.Count} people to learn from, {validation.Count} to choose the epoch, {test.Count} to measure on");
        EmbeddingSet plainLearn = frozen.Embed(Pictures(learn, null)), shiftedTest = frozen.Embed(Pictures(test, (c, _) => Degrade(c)));
        NetworkTrainingResult result = new NetworkLearner(new NetworkTrainingOptions
        {
            Epochs = settings.Epochs,
            Step = new NetworkTrainerOptions
            {
                Gradients = new GradientOptions { BatchSize = settings.Batch },
                Loss = new TripletLossOptions { Miner = new SemiHardMiner() },
                Optimizer = new AdamOptions { WeightDecay = 0 },
                LearningRate = settings.LearningRate,
                LossWeight = settings.LossWeight,
                TeacherWeight = settings.TeacherWeight,
                Schedule = new CosineSchedule { Final = 0.02, WarmUpEpochs = 0.2 },
            },
        }).Train(network, Pictures(learn, Vary, varies: true).WithTeacher(plainLearn), Pictures(validation, (c, _) => Degrade(c)), new TrainingRun { Progress = new Lines() });
        if (settings.Out is { } file)
        {
            result.Network.Write(file.FullName);
        }

        using var tuned = new NetworkEmbedder(result.Network);
        EmbeddingSet tunedTest = tuned.Embed(Pictures(test, (c, _) => Degrade(c)));
        Report report = new($"Fine-tuning on {settings.Side}×{settings.Side} pixels, {plainLearn.Count} pictures of {learn.Count} people, {Text(result.Epochs.Average(e => e.Elapsed.TotalSeconds), "0")} s an epoch; measured on {shiftedTest.Count} of {test.Count} others",
            "after", "against", "TAR@1e-3 of the latter", "of the former", "difference, 95 % interval");
        Compare(report, settings, "fine-tuned network", "network as it came", shiftedTest, tunedTest);
        EmbeddingSet shiftedLearn = frozen.Embed(Pictures([.. learn, .. validation], (c, _) => Degrade(c)));
        foreach ((string name, LossOptions loss) in ((string, LossOptions)[])[("triplet", new TripletLossOptions()), ("InfoNCE", new InfoNceLossOptions()), ("ArcFace", new ArcFaceLossOptions())])
        {
            EmbeddingSet headTest = Head(shiftedLearn, loss).Transform(shiftedTest);
            Compare(report, settings, $"head, {name}", "network as it came", shiftedTest, headTest);
            Compare(report, settings, "fine-tuned network", $"head, {name}", headTest, tunedTest);
        }

        Compare(report, settings, "fine-tuned network, plain chips", "network as it came", frozen.Embed(Pictures(test, null)), tuned.Embed(Pictures(test, null)));
        report.Print(Console.Out);
        Console.WriteLine();
        Report view2 = View2(frozen, tuned, input, learn, validation);
        view2.Print(Console.Out);
        report.Write(settings.Json);
    }

    // LFW's pairs of which nobody was learnt from; people are numbered as the chips are, by folder among those with two pictures.
    private static Report View2(NetworkEmbedder frozen, NetworkEmbedder tuned, TensorSpec input, HashSet<int> learn, HashSet<int> validation)
    {
        string root = DataSets.Find("lfw-deepfunneled");
        string[] named = [.. Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal).Where(d => Directory.GetFiles(d).Length >= 2).Select(d => Path.GetFileName(d)!)];
        HashSet<string> seen = [.. learn.Concat(validation).Select(p => named[p])];
        LfwPair[] pairs = [.. LfwProtocol.Read(DataSets.Find("lfw-protocol", "pairs.txt")).Where(p => !seen.Contains(Path.GetDirectoryName(p.A)!) && !seen.Contains(Path.GetDirectoryName(p.B)!))];
        string[] files = [.. pairs.SelectMany(p => (string[])[p.A, p.B]).Distinct().Order(StringComparer.Ordinal)];
        Image?[] chips = LfwChips.Read([.. files.Select(f => Path.Combine(root, f))]);
        int[] found = [.. Enumerable.Range(0, files.Length).Where(i => chips[i] is not null)];
        NetworkPictures pictures = FaceNetworkPictures.Of([.. found.Select(i => chips[i]!)], [.. found], input);
        Report report = new($"LFW View 2, the {pairs.Length} pairs of people that were not learnt from, plain chips", "network", "accuracy %", "± se", "EER %", "TAR@1e-3");
        foreach ((string name, NetworkEmbedder embedder) in ((string, NetworkEmbedder)[])[("as it came", frozen), ("fine-tuned", tuned)])
        {
            EmbeddingSet set = embedder.Embed(pictures);
            Dictionary<string, int> rows = found.Select((f, row) => (files[f], row)).ToDictionary(p => p.Item1, p => p.row);
            var result = View2Result.Of([.. pairs.Select(p => (rows.TryGetValue(p.A, out int a) && rows.TryGetValue(p.B, out int b) ? FaceComparison.Cosine(set.Row(a), set.Row(b)) : -1, p.Same, p.Fold))]);
            report.Add(name, Text(result.Accuracy * 100, "0.00"), Text(result.StandardError * 100, "0.00"), Text(result.EqualErrorRate * 100, "0.00"), Text(result.TarAt1e3, "0.0000"));
        }

        return report;
    }

    private static MetricHead Head(EmbeddingSet learn, LossOptions loss)
    {
        var ml = new MLContext(seed: 1);
        IDataView rows = ml.Data.LoadFromEnumerable(Enumerable.Range(0, learn.Count)
            .Select(i => new Row { Embedding = learn.Row(i).ToArray(), Identity = learn.Labels[i].ToString(CultureInfo.InvariantCulture) }).ToArray());
        return ml.Faces.Trainers.MetricHead(new FaceMetricHeadOptions { Training = new MetricHeadOptions { Loss = loss, Epochs = 30, EarlyStopping = new EarlyStopping() } }).Fit(rows).Head;
    }

    private static void Compare(Report report, Settings settings, string after, string before, EmbeddingSet first, EmbeddingSet second)
    {
        PairedDifference gain = HeldOutPairs.Compare(first, second, new EvaluationOptions { Replicates = settings.Replicates, FalseMatchRates = [1e-3] }).Differences.Single(d => d.Figure == "TAR@FAR=0.001");
        report.Add(after, before, Text(gain.First), Text(gain.Second), $"{Text(gain.Difference.Value)} [{Text(gain.Difference.Low)}, {Text(gain.Difference.High)}]{(gain.IsSeparable ? "" : ", not separable")}");
    }

    private static string Text(double value, string format = "0.0000") => value.ToString(format, CultureInfo.InvariantCulture);

    private sealed class Lines : IProgress<TrainingEpoch>
    {
        public void Report(TrainingEpoch value) =>
            Console.Error.WriteLine($"epoch {value.Epoch}: loss {Text(value.Loss)}, validation {Text(value.Validation)}, gradient {Text(value.GradientNorm)}, {Text(value.Elapsed.TotalSeconds, "0")} s");
    }
}
