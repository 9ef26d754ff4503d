using FaceML.Augmentation;
using FaceML.Columns;
using FaceML.Embedding;
using FaceML.Evaluation;
using FaceML.Imaging;
using FaceML.Networks;
using FaceML.Onnx;
using FaceML.Recognition;
using FaceML.Tests.Support;
using FaceML.Training;
using FaceML.Training.Architectures;
using FaceML.Training.Data;
using FaceML.Training.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Tests.Training;

/// <summary>
/// Networks trained on a few faces of LFW: not for what they learn, which the benches measure, but for what becomes of them.
/// </summary>
[TestClass]
public sealed class FaceNetworkEstimatorTests
{
    private static readonly MLContext Ml = new(seed: 1);
    private static readonly AlignedRow[] Faces = Load(people: 6, images: 4);

    private sealed class AlignedRow
    {
        [FaceImageType]
        public Image? AlignedFace { get; set; }

        public string Identity { get; set; } = "";

        public bool HeldOut { get; set; }
    }

    private sealed class TaughtRow
    {
        [FaceImageType]
        public Image? AlignedFace { get; set; }

        [VectorType(6)]
        public float[] Taught { get; set; } = [];
    }

    private sealed class Vector
    {
        public float[] Embedding { get; set; } = [];
    }

    private static FaceNetworkOptions Small => new()
    {
        Architecture = new SiameseCnn { Channels = [8, 8, 8, 8], EmbeddingLength = 16 },
        ValidationShare = 0.34,
        Training = FaceNetworkOptions.FromNothing with
        {
            Epochs = 2,
            Step = FaceNetworkOptions.FromNothing.Step with
            {
                Gradients = FaceNetworkOptions.FromNothing.Step.Gradients with { BatchSize = 8 },
            }
        },
    };

    [TestMethod]
    public void FromNothing_ItEmbeds_IsWritten_AndLoadsFromACatalogWithTheSameVectors()
    {
        using var folder = new TemporaryFolder();
        using FaceEmbeddingTransformer trained = Ml.Faces.Trainers.FineTuneNetwork(Small).Fit(View(Faces));
        string file = folder["mine.onnx"];
        trained.Trained!.Save(file, [new MeasuredFigure { What = "EER", Value = 0.3, Command = "test" }]);

        var catalog = new NetworkCatalog(Path.GetDirectoryName(file)!);
        NetworkCard card = catalog.Find("siamese-trained").Card;
        using FaceEmbeddingTransformer loaded =
            Ml.Faces.Embed(new FaceEmbeddingOptions { Network = "siamese-trained", Catalog = catalog }).Fit(View(Faces));

        AssertSame(Vectors(trained, Faces), Vectors(loaded, Faces));
        Assert.IsNull(card.Lineage!.Parent);
        StringAssert.Contains(card.Lineage.Data, "16 images of 4 people");
        StringAssert.Contains(card.Lineage.Data, "8 of 2 others");
        Assert.AreEqual(0.3, card.Measured.Single().Value);
        Assert.IsFalse(OnnxModel.Read(file).Graph.Nodes.Any(n => n.OpType == "BatchNormalization"), "normalizations are folded");
        CollectionAssert.AreEquivalent(
            new[] { file, Path.ChangeExtension(file, ".json") }, Directory.GetFiles(Path.GetDirectoryName(file)!));
    }

    [TestMethod]
    public void InASavedPipeline_TheTrainedNetworkIsInside()
    {
        using var folder = new TemporaryFolder();
        using FaceEmbeddingTransformer trained = Ml.Faces.Trainers.FineTuneNetwork(Small).Fit(View(Faces));
        string file = folder["mine.faceml"];

        Ml.Faces.Save(trained, View(Faces).Schema, file);
        ITransformer loaded = Ml.Faces.Load(file, out _);

        AssertSame(Vectors(trained, Faces), Vectors(loaded, Faces));
    }

