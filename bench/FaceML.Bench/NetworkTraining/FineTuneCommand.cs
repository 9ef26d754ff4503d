using System.CommandLine;
using System.Globalization;
using FaceML.Augmentation;
using FaceML.Bench.Lfw;
using FaceML.Bench.Reports;
using FaceML.Bench.Training;
using FaceML.Data;
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
    private sealed record Settings(FaceShift Shift, int Epochs, int Steps, double LearningRate, int Batch, float LossWeight, float TeacherWeight, double Degraded, int Replicates, int Threads, FileInfo? Checkpoint, FileInfo? Out, FileInfo? Json);

    // The losses and rates that did best for heads on a part of the learning half (bench train).
    private static readonly (string Name, LossOptions Loss, double Rate)[] Heads = [("triplet", new TripletLossOptions(), 2e-4), ("InfoNCE", new InfoNceLossOptions(), 3e-4)];

    private sealed class Row
    {
        public float[] Embedding { get; set; } = [];

        public string Identity { get; set; } = "";
    }

    public static Command Create()
    {
        Option<string> shift = new("--shift") { Description = "How the faces will be seen.", DefaultValueFactory = _ => "pixels-24" };
        shift.AcceptOnlyFromAmong([.. FaceShift.All.Where(x => x.Options is not null).Select(x => x.Name)]);
        Option<int> epochs = new("--epochs") { Description = "Epochs at most.", DefaultValueFactory = _ => 5 };
        Option<int> steps = new("--steps") { Description = "Steps in an epoch.", DefaultValueFactory = _ => 60 };
        Option<double> rate = new("--learning-rate") { Description = "The learning rate.", DefaultValueFactory = _ => 1e-4 };
        Option<int> batch = new("--batch") { Description = "Pictures in a batch.", DefaultValueFactory = _ => 32 };
        Option<float> loss = new("--loss-weight") { Description = "The factor on the triplet loss.", DefaultValueFactory = _ => 1 };
        Option<float> teacher = new("--teacher-weight") { Description = "The factor on the distance from what the network as it came makes of the plain chip.", DefaultValueFactory = _ => FaceNetworkOptions.FineTuning.Step.TeacherWeight };
        Option<double> degraded = new("--degraded") { Description = "The share of the pictures that are shown degraded while learning.", DefaultValueFactory = _ => 0.7 };
        Option<int> replicates = new("--replicates") { Description = "Resamples of the intervals.", DefaultValueFactory = _ => 500 };
        Option<int> threads = new("--threads") { Description = "Threads of one operator; 0 leaves the number to ONNX Runtime." };
        Option<FileInfo?> checkpoint = new("--checkpoint") { Description = "Write the state of the training here after every epoch, and go on from what lies there." };
        Option<FileInfo?> output = new("--out") { Description = "Write the network here." };
        Option<FileInfo?> json = new("--json") { Description = "Write the figures to this file too." };
        Command command = new("finetune", "What fine-tuning the network on half of LFW's people does for the other half.") { shift, epochs, steps, rate, batch, loss, teacher, degraded, replicates, threads, checkpoint, output, json };
        command.SetAction(parsed => Run(new Settings(FaceShift.Find(parsed.GetValue(shift)!), parsed.GetValue(epochs), parsed.GetValue(steps), parsed.GetValue(rate), parsed.GetValue(batch),
            parsed.GetValue(loss), parsed.GetValue(teacher), parsed.GetValue(degraded), parsed.GetValue(replicates), parsed.GetValue(threads), parsed.GetValue(checkpoint), parsed.GetValue(output), parsed.GetValue(json))));
        return command;
    }

    private static void Run(Settings settings)
    {
        LfwChips lfw;
        using (FaceRecognizer recognizer = FaceRecognizer.CreateDefault())
        {
            lfw = LfwChips.Load(recognizer);
        }

        (Image[] chips, int[] people) = (lfw.Chips, lfw.People);
        NetworkEntry entry = NetworkCatalog.Default().Find("faceplugin-512");
        OnnxModel network = OnnxModel.Read(entry.Path);
        TensorSpec input;
        using (OnnxNetwork loaded = entry.Load())
        {
            input = loaded.InputSpec;
        }

        // The halves of bench train, so that the figures stand beside each other; a tenth of the learning half chooses the epoch.
        (HashSet<int> half, HashSet<int> test) = Halves(people, 0.5, seed: 1);
        (HashSet<int> learn, HashSet<int> validation) = Halves([.. people.Where(half.Contains)], 0.1, seed: 7);
        // What the network as it came makes of everybody, plain and shifted, is kept from bench train.
        EmbeddingSet plain = ShiftedVectors.Load(FaceShift.Plain), shifted = ShiftedVectors.Load(settings.Shift);
        EmbeddingSet Rows(EmbeddingSet all, HashSet<int> some)
        {
            int[] rows = [.. Enumerable.Range(0, people.Length).Where(i => some.Contains(people[i]))];
            return EmbeddingSet.FromVectors([.. rows.Select(i => all.Row(i).ToArray())], [.. rows.Select(i => people[i])]);
        }

        NetworkPictures Pictures(HashSet<int> some, Func<Image, TrainingRandom?, Image>? change, bool varies = false)
        {
            int[] rows = [.. Enumerable.Range(0, chips.Length).Where(i => some.Contains(people[i]))];
            return FaceNetworkPictures.Of([.. rows.Select(i => chips[i])], [.. rows.Select(i => people[i])], input, change, varies);
        }

        var shift = new FaceAugmentation(settings.Shift.Options!);
        Image Degrade(Image chip) => shift.Apply(chip);
        Image Vary(Image chip, TrainingRandom? random)
        {
            if (random is null)
            {
                return Degrade(chip);
            }

            Image turned = random.NextDouble() < 0.5 ? chip.FlipHorizontal() : chip;
            return random.NextDouble() < settings.Degraded ? Degrade(turned) : turned;
        }

        using var frozen = new NetworkEmbedder(network, threads: settings.Threads);
        Console.Error.WriteLine($"{chips.Length} chips: {learn.Count} people to learn from, {validation.Count} to choose the epoch, {test.Count} to measure on");
        EmbeddingSet plainLearn = Rows(plain, learn), shiftedTest = Rows(shifted, test);
        NetworkTrainingResult result = new NetworkLearner(new NetworkTrainingOptions
        {
            Epochs = settings.Epochs,
            StepsPerEpoch = settings.Steps,
            Step = new NetworkTrainerOptions
            {
                Gradients = new GradientOptions { BatchSize = settings.Batch },
                Loss = new TripletLossOptions { Miner = new SemiHardMiner() },
                Optimizer = new AdamOptions { WeightDecay = 0 },
                LearningRate = settings.LearningRate,
                Threads = settings.Threads,
                LossWeight = settings.LossWeight,
                TeacherWeight = settings.TeacherWeight,
                Schedule = new CosineSchedule { Final = 0.02, WarmUpEpochs = 0.2 },
            },
        }).Train(network, Pictures(learn, Vary, varies: true).WithTeacher(plainLearn), Pictures(validation, (c, _) => Degrade(c)), new TrainingRun { Progress = new EpochLines(), CheckpointPath = settings.Checkpoint?.FullName, Resume = true });
        Console.Error.WriteLine($"before training {Text(result.InitialValidation)} on the people held out; epoch {result.BestEpoch} is kept");
        if (settings.Out is { } file)
        {
            result.Network.Write(file.FullName);
        }

        using var tuned = new NetworkEmbedder(result.Network, threads: settings.Threads);
        EmbeddingSet tunedTest = tuned.Embed(Pictures(test, (c, _) => Degrade(c)));
        Report report = new($"Fine-tuning for {settings.Shift.Description}, {plainLearn.Count} pictures of {learn.Count} people, {Text(result.Epochs.Average(e => e.Elapsed.TotalSeconds), "0")} s an epoch; measured on {shiftedTest.Count} of {test.Count} others",
            "after", "against", "TAR@1e-3 of the latter", "of the former", "difference, 95 % interval");
        Compare(report, settings, "fine-tuned network", "network as it came", shiftedTest, tunedTest);
        EmbeddingSet shiftedLearn = Rows(shifted, half);
        foreach ((string name, LossOptions loss, double rate) in Heads)
        {
            EmbeddingSet headTest = Head(shiftedLearn, loss, rate).Transform(shiftedTest);
            Compare(report, settings, $"head, {name}", "network as it came", shiftedTest, headTest);
            Compare(report, settings, "fine-tuned network", $"head, {name}", headTest, tunedTest);
        }

        Compare(report, settings, "fine-tuned network, plain chips", "network as it came", Rows(plain, test), tuned.Embed(Pictures(test, null)));
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
        ImagePair[] pairs = [.. LfwProtocol.ReadPairs(DataSets.Find("lfw-protocol", "pairs.txt")).Where(p => !seen.Contains(p.FirstIdentity!) && !seen.Contains(p.SecondIdentity!))];
        string[] files = [.. pairs.SelectMany(p => (string[])[p.First, p.Second]).Distinct().Order(StringComparer.Ordinal)];
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        Image?[] chips = new FaceChipCache(Path.Combine(DataSets.Artifacts, "chips"), recognizer, FaceSelection.Central).Read([.. files.Select(f => Path.Combine(root, f))]);
        int[] found = [.. Enumerable.Range(0, files.Length).Where(i => chips[i] is not null)];
        NetworkPictures pictures = FaceNetworkPictures.Of([.. found.Select(i => chips[i]!)], [.. found], input);
        Report report = new($"LFW View 2, the {pairs.Length} pairs of people that were not learnt from, plain chips", "network", "accuracy %", "± se", "EER %", "TAR@1e-3");
        foreach ((string name, NetworkEmbedder embedder) in ((string, NetworkEmbedder)[])[("as it came", frozen), ("fine-tuned", tuned)])
        {
            EmbeddingSet set = embedder.Embed(pictures);
            Dictionary<string, int> rows = found.Select((f, row) => (files[f], row)).ToDictionary(p => p.Item1, p => p.row);
            var result = View2Result.Of(pairs, p => rows.TryGetValue(p.First, out int a) && rows.TryGetValue(p.Second, out int b) ? FaceComparison.Cosine(set.Row(a), set.Row(b)) : -1);
            report.Add(name, Text(result.Accuracy.Accuracy.Value * 100, "0.00"), Text(result.Accuracy.StandardError * 100, "0.00"), Text(result.Metrics.EqualErrorRate.Value * 100, "0.00"), Text(result.TrueMatchRate.Value, "0.0000"));
        }

        return report;
    }

    private static (HashSet<int> First, HashSet<int> Second) Halves(int[] people, double share, long seed)
    {
        (EmbeddingSet first, EmbeddingSet second) = TrainingSplit.ByIdentity(new EmbeddingSet(new float[people.Length], people, 1), share, seed);
        return ([.. first.Labels], [.. second.Labels]);
    }

    private static MetricHead Head(EmbeddingSet learn, LossOptions loss, double rate)
    {
        var ml = new MLContext(seed: 1);
        IDataView rows = ml.Data.LoadFromEnumerable(Enumerable.Range(0, learn.Count)
            .Select(i => new Row { Embedding = learn.Row(i).ToArray(), Identity = learn.Labels[i].ToString(CultureInfo.InvariantCulture) }).ToArray());
        return ml.Faces.Trainers.MetricHead(new FaceMetricHeadOptions { Training = new MetricHeadOptions { Loss = loss, LearningRate = rate, Epochs = 12, EarlyStopping = new EarlyStopping() } }).Fit(rows).Head;
    }

    private static void Compare(Report report, Settings settings, string after, string before, EmbeddingSet first, EmbeddingSet second)
    {
        PairedDifference gain = HeldOutPairs.Compare(first, second, new EvaluationOptions { Replicates = settings.Replicates, FalseMatchRates = [1e-3] }).Differences.Single(d => d.Figure == "TAR@FAR=0.001");
        report.Add(after, before, Text(gain.First), Text(gain.Second), $"{Text(gain.Difference.Value)} [{Text(gain.Difference.Low)}, {Text(gain.Difference.High)}]{(gain.IsSeparable ? "" : ", not separable")}");
    }

    private static string Text(double value, string format = "0.0000") => value.ToString(format, CultureInfo.InvariantCulture);
}
