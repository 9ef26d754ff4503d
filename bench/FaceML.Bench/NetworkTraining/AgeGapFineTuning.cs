using FaceML.Augmentation;
using FaceML.Bench.Networks;
using FaceML.Data;
using FaceML.Embedding;
using FaceML.Onnx;
using FaceML.Tests.Support;
using FaceML.Training.Heads;
using FaceML.Training.Networks;

namespace FaceML.Bench.NetworkTraining;

/// <summary>
/// <c>finetune --data age-gap</c>: the network learns from two thirds of the people with decades between their images and is measured on
/// the others, against the network as it came and the head in closed form that the same people teach.
/// </summary>
internal static class AgeGapFineTuning
{
    internal sealed record Settings(
        bool StartFromHead, double Frozen, int Variants, double ValidationShare, NetworkTrainingOptions Training,
        NetworkSearchOptions? Search, int Replicates, int Seed);

    public static Report Run(Settings settings)
    {
        string folder = DataSets.Find("age-gap"), cache = Path.Combine(DataSets.Artifacts, "chips");
        (string Image, int Person)[] images =
            [.. PersonFolders.Read(folder).SelectMany((p, i) => p.Images.Select(image => (Path.Combine(folder, image), i)))];
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        Image?[] found = new AlignedFaceCache(cache, recognizer).Read([.. images.Select(i => i.Image)]);
        (Image AlignedFace, int Person)[] usable =
            [.. found.Select((alignedFace, i) => (AlignedFace: alignedFace!, images[i].Person)).Where(f => f.AlignedFace is not null)
            .GroupBy(f => f.Person).Where(g => g.Count() > 1).SelectMany(g => g)];
        // A aligned face's "vector" is its number: the split is that of bench train-shift.
        (EmbeddingSet learn, EmbeddingSet test) = TrainingSplit.ByIdentity(
            new EmbeddingSet([.. usable.Select((_, i) => (float)i)], [.. usable.Select(f => f.Person)], 1), 1.0 / 3, settings.Seed);
        Image[] AlignedFaces(EmbeddingSet some) => [.. some.Values.ToArray().Select(i => usable[(int)i].AlignedFace)];
        string vectors = VectorCache.FileOf(recognizer, FaceSelection.Largest, "age-gap-chips");
        string[] names = [.. usable.Select((f, i) => string.Create(CultureInfo.InvariantCulture, $"{f.Person}:{i}"))];
        if (VectorFile.TryRead(vectors, names) is not { } kept)
        {
            VectorFile.Write(vectors, names,
                kept = [.. new AlignedFaceVectors(recognizer.Embedder).Of([.. usable.Select(f => f.AlignedFace)])]);
        }

        EmbeddingSet Came(EmbeddingSet some) =>
            EmbeddingSet.FromVectors([.. some.Values.ToArray().Select(i => kept[(int)i]!)], some.Labels.ToArray());
        EmbeddingSet before = Came(test), learning = Came(learn);
        long started = Stopwatch.GetTimestamp();
        EmbeddingSet head = LinearDiscriminant.Fit(learning).Head.Transform(before);
        double headSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds;

        started = Stopwatch.GetTimestamp();
        var ml = new MLContext(seed: settings.Seed);
        OnnxModel network = OnnxModel.Read(NetworkCatalog.Default().Find(recognizer.Options.Embedder).Path);
        NetworkTrainingOptions training = settings.Training with
        {
            Step = settings.Training.Step with
            {
                Seed = settings.Seed,
                Gradients = settings.Training.Step.Gradients with
                {
                    FrozenUpTo = settings.Frozen > 0
                    ? NetworkLayers.CutAt(network, settings.Frozen)
                    : null
                },
            },
        };
        using FaceEmbeddingTransformer tuned = ml.Faces.Trainers.FineTuneNetwork(new FaceNetworkOptions
        {
            StartFromHead = settings.StartFromHead,
            ValidationShare = settings.ValidationShare,
            FrozenVariants = settings.Variants,
            ActivationFolder = Path.Combine(DataSets.Artifacts, "activations"),
            Augmentation = new FaceAugmentationOptions { Seed = settings.Seed, MaskProbability = 0, GlassesProbability = 0 },
            Run = new TrainingRun { Progress = new EpochLines() },
            Search = settings.Search,
            Trials = new EpochLines(),
            Training = training,
        }).Fit(ml.Data.LoadFromEnumerable(AlignedFaces(learn)
            .Zip(learn.Labels.ToArray(), (alignedFace, person) =>
                new AlignedFaceRow { AlignedFace = alignedFace, Identity = person.ToString(CultureInfo.InvariantCulture) }).ToArray()));
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        FaceTrainedNetwork trained = tuned.Trained!;
        Console.Error.WriteLine($"{trained.Card.Lineage!.Data}; {trained.Card.Lineage.Method}");
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"held out: {trained.Summary.InitialValidation:0.0000} at the start, {trained.Summary.BestValidation:0.0000} kept"));
        EmbeddingSet after = Embed(trained, recognizer, AlignedFaces(test), test.Labels);

        Report report = new($"Learned from {learn.ByIdentity().Count} of age-gap's people, measured on {test.Count} images of "
            + $"{test.ByIdentity().Count} others",
            "after", "against", "TAR@1e-3 of the latter", "of the former", "difference, 95 % interval", "seconds");
        Compare("head in closed form", "network as it came", before, head, headSeconds);
        Compare("fine-tuned network", "network as it came", before, after, seconds);
        Compare("fine-tuned network", "head in closed form", head, after, seconds);
        return report;

        void Compare(string name, string against, EmbeddingSet first, EmbeddingSet second, double time)
        {
            PairedDifference gain = HeldOutPairs.Compare(
                first, second, new EvaluationOptions { Replicates = settings.Replicates, FalseMatchRates = [1e-3] })
                .TrueMatchRateAt(FaceTraining.DecidingFalseMatchRate);
            report.Add(name, against, Text(gain.First), Text(gain.Second),
                $"{Text(gain.Difference.Value, "+0.0000;−0.0000;0")} [{Text(gain.Difference.Low, "+0.0000;−0.0000;0")}, "
                    + $"{Text(gain.Difference.High, "+0.0000;−0.0000;0")}]",
                Text(time, "0.0"));
        }
    }

    private static EmbeddingSet Embed(FaceTrainedNetwork trained, FaceRecognizer recognizer, Image[] alignedFaces, ReadOnlySpan<int> labels)
    {
        DirectoryInfo temporary = Directory.CreateTempSubdirectory("faceml-finetune-");
        try
        {
            string file = Path.Combine(temporary.FullName, "tuned.onnx");
            trained.Save(file);
            using var network = OnnxNetwork.Load(trained.Card, [File.ReadAllBytes(file)]);
            return EmbeddingSet.FromVectors(
                new AlignedFaceVectors(new FaceEmbedder(network, recognizer.Options.Embedding)).Of(alignedFaces), labels.ToArray());
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private static string Text(double value, string format = "0.0000") => value.ToString(format, CultureInfo.InvariantCulture);
}