    [TestMethod]
    public void FineTuned_ItNamesItsParent_AndTheFrozenPartIsThatOfTheParent()
    {
        NetworkEntry parent = NetworkCatalog.Default().Find("faceplugin-512");
        OnnxModel before = OnnxModel.Read(parent.Path);
        string cut = NetworkLayers.Cuts(before)[^2];
        NetworkTrainingOptions training = FaceNetworkOptions.FineTuning with { Epochs = 1, EarlyStopping = null };
        using FaceEmbeddingTransformer tuned = Ml.Faces.Trainers.FineTuneNetwork(new FaceNetworkOptions
        {
            StartFromHead = false,
            ValidationShare = 0,
            Augmentation = null,
            Training = training with
            {
                Step = training.Step with
                {
                    LearningRate = 1e-3,
                    Gradients = training.Step.Gradients with { BatchSize = 8, FrozenUpTo = cut }
                }
            },
        }).Fit(View(Faces));

        Assert.AreEqual("faceplugin-512-tuned", tuned.Trained!.Card.Name);
        Assert.AreEqual((parent.Card.Name, parent.Card.Sha256),
            (tuned.Trained.Card.Lineage!.Parent, tuned.Trained.Card.Lineage.ParentSha256));
        Assert.AreNotEqual(parent.Card.Sha256, tuned.Trained.Card.Sha256);
        using var folder = new TemporaryFolder();
        tuned.Trained.Save(folder["t.onnx"]);
        OnnxModel after = OnnxModel.Read(folder["t.onnx"]);
        string[] changed = [.. before.Graph.Initializers
            .Where(t => !t.Bytes.Span.SequenceEqual(after.Graph.FindInitializer(t.Name)!.Bytes.Span)).Select(t => t.Name)];
        HashSet<string> behind =
            [.. before.Graph.TopologicalOrder().SkipWhile(n => !n.Outputs.Contains(cut)).Skip(1).SelectMany(n => n.Inputs)];
        Assert.IsNotEmpty(changed);
        Assert.IsTrue(changed.All(behind.Contains), string.Join(", ", changed));
    }

    [TestMethod]
    public void Mixed_TheWeightsLieBetweenTheNetworkAsItCameAndWhatWasLearned()
    {
        FaceTrainedNetwork Tuned(InterpolationOptions? interpolation)
        {
            // Before training, after the epoch; then for each mixture what is trained for and what is to be retained.
            var figures = new Queue<double>([0.1, 0.2, 0.1, 1, 0.15, 1, 0.2, 0.5]);
            NetworkTrainingOptions training = FaceNetworkOptions.FineTuning with { Epochs = 1 };
            using FaceEmbeddingTransformer tuned = Ml.Faces.Trainers.FineTuneNetwork(new FaceNetworkOptions
            {
                StartFromHead = false,
                ValidationShare = 0.34,
                Interpolation = interpolation,
                Run = new() { Metric = _ => figures.Dequeue() },
                Training = training with { Step = training.Step with { Gradients = training.Step.Gradients with { BatchSize = 8 } } },
            }).Fit(View(Faces));
            return tuned.Trained!;
        }

        FaceTrainedNetwork learned = Tuned(null), mixed = Tuned(new InterpolationOptions { Coefficients = [0.25, 1] });

        Assert.AreEqual((1, 0.2), (learned.Summary.MixingCoefficient, learned.Summary.BestValidation));
        Assert.AreEqual((0.25, 0.15), (mixed.Summary.MixingCoefficient, mixed.Summary.BestValidation));
        CollectionAssert.AreEqual(
            new InterpolationPoint[] { new(0, 0.1, 1), new(0.25, 0.15, 1), new(1, 0.2, 0.5) }, mixed.Interpolation.ToArray());
        Assert.IsEmpty(learned.Interpolation);
        StringAssert.Contains(mixed.Card.Lineage!.Method, "mixing coefficient 0.25");
        OnnxModel expected = WeightInterpolation.Between(OnnxModel.Read(NetworkCatalog.Default().Find("faceplugin-512").Path),
            OnnxModel.Read(learned.Content), 0.25), actual = OnnxModel.Read(mixed.Content);
        foreach (OnnxTensor tensor in expected.Graph.Initializers)
        {
            CollectionAssert.AreEqual(tensor.Bytes.ToArray(), actual.Graph.FindInitializer(tensor.Name)!.Bytes.ToArray(), tensor.Name);
        }
    }

