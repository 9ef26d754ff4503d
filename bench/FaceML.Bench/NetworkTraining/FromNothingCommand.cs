using FaceML.Augmentation;
using FaceML.Bench.Training;
using FaceML.Onnx;
using FaceML.Tests.Support;
using FaceML.Training.Algebra;
using FaceML.Training.Architectures;
using FaceML.Training.Gradients;
using FaceML.Training.Heads;
using FaceML.Training.Losses;
using FaceML.Training.Mining;
using FaceML.Training.Networks;
using FaceML.Training.Optimization;

namespace FaceML.Bench.NetworkTraining;

/// <summary>
/// <c>from-nothing</c>: the small siamese network, trained from random weights by the triplet loss on some of LFW's people with ten images
/// and more, against Eigenfaces learned from the same images and local binary patterns, on other people.
/// </summary>
internal static class FromNothingCommand
{
    private sealed record Settings(int Most, int Epochs, double LearningRate, int Identities, int Images, string Miner, float Margin,
        ChannelAttention Attention, int[] Channels, int Threads, FileInfo? Network, FileInfo? Checkpoint, FileInfo? Report, FileInfo? Out,
        FileInfo? Json);

    private sealed class VectorRow
    {
        public float[] Embedding { get; set; } = [];
    }

    public static Command Create()
    {
        Setting<int> most = new("--most", 40, "Images of a person at most.");
        Setting<int> epochs = new("--epochs", 40, "Epochs at most.");
        Setting<double> rate = new("--learning-rate", 1e-3, "The learning rate.");
        Setting<int> identities = new("--identities", 16, "People in a batch.");
        Setting<int> images = new("--images", 4, "Images of each in a batch.");
        Setting<string> miner = new("--miner", "semi-hard", "semi-hard, batch-hard or batch-all.");
        Setting<float> margin = new("--margin", 0.2f, "The margin of the triplet loss.");
        Option<ChannelAttention> attention = new("--attention") { Description = "How blocks weigh their values." };
        Option<int[]> channels = new("--channels")
        {
            Description = "Channels of the four stages.",
            DefaultValueFactory = _ => [16, 32, 64, 128],
            AllowMultipleArgumentsPerToken = true,
        };
        Option<int> threads = new("--threads") { Description = "Threads of one operator; 0 leaves the number to ONNX Runtime." };
        Option<FileInfo?> measured = PathOption.Trained();
        Option<FileInfo?> checkpoint = PathOption.Checkpoint();
        Option<FileInfo?> page = PathOption.File("--report", "Write a page with the curves here.");
        Option<FileInfo?> output = PathOption.File("--out", "Write the network here.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("from-nothing", "A siamese network trained from random weights against the classical methods.") { most,
            epochs, rate, identities, images, miner, margin, attention, channels, threads, measured, checkpoint, page, output, json };
        command.SetAction(parsed =>
            Run(new Settings(parsed.GetValue(most), parsed.GetValue(epochs), parsed.GetValue(rate), parsed.GetValue(identities),
            parsed.GetValue(images), parsed.GetValue(miner)!,
            parsed.GetValue(margin), parsed.GetValue(attention), parsed.GetValue(channels)!, parsed.GetValue(threads),
            parsed.GetValue(measured), parsed.GetValue(checkpoint), parsed.GetValue(page), parsed.GetValue(output),
            parsed.GetValue(json))));
        return command;
    }

