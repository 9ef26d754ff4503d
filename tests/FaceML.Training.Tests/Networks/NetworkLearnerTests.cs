namespace FaceML.Training.Tests.Networks;

[TestClass]
public sealed class NetworkLearnerTests
{
    private static readonly NetworkTrainingOptions Settings = Patterns.Training with
    {
        Epochs = 4,
        Step = Patterns.Training.Step with { LearningRate = 0.01, AverageDecay = 0.5f },
    };

    [TestMethod]
    public void people_never_seen_are_told_apart_better()
    {
        NetworkImages others = Patterns.Images(10, 5, first: 100);
        double Rate(OnnxModel network)
        {
            using var embedder = new NetworkEmbedder(network, threads: 1);
            return VerificationMetric.TrueMatchRate(embedder.Embed(others), 0.1);
        }

        NetworkTrainingResult result =
            new NetworkLearner(Settings with { Epochs = 20 }).Train(
            Patterns.Network(), Patterns.Images(40, 6), Patterns.Images(10, 5, first: 50));

        double before = Rate(Patterns.Network()), after = Rate(result.Network);
        Assert.IsGreaterThan(before + 0.1, after, $"{before:F3} → {after:F3}");
        Assert.IsGreaterThan(result.InitialValidation, result.BestValidation);
        Assert.AreEqual(result.Epochs[result.BestEpoch - 1].Validation, result.BestValidation);
    }