    [TestMethod]
    public void Mixtures_AreJudgedByPeopleHeldOut_AsImagesWillBeSeen_AndAsTheyAre()
    {
        using var folder = new TemporaryFolder();
        // A network that knows nothing yet: whatever is learned makes it better.
        FaceNetworkOptions options = Small;
        options.Training = options.Training with { Epochs = 1, StepsPerEpoch = 1 };
        using (FaceEmbeddingTransformer raw = Ml.Faces.Trainers.FineTuneNetwork(options).Fit(View(Faces)))
        {
            raw.Trained!.Save(folder["raw.onnx"]);
        }

        AlignedRow[] faces = [.. Load(people: 12, images: 4)
            .Select((f, i) => new AlignedRow { AlignedFace = f.AlignedFace, Identity = f.Identity, HeldOut = i < 20 })];
        var catalog = new NetworkCatalog(Path.GetDirectoryName(folder["raw.onnx"])!);
        FaceAugmentationOptions shift =
            FaceAugmentationOptions.None with { DownscaleProbability = 1, DownscaledWidth = FaceAugmentationRange.Fixed(24) };
        NetworkTrainingOptions training =
            FaceNetworkOptions.FineTuning with { Epochs = 12, EarlyStopping = null, ValidationFalseMatchRate = 0.1 };
        using FaceEmbeddingTransformer tuned = Ml.Faces.Trainers.FineTuneNetwork(new FaceNetworkOptions
        {
            StartFromHead = false,
            Network = "siamese-trained",
            Catalog = catalog,
            ValidationColumnName = nameof(AlignedRow.HeldOut),
            Shift = shift,
            Interpolation = new InterpolationOptions { Coefficients = [0.5, 1], MaxLoss = 1 },
            Training = training with
            {
                Step = training.Step with
                {
                    LearningRate = 3e-3,
                    TeacherWeight = 0,
                    Gradients = training.Step.Gradients with { BatchSize = 16 }
                }
            },
        }).Fit(View(faces));

        FaceTrainedNetwork trained = tuned.Trained!;
        Assert.AreNotEqual(0, trained.Summary.BestEpoch);
        CollectionAssert.AreEqual(new[] { 0, 0.5, 1 }, trained.Interpolation.Select(p => p.Coefficient).ToArray());
        Assert.AreEqual(trained.Summary.InitialValidation, trained.Interpolation[0].Validation);
        Assert.AreEqual(trained.Epochs[trained.Summary.BestEpoch - 1].Validation, trained.Interpolation[2].Validation);
        // The mixture that is kept, on the aligned faces as they are, one look each.
        InterpolationPoint chosen = trained.Interpolation.Single(p => p.Coefficient == trained.Summary.MixingCoefficient);
        Assert.AreEqual(trained.Interpolation.Max(p => p.Validation), chosen.Validation);
        using var embedder = new NetworkEmbedder(OnnxModel.Read(trained.Content));
        AlignedRow[] held = [.. faces.Where(f => f.HeldOut)];
        EmbeddingSet plain = embedder.Embed(
            FaceNetworkImages.Of([.. held.Select(f => f.AlignedFace!)], [.. held.Select((_, i) => i / 4)],
            trained.Card.Inputs[0].ToTensorSpec()));
        Assert.AreEqual(1 - ErrorCurve.Of(HeldOutPairs.Score(plain)).EqualErrorRate, chosen.Retained, 1e-6);
    }

    [TestMethod]
    public void Where_no_epoch_is_better_the_head_alone_is_kept_behind_the_network()
    {
        using var folder = new TemporaryFolder();
        // A network that knows little: a head gains.
        using (FaceEmbeddingTransformer raw = Ml.Faces.Trainers.FineTuneNetwork(Small).Fit(View(Faces)))
        {
            raw.Trained!.Save(folder["raw.onnx"]);
        }

        AlignedRow[] faces = Load(people: 24, images: 4);
        var catalog = new NetworkCatalog(Path.GetDirectoryName(folder["raw.onnx"])!);
        var figures = new Queue<double>([0.9, 0.1]);
        NetworkTrainingOptions training = FaceNetworkOptions.FineTuning with { Epochs = 1, ValidationFalseMatchRate = 0.1 };
        using FaceEmbeddingTransformer tuned = Ml.Faces.Trainers.FineTuneNetwork(new FaceNetworkOptions
        {
            Network = "siamese-trained",
            Catalog = catalog,
            ValidationShare = 0.2,
            Run = new() { Metric = _ => figures.Dequeue() },
            Training = training with { Step = training.Step with { Gradients = training.Step.Gradients with { BatchSize = 8 } } },
        }).Fit(View(faces));

        FaceTrainedNetwork trained = tuned.Trained!;
        Assert.IsNotNull(trained.Head);
        Assert.IsGreaterThan(trained.Head.InitialValidation, trained.Head.Validation);
        Assert.AreEqual((0, 0.9), (trained.Summary.BestEpoch, trained.Summary.InitialValidation));
        Assert.AreEqual("LpNormalization", OnnxModel.Read(trained.Content).Graph.TopologicalOrder()[^1].OpType);
        NetworkImages images =
            FaceNetworkImages.Of([.. faces.Select(f => f.AlignedFace!)], [.. faces.Select((_, i) => i / 4)],
                trained.Card.Inputs[0].ToTensorSpec());
        using NetworkEmbedder came = new(OnnxModel.Read(folder["raw.onnx"])), kept = new(OnnxModel.Read(trained.Content));
        EmbeddingSet expected = trained.Head.Head.Transform(came.Embed(images)), actual = kept.Embed(images);
        for (int i = 0; i < actual.Values.Length; i++)
        {
            Assert.AreEqual(expected.Values[i], actual.Values[i], 1e-4f);
        }
    }