    private static void Run(Settings settings)
    {
        LfwAlignedFaces lfw;
        using (FaceRecognizer recognizer = FaceRecognizer.CreateDefault())
        {
            lfw = LfwAlignedFaces.Load(recognizer).OfPeopleWith(fewest: 10, settings.Most);
        }

        (Image[] alignedFaces, int[] people) = (lfw.AlignedFaces, lfw.People);
        int[] order = [.. people.Distinct().Order()];
        new TrainingRandom(1).Shuffle<int>(order);
        int third = order.Length / 3, tenth = order.Length / 10;
        int[] Rows(IEnumerable<int> some)
        {
            HashSet<int> set = [.. some];
            return [.. Enumerable.Range(0, alignedFaces.Length).Where(i => set.Contains(people[i]))];
        }

        int[] test = Rows(order[..third]), validation = Rows(order[third..(third + tenth)]), learn = Rows(order[(third + tenth)..]);
        var architecture = new SiameseCnn { Attention = settings.Attention, Channels = settings.Channels };
        NetworkImages Images(int[] rows, bool varies = false) => SiameseFaces.Of(
            architecture, [.. rows.Select(i => alignedFaces[i])], [.. rows.Select(i => people[i])], varies);

        NetworkTrainingResult result = settings.Network is { } given
            ? new NetworkTrainingResult(OnnxModel.Read(given.FullName), [], 0, double.NaN, double.NaN, false)
            : new NetworkLearner(new NetworkTrainingOptions
            {
                Epochs = settings.Epochs,
                ImagesPerIdentity = settings.Images,
                ValidationFalseMatchRate = 1e-2,
                Step = new NetworkTrainerOptions
                {
                    Gradients = new GradientOptions { BatchSize = settings.Identities * settings.Images, BatchStatistics = true },
                    Loss = new TripletLossOptions { Margin = settings.Margin, Miner = Miner(settings.Miner) },
                    Optimizer = new AdamOptions { WeightDecay = 5e-4f },
                    LearningRate = settings.LearningRate,
                    Schedule = new CosineSchedule { WarmUpEpochs = 1 },
                    AverageDecay = 0.99f,
                    Threads = settings.Threads,
                },
            }).Train(architecture.Build(), Images(learn, varies: true), Images(validation),
            new TrainingRun { Progress = new EpochLines(), CheckpointPath = settings.Checkpoint?.FullName, Resume = true });
        // Of all epochs, also of those before an interruption.
        double trained = result.Epochs.Sum(e => e.Elapsed.TotalMinutes);
        OnnxModel network = BatchNormalizationFolding.Fold(result.Network);
        if (settings.Out is { } file)
        {
            network.Write(file.FullName);
        }

        using var embedder = new NetworkEmbedder(network, threads: settings.Threads);
        EmbeddingSet ours = embedder.Embed(Images(test));
        var ml = new MLContext(seed: 1);
        Report report = new($"The siamese network from nothing: {learn.Length} images of "
            + $"{people.Where((_, i) => learn.Contains(i)).Distinct().Count()} people, {result.Epochs.Count} epochs (number "
            + $"{result.BestEpoch} kept) in {Text(trained, "0.0")} min; {test.Length} images of {third} others",
            "against", "figure", "theirs", "the network's", "difference, 95 % interval");
        List<FaceNetworkComparison> comparisons = [];
        IDataView View(int[] rows) =>
            ml.Data.LoadFromEnumerable(rows
            .Select(i => new AlignedFaceRow
            {
                AlignedFace = alignedFaces[i],
                Identity = people[i].ToString(CultureInfo.InvariantCulture)
            }).ToArray());
        foreach ((string name, IEstimator<FaceTransformer> method) in (
            (string, IEstimator<FaceTransformer>)[])[("Eigenfaces", ml.Faces.Trainers.Eigenfaces()),
            ("Fisherfaces", ml.Faces.Trainers.Fisherfaces()), ("local binary patterns", ml.Faces.Trainers.LocalBinaryPatterns())])
        {
            FaceTransformer described = method.Fit(View([.. learn, .. validation]));
            float[][] vectors = [.. ml.Data.CreateEnumerable<VectorRow>(described.Transform(View(test)), reuseRowObject: false)
                .Select(v => v.Embedding)];
            var theirs = EmbeddingSet.FromVectors(vectors, [.. test.Select(i => people[i])]);
            var comparison = FaceNetworkComparison.Of($"against {name}", name, theirs, "the network", ours,
                new EvaluationOptions { Replicates = 500, FalseMatchRates = [1e-1, 1e-2, 1e-3] });
            comparisons.Add(comparison);
            report.AddGain(name, comparison.Gain);
        }

        report.Print(Console.Out);
        report.Write(settings.Json);
        if (settings.Report is { } html)
        {
            File.WriteAllText(html.FullName, new FaceNetworkReport
            {
                Title = "A siamese network from nothing",
                Description = $"{learn.Length} images of LFW's people with ten and more, triplet loss; measured on {test.Length} images "
                    + $"of {third} others.",
                Verdict = $"{result.Epochs.Count} epochs in {Text(trained, "0.0")} minutes",
                Epochs = result.Epochs,
                InitialValidation = result.InitialValidation,
                BestEpoch = result.BestEpoch,
                Comparisons = comparisons,
            }.ToHtml());
        }
    }

    private static TripletMiner Miner(string name) => name switch
    {
        "semi-hard" => new SemiHardMiner(),
        "batch-hard" => new BatchHardMiner(),
        "batch-all" => new BatchAllMiner(),
        _ => throw new ArgumentException($"There is no miner '{name}'.", nameof(name)),
    };

    private static string Text(double value, string format = "0.0000") => value.ToString(format, CultureInfo.InvariantCulture);
}
