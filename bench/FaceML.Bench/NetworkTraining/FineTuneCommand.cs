using FaceML.Augmentation;
using FaceML.Bench.Training;
using FaceML.Embedding;
using FaceML.Tests.Support;
using FaceML.Training.Heads;
using FaceML.Training.Losses;
using FaceML.Training.Networks;
using FaceML.Training.Optimization;

namespace FaceML.Bench.NetworkTraining;

/// <summary>
/// <c>finetune</c>: the shipped network learns, on one half of LFW's people, to see faces of few pixels; measured on the other half,
/// against the network as it came and against a head learned on its vectors, and on LFW's plain pairs of people it was not trained on.
/// Everything is embedded as the default recipe does it, with the mirrored face.
/// </summary>
internal static partial class FineTuneCommand
{
    private sealed record Settings(
        bool StartFromHead, FaceShift Shift, int Epochs, int Steps, double LearningRate, int Batch, float LossWeight, float TeacherWeight,
        float AverageDecay, double MaxLoss, double Degraded, int Replicates, int Threads, FileInfo? Network, FileInfo? Checkpoint,
        FileInfo? Out, FileInfo? Json);

    // The losses and rates that did best for heads on a part of the learning half (bench train).
    private static readonly (string Name, LossOptions Loss, double Rate)[] Heads =
        [("triplet", new TripletLossOptions(), 2e-4), ("InfoNCE", new InfoNceLossOptions(), 3e-4)];

    private sealed class VectorRow
    {
        public float[] Embedding { get; set; } = [];

        public string Identity { get; set; } = "";
    }

    private static void Run(Settings settings)
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        (Image[] alignedFaces, int[] people) = LfwAlignedFaces.Load(recognizer);
        // The halves of bench train, so that the figures stand beside each other; a tenth of the learning half chooses what is kept.
        (HashSet<int> half, HashSet<int> test) = Halves(people, 0.5, seed: 1);
        (HashSet<int> learn, HashSet<int> validation) = Halves([.. people.Where(half.Contains)], 0.1, seed: 7);
        int[] Rows(HashSet<int> some) => [.. Enumerable.Range(0, alignedFaces.Length).Where(i => some.Contains(people[i]))];
        // What the network as it came makes of everybody, plain and shifted, is kept from bench train.
        EmbeddingSet plain = ShiftedVectors.Load(FaceShift.Plain), shifted = ShiftedVectors.Load(settings.Shift);
        EmbeddingSet Vectors(EmbeddingSet all, HashSet<int> some) =>
            EmbeddingSet.FromVectors([.. Rows(some).Select(i => all.Row(i).ToArray())], [.. Rows(some).Select(i => people[i])]);
        Console.Error.WriteLine(
            $"{alignedFaces.Length} aligned faces: {learn.Count} people to learn from, {validation.Count} to choose what is kept, "
                + $"{test.Count} to "
                + $"measure on");

        string trained;
        byte[] content;
        NetworkCard card;
        List<Report> reports = [];
        if (settings.Network is { } given)
        {
            content = File.ReadAllBytes(given.FullName);
            card = NetworkCard.Load(Path.ChangeExtension(given.FullName, ".json"));
            trained = given.Name;
        }
        else
        {
            AlignedFaceRow[] rows = [.. Rows(half)
                .Select(i => new AlignedFaceRow { AlignedFace = alignedFaces[i], Identity = Text(people[i], "0"),
                    HeldOut = validation.Contains(people[i]) })];
            FaceTrainedNetwork result = Train(settings, rows);
            content = Content(result, settings.Out);
            card = result.Card;
            trained = $"{result.Card.Lineage!.Data}; {result.Card.Lineage.Method}; "
                + $"{Text(result.Epochs.Average(e => e.Elapsed.TotalSeconds), "0")} s an epoch";
            reports.Add(Mixtures(result));
        }

