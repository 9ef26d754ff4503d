using FaceML.Embedding;
using FaceML.Onnx;
using FaceML.Training.Architectures;
using FaceML.Training.Networks;

namespace FaceML.Tests.Training;

/// <summary>
/// Networks trained on a few faces of LFW: not for what they learn, which the benches measure, but for what becomes of them.
/// </summary>
[TestClass]
public sealed partial class FaceNetworkEstimatorTests
{
    private static readonly MLContext Ml = new(seed: 1);
    private static readonly AlignedFaceRow[] Faces = Load(people: 6, images: 4);

    private sealed class TaughtRow
    {
        [FaceColumnType]
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
    public void from_nothing_it_embeds_is_written_and_loads_from_a_catalog_with_the_same_vectors()
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
    public void in_a_saved_pipeline_the_trained_network_is_inside()
    {
        using var folder = new TemporaryFolder();
        using FaceEmbeddingTransformer trained = Ml.Faces.Trainers.FineTuneNetwork(Small).Fit(View(Faces));
        string file = folder["mine.faceml"];

        Ml.Faces.Save(trained, View(Faces).Schema, file);
        ITransformer loaded = Ml.Faces.Load(file, out _);

        AssertSame(Vectors(trained, Faces), Vectors(loaded, Faces));
    }

    [TestMethod]
    public void fine_tuned_it_names_its_parent_and_the_frozen_part_is_that_of_the_parent()
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
    public void the_same_rows_and_settings_give_the_same_bits()
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
    public void a_provider_that_is_not_there_is_refused_with_what_there_is_or_stood_in_for()
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
    public void what_cannot_be_trained_is_refused_by_name()
    {
        AlignedFaceRow[] both = [.. Faces
            .Select((f, i) => new AlignedFaceRow { AlignedFace = f.AlignedFace, Identity = f.Identity, HeldOut = i % 4 == 0 })];
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
    public void a_file_that_another_run_holds_is_not_touched()
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

    private static IDataView View(IEnumerable<AlignedFaceRow> rows) => Ml.Data.LoadFromEnumerable(rows.ToArray());

    private static float[][] Vectors(ITransformer model, IEnumerable<AlignedFaceRow> rows) =>
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
    private static AlignedFaceRow[] Load(int people, int images) =>
    [
        .. Directory.EnumerateDirectories(TestData.DataSet("lfw-deepfunneled")).Order(StringComparer.Ordinal)
            .Select(d => Directory.GetFiles(d).Order(StringComparer.Ordinal).ToArray()).Where(f => f.Length >= images).Take(people)
            .SelectMany(f => f.Take(images))
            .Select(file => new AlignedFaceRow { AlignedFace = Image.Load(file).Crop(new Box(69, 69, 181, 181)),
                Identity = Path.GetFileName(Path.GetDirectoryName(file))! }),
    ];
}