    [TestMethod]
    public void FromATeacher_ImagesWithoutNamesAreEnough()
    {
        FaceNetworkOptions options = Small;
        (options.PersonColumnName, options.Teachers, options.Shift) =
            (null, ["faceplugin-512"], FaceAugmentationOptions.None with { GrayProbability = 1 });
        using FaceEmbeddingTransformer student = Ml.Faces.Trainers.FineTuneNetwork(options).Fit(View(Faces));

        FaceNetworkSummary summary = student.Trained!.Summary;
        Assert.AreEqual((16, 0, 8), (summary.Images, summary.People, summary.HeldOutImages));
        Assert.IsTrue(summary.BestValidation is > -1 and < 1);
        StringAssert.Contains(student.Trained.Card.Lineage!.Method, "no loss over people, teacher faceplugin-512");
    }

    [TestMethod]
    public void FromAColumnOfATeachersVectors_ItLearnsThose_AndRowsWithoutOneAreLeftOut()
    {
        // Vectors by which people are at right angles to each other, of a length that is not the student's; of the last row there is none.
        string[] people = [.. Faces.Select(f => f.Identity).Distinct()];
        TaughtRow[] taught = [.. Faces
            .Select((f, i) => new TaughtRow { AlignedFace = f.AlignedFace,
            Taught = [.. people.Select(p => i == Faces.Length - 1 ? float.NaN : p == f.Identity ? 3f : 0f)] })];
        FaceNetworkOptions options = Small;
        (options.PersonColumnName, options.TeacherColumnName, options.Teachers, options.ValidationShare, options.Augmentation) =
            (null, "Taught", ["slow"], 0, null);
        options.Training = options.Training with { Epochs = 25, Step = options.Training.Step with { AverageDecay = 0.5f } };
        using FaceEmbeddingTransformer student = Ml.Faces.Trainers.FineTuneNetwork(options).Fit(Ml.Data.LoadFromEnumerable(taught));

        FaceTrainedNetwork trained = student.Trained!;
        Assert.AreEqual((23, 1), (trained.Summary.Images, trained.Summary.LeftOut));
        StringAssert.Contains(trained.Card.Lineage!.Method, "teacher slow");
        float[][] vectors = Vectors(student, Faces);
        double Mean(bool mates) => Pairs().Where(p => Faces[p.I].Identity == Faces[p.J].Identity == mates)
            .Average(p => FaceComparison.Cosine(vectors[p.I], vectors[p.J]));
        Assert.IsGreaterThan(Mean(mates: false) + 0.3, Mean(mates: true),
            $"loss {trained.Epochs[0].Loss:F3} to {trained.Epochs[^1].Loss:F3}");

        static IEnumerable<(int I, int J)> Pairs() => Enumerable.Range(0, Faces.Length)
            .SelectMany(i => Enumerable.Range(0, i).Select(j => (i, j)));
    }