        using var network = OnnxNetwork.Load(card, [content]);
        var tuned = new AlignedFaceVectors(new FaceEmbedder(network, recognizer.Options.Embedding));
        var shift = new FaceAugmentation(settings.Shift.Options!);
        EmbeddingSet Tuned(Func<Image, Image> change) =>
            EmbeddingSet.FromVectors(
            tuned.Of([.. Rows(test).AsParallel().AsOrdered().Select(i => change(alignedFaces[i]))]),
            [.. Rows(test).Select(i => people[i])]);
        EmbeddingSet shiftedTest = Vectors(shifted, test), tunedTest = Tuned(alignedFace => shift.Apply(alignedFace));
        Report report = new($"Fine-tuning for {settings.Shift.Description}, {trained}; measured on {shiftedTest.Count} images of "
            + $"{test.Count} people that were not learned from",
            "after", "against", "TAR@1e-3 of the latter", "of the former", "difference, 95 % interval");
        Compare(report, settings, "fine-tuned network", "network as it came", shiftedTest, tunedTest);
        EmbeddingSet shiftedLearn = Vectors(shifted, half);
        foreach ((string name, LossOptions loss, double rate) in Heads)
        {
            EmbeddingSet headTest = Head(shiftedLearn, loss, rate).Transform(shiftedTest);
            Compare(report, settings, $"head, {name}", "network as it came", shiftedTest, headTest);
            Compare(report, settings, "fine-tuned network", $"head, {name}", headTest, tunedTest);
        }

        Compare(report, settings, "fine-tuned network, plain aligned faces", "network as it came", Vectors(plain, test),
            Tuned(alignedFace => alignedFace));
        reports.AddRange([report, View2(recognizer, tuned, [.. learn.Concat(validation)])]);
        foreach (Report table in reports)
        {
            table.Print(Console.Out);
            Console.WriteLine();
        }