    [TestMethod]
    public void one_seed_one_network_another_seed_another()
    {
        byte[] first = Train(Settings), second = Train(Settings), other = Train(Settings with { Step = Settings.Step with { Seed = 2 } });

        CollectionAssert.AreEqual(first, second);
        CollectionAssert.AreNotEqual(first, other);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void stopped_in_the_middle_and_resumed_has_the_same_bits(int epochsBefore)
    {
        using var folder = new Folder();
        string path = Path.Combine(folder.Path, "run.ckpt");
        byte[] whole = Train(Settings);

        using var stop = new CancellationTokenSource();
        // The steps of the next epoch are under way when the run ends: no epoch is finished after the last checkpoint.
        int seen = 0;
        NetworkImages stopping = Images((_, _, _) =>
        {
            if (Volatile.Read(ref seen) == epochsBefore)
            {
                stop.Cancel();
            }
        });
        var run = new TrainingRun
        {
            CheckpointPath = path,
            Resume = true,
            Progress = new Each(epoch => Interlocked.Add(ref seen, Math.Sign(epoch.Epoch))),
        };
        Assert.ThrowsExactly<OperationCanceledException>(() =>
            new NetworkLearner(Settings).Train(Patterns.Network(), stopping, Held(), run, stop.Token));
        Assert.IsTrue(File.Exists(path));
        NetworkTrainingResult resumed =
            new NetworkLearner(Settings).Train(Patterns.Network(), Images(), Held(), run with { Progress = null });

        CollectionAssert.AreEqual(whole, resumed.Network.ToBytes());
        Assert.HasCount(4, resumed.Epochs);
    }

    [TestMethod]
    public void before_the_first_epoch_the_network_as_it_starts_is_told_of_as_epoch_0()
    {
        List<TrainingEpoch> told = [];
        NetworkTrainingResult result = new NetworkLearner(Settings with { Epochs = 1 }).Train(
            Patterns.Network(), Images(), Held(), new TrainingRun { Progress = new Each(told.Add) });

        Assert.AreEqual((0, result.InitialValidation), (told[0].Epoch, told[0].Validation));
        CollectionAssert.AreEqual(result.Epochs.ToArray(), told.Skip(1).ToArray());
    }

    [TestMethod]
    public void when_the_time_is_up_no_further_epoch_is_begun() =>
        Assert.HasCount(1, new NetworkLearner(
            Settings with { Budget = TimeSpan.FromTicks(1) }).Train(Patterns.Network(), Images(), Held()).Epochs);

    [TestMethod]
    public void checkpoints_of_other_images_or_settings_or_damaged_are_refused()
    {
        using var folder = new Folder();
        var run = new TrainingRun { CheckpointPath = Path.Combine(folder.Path, "run.ckpt"), Resume = true };
        NetworkTrainingOptions one = Settings with { Epochs = 1 };
        new NetworkLearner(one).Train(Patterns.Network(), Images(), Held(), run);

        Assert.ThrowsExactly<CheckpointException>(() =>
            new NetworkLearner(one).Train(Patterns.Network(), Patterns.Images(8, 5), Held(), run));
        Assert.ThrowsExactly<CheckpointException>(() =>
            new NetworkLearner(one with { Step = one.Step with { LearningRate = 0.02 } }).Train(
            Patterns.Network(), Images(), Held(), run));
        Assert.ThrowsExactly<CheckpointException>(() =>
            new NetworkLearner(one with { Step = one.Step with { LearningRateScale = n => n == "fc.w" ? 2 : 1 } }).Train(
            Patterns.Network(), Images(), Held(), run));
        Assert.ThrowsExactly<CheckpointException>(() => new NetworkLearner(one).Train(Patterns.Network(seed: 5), Images(), Held(), run));
        byte[] bytes = File.ReadAllBytes(run.CheckpointPath);
        bytes[100] ^= 1;
        File.WriteAllBytes(run.CheckpointPath, bytes);
        Assert.ThrowsExactly<CheckpointException>(() => new NetworkLearner(one).Train(Patterns.Network(), Images(), Held(), run));
    }

    [TestMethod]
    public void one_checkpoint_file_belongs_to_one_run_at_a_time()
    {
        using var folder = new Folder();
        string path = Path.Combine(folder.Path, "run.ckpt");
        using (FileLock.Acquire(path))
        {
            IOException error = Assert.ThrowsExactly<IOException>(() =>
                new NetworkLearner(Settings).Train(Patterns.Network(), Images(), null, new TrainingRun { CheckpointPath = path }));
            StringAssert.Contains(error.Message, path);
        }

        new NetworkLearner(Settings with { Epochs = 1 }).Train(
            Patterns.Network(), Images(), null, new TrainingRun { CheckpointPath = path });
        CollectionAssert.AreEqual(new[] { path }, Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    public void a_frozen_beginning_is_computed_once_and_stays_as_it_was()
    {
        using var folder = new Folder();
        NetworkTrainingOptions frozen =
            Settings with { Step = Settings.Step with { Gradients = Settings.Step.Gradients with { FrozenUpTo = "middle" } } };
        OnnxModel start = Patterns.Network();
        var learner = new NetworkLearner(frozen) { ActivationFolder = folder.Path };

        OnnxModel cut = learner.Train(start, Images(), Held()).Network;

        Assert.HasCount(2, Directory.GetFiles(folder.Path, "*.activations"));
        foreach (string name in new[] { "conv.w", "conv.b", "slope" })
        {
            CollectionAssert.AreEqual(start.Graph.FindInitializer(name)!.ToFloats(), cut.Graph.FindInitializer(name)!.ToFloats(), name);
        }

        // The same without a cut: images that say that they vary are run through the whole network each time.
        OnnxModel whole = learner.Train(start, Images(varies: true), Held()).Network;
        float[] expected = whole.Graph.FindInitializer("fc.w")!.ToFloats(), actual = cut.Graph.FindInitializer("fc.w")!.ToFloats();
        Numeric.Close(Array.ConvertAll(expected, v => (double)v), actual, 1e-4, "weights");

        // A damaged file is not used: what is computed again gives the same bits.
        string file = Directory.GetFiles(folder.Path, "*.activations")[0];
        byte[] bytes = File.ReadAllBytes(file);
        bytes[1] ^= 64;
        File.WriteAllBytes(file, bytes);
        CollectionAssert.AreEqual(cut.ToBytes(), learner.Train(start, Images(), Held()).Network.ToBytes());
    }

    [TestMethod]
    [DataRow(TeacherMatch.Vectors)]
    [DataRow(TeacherMatch.Similarities)]
    public void from_a_teacher_alone_a_student_learns_to_agree(TeacherMatch match)
    {
        NetworkImages unlabeled = Patterns.Images(40, 5);
        using var teacher = new NetworkEmbedder(Patterns.Network(seed: 77), threads: 1);
        EmbeddingSet wanted = teacher.Embed(unlabeled);
        NetworkTrainingOptions settings =
            Settings with
            {
                Epochs = 15,
                ImagesPerIdentity = 1,
                Step = Settings.Step with { LossWeight = 0, TeacherMatch = match, TeacherWeight = 5 }
            };

        OnnxModel student = new NetworkLearner(settings).Train(Patterns.Network(), unlabeled.WithTeacher(wanted)).Network;

        double Agreement(OnnxModel network)
        {
            using var embedder = new NetworkEmbedder(network, threads: 1);
            NetworkImages others = Patterns.Images(20, 3, first: 500);
            return TeacherAgreement.Of(embedder.Embed(others), teacher.Embed(others));
        }

        double before = Agreement(Patterns.Network()), after = Agreement(student);
        Assert.IsGreaterThan(before + 0.2, after, $"{before:F3} → {after:F3}");
    }

    [TestMethod]
    public void what_cannot_be_trained_on_is_refused_by_name()
    {
        var learner = new NetworkLearner(Settings);
        TrainingDataProblem Problem(NetworkImages training, NetworkImages? validation = null) =>
            Assert.ThrowsExactly<TrainingDataException>(() => learner.Train(Patterns.Network(), training, validation)).Problem;

        Assert.AreEqual(TrainingDataProblem.IdentityInBothParts, Problem(Patterns.Images(4, 3), Patterns.Images(4, 3, first: 3)));
        Assert.AreEqual(TrainingDataProblem.TooFewImages, Problem(Patterns.Images(4, 1)));
        Assert.AreEqual(TrainingDataProblem.OneIdentity, Problem(Patterns.Images(1, 4)));
        EmbeddingSet few = EmbeddingSet.FromVectors([[1f, 0], [0, 1]], [0, 1]);
        Assert.AreEqual(TrainingDataProblem.UnequalCounts, Problem(Patterns.Images(4, 3).WithTeacher(few)));
        Assert.ThrowsExactly<ArgumentException>(() =>
            new NetworkLearner(Settings with { Step = Settings.Step with { LossWeight = 0 } }).Train(
            Patterns.Network(), Patterns.Images(4, 3)));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() =>
            new NetworkLearner(Settings with { ImagesPerIdentity = 1 }).Train(Patterns.Network(), Patterns.Images(4, 3))).Message,
            "ImagesPerIdentity");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() =>
            new NetworkLearner(Settings with { EarlyStopping = new EarlyStopping() }).Train(
            Patterns.Network(), Patterns.Images(4, 3))).Message, "EarlyStopping");
    }

    [TestMethod]
    public void an_operator_without_a_gradient_is_named_with_what_can_be_frozen()
    {
        OnnxModel network = Patterns.Network();
        OnnxNode activation = network.Graph.FindProducer("middle")!;
        activation.OpType = "Erf";
        activation.Inputs.RemoveAt(1);

        GradientException error =
            Assert.ThrowsExactly<GradientException>(() => new NetworkLearner(Settings).Train(network, Images(), null));

        StringAssert.Contains(error.Message, "Erf");
        StringAssert.Contains(error.Message, "middle");
        new NetworkLearner(Settings with
        {
            Epochs = 1,
            Step = Settings.Step with { Gradients = Settings.Step.Gradients with { FrozenUpTo = "middle" } }
        }).Train(network, Images(),
            null);
    }

    [TestMethod]
    public void without_gain_the_run_stops_early_and_gives_back_what_was_given()
    {
        NetworkTrainingOptions settings = Settings with { Epochs = 10, EarlyStopping = new EarlyStopping { Patience = 2 } };

        NetworkTrainingResult result =
            new NetworkLearner(settings).Train(Patterns.Network(), Images(), Held(), new TrainingRun { Metric = _ => 0.5 });

        Assert.IsTrue(result.StoppedEarly);
        Assert.HasCount(2, result.Epochs);
        Assert.AreEqual(0, result.BestEpoch);
        CollectionAssert.AreEqual(Patterns.Network().ToBytes(), result.Network.ToBytes());
    }

    private static byte[] Train(NetworkTrainingOptions settings) =>
        new NetworkLearner(settings).Train(Patterns.Network(), Images(), Held()).Network.ToBytes();

    private static NetworkImages Held() => Patterns.Images(5, 3, first: 50);

    private static NetworkImages Images(bool varies = false) => Patterns.Images(8, 4, varies: false) is var plain && !varies ? plain
        : new NetworkImages(plain.Labels.ToArray(), plain.Length, (image, _, row) => plain.Write(image, null, row)) { Varies = true };

    private static NetworkImages Images(ImageBatchWriter before)
    {
        NetworkImages plain = Images();
        return new NetworkImages(plain.Labels.ToArray(), plain.Length, (image, random, row) =>
        {
            before(image, random, row);
            plain.Write(image, random, row);
        });
    }

    private sealed class Each(Action<TrainingEpoch> report) : IProgress<TrainingEpoch>
    {
        public void Report(TrainingEpoch value) => report(value);
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("faceml-test-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