    [TestMethod]
    public void NetworksThatWantDifferentAlignedFaces_TeachByAColumnOnly()
    {
        using var folder = new TemporaryFolder();
        NetworkEntry entry = NetworkCatalog.Default().Find("faceplugin-512");
        NetworkInstaller.Install(
            entry.Card with { Name = "other", Embedding = entry.Card.Embedding! with { Template = AlignmentTemplate.SphereFace96.Name } },
            [entry.Path], folder["networks"]);
        FaceNetworkOptions options = Small;
        (options.PersonColumnName, options.Teachers, options.Catalog) =
            (null, ["faceplugin-512", "other"], NetworkCatalog.Default(folder["networks"]));
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() =>
            Ml.Faces.Trainers.FineTuneNetwork(options).Fit(View(Faces))).Message, "different alignments");
    }

    [TestMethod]
    public void TheSameRowsAndSettings_GiveTheSameBits()
    {
        string Hash(NetworkOptions? execution)
        {
            FaceNetworkOptions options = Small;
            options.Execution = execution;
            using FaceEmbeddingTransformer trained = Ml.Faces.Trainers.FineTuneNetwork(options).Fit(View(Faces));
            return trained.Trained!.Card.Sha256;
        }

        Assert.AreEqual(Hash(null), Hash(new NetworkOptions { Provider = ExecutionProvider.Cpu }));
    }

    [TestMethod]
    public void AProviderThatIsNotThere_IsRefusedWithWhatThereIs_OrStoodInFor()
    {
        FaceNetworkOptions options = Small;
        options.Execution = new NetworkOptions { Provider = ExecutionProvider.DirectML };
        NetworkException missing =
            Assert.ThrowsExactly<NetworkException>(() => Ml.Faces.Trainers.FineTuneNetwork(options).Fit(View(Faces)));
        StringAssert.Contains(missing.Message, "DirectML was asked for, but this ONNX Runtime has no DmlExecutionProvider; it has");
        StringAssert.Contains(missing.Message, "CPUExecutionProvider");

        options.Execution = options.Execution with { AllowFallback = true };
        using FaceEmbeddingTransformer trained = Ml.Faces.Trainers.FineTuneNetwork(options).Fit(View(Faces));
        Assert.AreEqual(2, trained.Trained!.Epochs.Count);
    }

    [TestMethod]
    public void WhatCannotBeTrained_IsRefusedByName()
    {
        AlignedRow[] both = [.. Faces
            .Select((f, i) => new AlignedRow { AlignedFace = f.AlignedFace, Identity = f.Identity, HeldOut = i % 4 == 0 })];
        FaceNetworkOptions stated = Small;
        stated.ValidationColumnName = "HeldOut";
        TrainingDataException shared =
            Assert.ThrowsExactly<TrainingDataException>(() => Ml.Faces.Trainers.FineTuneNetwork(stated).Fit(View(both)));
        Assert.AreEqual(TrainingDataProblem.IdentityInBothParts, shared.Problem);
        StringAssert.Contains(shared.Message, Faces[0].Identity);

        TrainingDataException single =
            Assert.ThrowsExactly<TrainingDataException>(() => Ml.Faces.Trainers.FineTuneNetwork(Small).Fit(View(Faces[3..])));
        Assert.AreEqual(TrainingDataProblem.TooFewImages, single.Problem);
        StringAssert.Contains(single.Message, Faces[3].Identity);

        var frozen = new FaceNetworkOptions
        {
            Training = FaceNetworkOptions.FineTuning with
            {
                Step = FaceNetworkOptions.FineTuning.Step with { Gradients = new() { FrozenUpTo = "nowhere" } },
            },
        };
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Ml.Faces.Trainers.FineTuneNetwork(frozen)).Message,
            "'nowhere'");
        Assert.ThrowsExactly<NetworkException>(() => Ml.Faces.Trainers.FineTuneNetwork(network: "landmarks-68"));
        FaceNetworkOptions nothing = Small;
        nothing.PersonColumnName = null;
        Assert.ThrowsExactly<ArgumentException>(() => Ml.Faces.Trainers.FineTuneNetwork(nothing));
    }

    [TestMethod]
    public void AFileThatAnotherRunHolds_IsNotTouched()
    {
        using var folder = new TemporaryFolder();
        using FaceEmbeddingTransformer trained = Ml.Faces.Trainers.FineTuneNetwork(Small).Fit(View(Faces));
        string file = folder["mine.onnx"];
        using (FileLock.Acquire(file))
        {
            StringAssert.Contains(Assert.ThrowsExactly<IOException>(() => trained.Trained!.Save(file)).Message, "another run");
        }

        Assert.IsEmpty(Directory.GetFiles(Path.GetDirectoryName(file)!));
    }

    private static IDataView View(IEnumerable<AlignedRow> rows) => Ml.Data.LoadFromEnumerable(rows.ToArray());

    private static float[][] Vectors(ITransformer model, IEnumerable<AlignedRow> rows) =>
        [.. Ml.Data.CreateEnumerable<Vector>(model.Transform(View(rows)), reuseRowObject: false).Select(v => v.Embedding)];

    private static void AssertSame(float[][] expected, float[][] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(1, FaceComparison.Cosine(expected[i], actual[i]), 1e-5);
        }

        Assert.IsLessThan(0.9999, FaceComparison.Cosine(expected[0], expected[^1]), "all vectors are one");
    }

    // Funneled images: the middle 112 of 250 pixels are the face, upright and in place.
    private static AlignedRow[] Load(int people, int images) =>
    [
        .. Directory.EnumerateDirectories(TestData.DataSet("lfw-deepfunneled")).Order(StringComparer.Ordinal)
            .Select(d => Directory.GetFiles(d).Order(StringComparer.Ordinal).ToArray()).Where(f => f.Length >= images).Take(people)
            .SelectMany(f => f.Take(images))
            .Select(file => new AlignedRow { AlignedFace = Image.Load(file).Crop(new Box(69, 69, 181, 181)),
                Identity = Path.GetFileName(Path.GetDirectoryName(file))! }),
    ];
}