        Report.Write(settings.Json, [.. reports]);
    }

    // As faceml finetune trains, but for the augmentation: aligned faces are only mirrored and shifted.
    private static FaceTrainedNetwork Train(Settings settings, AlignedFaceRow[] rows)
    {
        NetworkTrainingOptions defaults = FaceNetworkOptions.FineTuning;
        var ml = new MLContext(seed: 1);
        using FaceEmbeddingTransformer tuned = ml.Faces.Trainers.FineTuneNetwork(new FaceNetworkOptions
        {
            StartFromHead = settings.StartFromHead,
            ValidationColumnName = nameof(AlignedFaceRow.HeldOut),
            Augmentation = FaceAugmentationOptions.None with { FlipProbability = 0.5 },
            Shift = settings.Shift.Options,
            ShiftShare = settings.Degraded,
            Interpolation = new InterpolationOptions { MaxLoss = settings.MaxLoss },
            Run = new TrainingRun { Progress = new EpochLines(), CheckpointPath = settings.Checkpoint?.FullName, Resume = true },
            Training = defaults with
            {
                Epochs = settings.Epochs,
                StepsPerEpoch = settings.Steps,
                Step = defaults.Step with
                {
                    Gradients = defaults.Step.Gradients with { BatchSize = settings.Batch },
                    LearningRate = settings.LearningRate,
                    LossWeight = settings.LossWeight,
                    TeacherWeight = settings.TeacherWeight,
                    AverageDecay = settings.AverageDecay,
                    Threads = settings.Threads,
                },
            },
        }).Fit(ml.Data.LoadFromEnumerable(rows));
        FaceTrainingSummary summary = tuned.Trained!.Summary;
        Console.Error.WriteLine(
            $"on the people held out {Text(summary.InitialValidation)} before training, {Text(summary.BestValidation)} after; epoch "
                + $"{summary.BestEpoch} is kept");
        return tuned.Trained;
    }

    private static Report Mixtures(FaceTrainedNetwork trained)
    {
        Report report = new("Mixtures of what was learned and the network as it came, on the people held out", "mixing coefficient",
            "TAR@1e-3, shifted aligned faces", "EER %, plain aligned faces");
        foreach (InterpolationPoint point in trained.Interpolation)
        {
            report.Add($"{Text(point.Coefficient, "0.0")}{(point.Coefficient == trained.Summary.MixingCoefficient ? ", kept" : "")}",
                Text(point.Validation), Text((1 - point.Retained) * 100, "0.00"));
        }

        return report;
    }

    private static byte[] Content(FaceTrainedNetwork trained, FileInfo? output)
    {
        DirectoryInfo temporary = Directory.CreateTempSubdirectory("faceml-finetune-");
        try
        {
            string file = output?.FullName ?? Path.Combine(temporary.FullName, "tuned.onnx");
            trained.Save(file);
            return File.ReadAllBytes(file);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    // LFW's pairs of which nobody was learned from; people are numbered as the aligned faces are, by folder among those with two images.
    private static Report View2(FaceRecognizer recognizer, AlignedFaceVectors tuned, HashSet<int> learnedFrom)
    {
        string root = DataSets.Find("lfw-deepfunneled");
        string[] named = [.. Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal)
            .Where(d => Directory.GetFiles(d).Length >= 2).Select(d => Path.GetFileName(d)!)];
        HashSet<string> seen = [.. learnedFrom.Select(p => named[p])];
        ImagePair[] pairs = [.. LfwProtocol.ReadPairs(DataSets.Find("lfw-protocol", "pairs.txt"))
            .Where(p => !seen.Contains(p.FirstIdentity!) && !seen.Contains(p.SecondIdentity!))];
        string[] files = [.. pairs.SelectMany(p => (string[])[p.First, p.Second]).Distinct().Order(StringComparer.Ordinal)];
        Image?[] alignedFaces = new AlignedFaceCache(Path.Combine(DataSets.Artifacts, "chips"), recognizer, FaceSelection.Central).Read(
            [.. files.Select(f => Path.Combine(root, f))]);
        // What the network as it came makes of these images is kept from bench lfw-view2.
        FaceVectors kept = FaceVectors.Compute(recognizer, [FaceSelection.Central], root, files, Environment.ProcessorCount,
            [VectorCache.FileOf(recognizer, FaceSelection.Central)])[0];
        float[][] vectors = tuned.Of([.. alignedFaces.OfType<Image>()]);
        Dictionary<string, float[]> learned = files.Where((_, i) => alignedFaces[i] is not null).Zip(vectors)
            .ToDictionary(v => v.First, v => v.Second, StringComparer.Ordinal);
        View2Result Measure(Func<string, float[]?> vector) =>
            View2Result.Of(pairs, p => vector(p.First) is { } a && vector(p.Second) is { } b ? FaceComparison.Cosine(a, b) : -1);
        View2Result before = Measure(file => kept[file]), after = Measure(learned.GetValueOrDefault);
        Report report = new($"LFW View 2, the {pairs.Length} pairs of people that were not learned from, plain aligned faces", "network",
            "accuracy %", "± se", "EER %", "TAR@1e-3");
        foreach ((string name, View2Result result) in ((string, View2Result)[])[("as it came", before), ("fine-tuned", after)])
        {
            report.Add(name, Text(result.Accuracy.Accuracy.Value * 100, "0.00"), Text(result.Accuracy.StandardError * 100, "0.00"),
                Text(result.Metrics.EqualErrorRate.Value * 100, "0.00"), Text(result.TrueMatchRate.Value));
        }

        Estimate[] differences = [.. View2Result.Compare(before, after).Select(d => d.Difference)];
        report.Add("difference, 95 % interval", Interval(differences[0], 100, "0.00"), "", Interval(differences[1], 100, "0.00"),
            Interval(differences[2], 1, "0.0000"));
        return report;
    }

    private static (HashSet<int> First, HashSet<int> Second) Halves(int[] people, double share, long seed)
    {
        (EmbeddingSet first, EmbeddingSet second) =
            TrainingSplit.ByIdentity(new EmbeddingSet(new float[people.Length], people, 1), share, seed);
        return ([.. first.Labels], [.. second.Labels]);
    }

    private static MetricHead Head(EmbeddingSet learn, LossOptions loss, double rate)
    {
        var ml = new MLContext(seed: 1);
        IDataView rows = ml.Data.LoadFromEnumerable(Enumerable.Range(0, learn.Count)
            .Select(i => new VectorRow
            {
                Embedding = learn.Row(i).ToArray(),
                Identity = learn.Labels[i].ToString(CultureInfo.InvariantCulture)
            }).ToArray());
        return ml.Faces.Trainers.MetricHead(
            new FaceMetricHeadOptions
            {
                Training = new MetricHeadOptions
                {
                    Loss = loss,
                    LearningRate = rate,
                    Epochs = 12,
                    EarlyStopping = new EarlyStopping()
                }
            }).Fit(rows).Head;
    }

    private static void Compare(Report report, Settings settings, string after, string before, EmbeddingSet first, EmbeddingSet second)
    {
        PairedDifference gain = HeldOutPairs.Compare(first, second,
            new EvaluationOptions { Replicates = settings.Replicates, FalseMatchRates = [1e-3] }).TrueMatchRateAt(1e-3);
        report.Add(after, before, Text(gain.First), Text(gain.Second),
            $"{Interval(gain.Difference, 1, "0.0000")}{(gain.IsSeparable ? "" : ", not separable")}");
    }

    private static string Interval(Estimate difference, double scale, string format)
    {
        string signed = $"+{format};−{format};0";
        return $"{Text(difference.Value * scale, signed)} [{Text(difference.Low * scale, signed)}, "
            + $"{Text(difference.High * scale, signed)}]";
    }

    private static string Text(double value, string format = "0.0000") => value.ToString(format, CultureInfo.InvariantCulture);
}
