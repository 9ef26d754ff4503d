namespace FaceML.Training.Tests.Heads;

/// <summary>
/// On made-up people whose identity lies in 8 of 32 directions, the others being louder noise: a projection can find them.
/// </summary>
[TestClass]
public sealed class MetricHeadTrainerTests
{
    public static IEnumerable<object[]> Recipes =>
    [
        [new ContrastiveLossOptions()],
        [new TripletLossOptions { Miner = new BatchAllMiner() }],
        [new TripletLossOptions { Miner = new BatchHardMiner(), Squared = false }],
        [new TripletLossOptions { Miner = new SemiHardMiner() }],
        [new TripletLossOptions { Miner = new DistanceWeightedMiner() }],
        [new InfoNceLossOptions()],
        [new ArcFaceLossOptions { Scale = 16, Margin = 0.3f }],
        [new CosFaceLossOptions { Scale = 16 }],
        [new SoftmaxLossOptions()],
    ];

    [TestMethod]
    [DynamicData(nameof(Recipes))]
    public void every_loss_learns_to_tell_unseen_people_apart(LossOptions loss)
    {
        (EmbeddingSet training, EmbeddingSet validation) = People();
        // A class matrix starts at random and has to be found first: more steps.
        MetricHeadOptions options = loss.NeedsPairs
            ? Options with { Loss = loss, Epochs = 15 }
            : Options with { Loss = loss, Epochs = 40, LearningRate = 2e-2 };
        MetricHeadResult result = new MetricHeadTrainer(options).Train(training, validation);
        Assert.IsGreaterThan(result.InitialValidation + 0.15, result.BestValidation,
            $"{result.InitialValidation:F3} → {result.BestValidation:F3}");
        // Miners pick among what still costs, so only the losses over a fixed set of pairs must fall.
        if (loss is not TripletLossOptions)
        {
            Assert.IsLessThan(result.Epochs[0].Loss, result.Epochs[^1].Loss);
        }
    }

    [TestMethod]
    public void one_seed_gives_one_head_and_another_seed_another()
    {
        (EmbeddingSet training, _) = People();
        byte[] Train(long seed) => new MetricHeadTrainer(Options with { Seed = seed }).Train(training).Head.Save();
        byte[] first = Train(1);
        CollectionAssert.AreEqual(first, Train(1));
        CollectionAssert.AreNotEqual(first, Train(2));
    }

    [TestMethod]
    [DynamicData(nameof(Recipes))]
    public void stopped_anywhere_and_resumed_gives_the_same_bits(LossOptions loss)
    {
        (EmbeddingSet training, EmbeddingSet validation) = People();
        MetricHeadOptions options = Options with
        {
            Loss = loss,
            Shape = new MetricHeadShape { OutputLength = 16, HiddenLength = 24 },
            Schedule = new PlateauSchedule { Patience = 1 },
        };
        var trainer = new MetricHeadTrainer(options);
        MetricHeadResult whole = trainer.Train(training, validation);
        string folder = Directory.CreateTempSubdirectory().FullName, path = Path.Combine(folder, "run.ckpt");
        try
        {
            for (int stop = 1; stop < options.Epochs; stop++)
            {
                using var cancel = new CancellationTokenSource();
                int at = stop;
                var run = new TrainingRun { CheckpointPath = path, Resume = true, Progress = new Immediately(e => Cancel(e, at, cancel)) };
                Assert.ThrowsExactly<OperationCanceledException>(() =>
                    trainer.Train(training, validation, run, cancellationToken: cancel.Token));
            }

            MetricHeadResult resumed = trainer.Train(training, validation, new TrainingRun { CheckpointPath = path, Resume = true });
            CollectionAssert.AreEqual(whole.Head.Save(), resumed.Head.Save());
            CollectionAssert.AreEqual(whole.Epochs.Select(e => (e.Epoch, e.Loss, e.Validation, e.LearningRate)).ToArray(), resumed.Epochs
                .Select(e => (e.Epoch, e.Loss, e.Validation, e.LearningRate)).ToArray());
            Assert.HasCount(1, Directory.GetFiles(folder), "Only the checkpoint is left.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void a_checkpoint_of_other_settings_or_damaged_is_refused()
    {
        (EmbeddingSet training, _) = People();
        string folder = Directory.CreateTempSubdirectory().FullName, path = Path.Combine(folder, "run.ckpt");
        try
        {
            var run = new TrainingRun { CheckpointPath = path, Resume = true };
            new MetricHeadTrainer(Options with { Epochs = 1 }).Train(training, run: run);
            StringAssert.Contains(Assert.ThrowsExactly<CheckpointException>(() =>
                new MetricHeadTrainer(Options with { Epochs = 1, LearningRate = 0.1 }).Train(training, run: run)).Message,
                "other settings");
            byte[] bytes = File.ReadAllBytes(path);
            bytes[^100] ^= 1;
            File.WriteAllBytes(path, bytes);
            StringAssert.Contains(Assert.ThrowsExactly<CheckpointException>(() =>
                new MetricHeadTrainer(Options with { Epochs = 1 }).Train(training, run: run)).Message, "checksum");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void shuffled_batches_train_a_classifier_with_balanced_classes()
    {
        (EmbeddingSet training, EmbeddingSet validation) = People();
        MetricHeadOptions options =
            Options with
            {
                Loss = new ArcFaceLossOptions { Scale = 16, Margin = 0.3f },
                Sampling = BatchSampling.Shuffled,
                Balance = ClassBalance.InverseFrequency,
                Epochs = 40,
                LearningRate = 2e-2
            };
        MetricHeadResult result = new MetricHeadTrainer(options).Train(training, validation);
        Assert.IsGreaterThan(result.InitialValidation + 0.15, result.BestValidation);
    }

    [TestMethod]
    public void early_stopping_keeps_the_best_head()
    {
        (EmbeddingSet training, EmbeddingSet validation) = People();
        double[] script = [0.5, 0.6, 0.55, 0.54, 0.9];
        int call = 0;
        var run = new TrainingRun { Metric = _ => script[call++] };
        MetricHeadResult result =
            new MetricHeadTrainer(Options with { EarlyStopping = new EarlyStopping { Patience = 2 } }).Train(training, validation, run);
        Assert.IsTrue(result.StoppedEarly);
        Assert.AreEqual(1, result.BestEpoch);
        Assert.AreEqual(0.6, result.BestValidation);
        Assert.HasCount(3, result.Epochs);
    }

    [TestMethod]
    public void when_nothing_is_gained_the_untrained_head_is_kept()
    {
        (EmbeddingSet training, EmbeddingSet validation) = People();
        double next = 1;
        MetricHeadResult result = new MetricHeadTrainer(Options).Train(training, validation, new TrainingRun { Metric = _ => next -= 0.1 });
        Assert.AreEqual(0, result.BestEpoch);
        CollectionAssert.AreEqual(MetricHead.Create(32, Options.Shape, new TrainingRandom(Options.Seed)).Save(), result.Head.Save());
    }

    [TestMethod]
    public void bad_settings_are_refused_by_name()
    {
        (EmbeddingSet training, _) = People();
        foreach ((MetricHeadOptions options, string name) in new (MetricHeadOptions, string)[]
        {
            (Options with { LearningRate = double.NaN }, "LearningRate"),
            (Options with { Epochs = 0 }, "Epochs"),
            (Options with { BatchSize = 1 }, "BatchSize"),
            (Options with { ImagesPerIdentity = 1 }, "ImagesPerIdentity"),
            (Options with { MaxGradientNorm = 0 }, "MaxGradientNorm"),
            (Options with { ValidationFalseMatchRate = 1 }, "ValidationFalseMatchRate"),
            (Options with { Sampling = BatchSampling.Shuffled }, "Sampling"),
            (Options with { EarlyStopping = new EarlyStopping() }, "EarlyStopping"),
            (Options with { Schedule = new PlateauSchedule() }, "Schedule"),
        })
        {
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => new MetricHeadTrainer(options).Train(training)).Message,
                $"MetricHeadOptions.{name} must be");
        }
    }

    [TestMethod]
    public void a_run_that_diverges_says_so()
    {
        (EmbeddingSet training, _) = People();
        MetricHeadOptions options =
            Options with { Optimizer = new SgdOptions(), LearningRate = 1e38, Loss = new SoftmaxLossOptions { Scale = 1e30f } };
        StringAssert.Contains(Assert.ThrowsExactly<ArithmeticException>(() => new MetricHeadTrainer(options).Train(training)).Message,
            "diverged");
    }

    private static MetricHeadOptions Options => new()
    {
        Shape = new MetricHeadShape { OutputLength = 16 },
        Epochs = 4,
        BatchSize = 96,
        LearningRate = 5e-3,
        ValidationFalseMatchRate = 0.01,
    };

    private static void Cancel(TrainingEpoch epoch, int at, CancellationTokenSource cancel)
    {
        if (epoch.Epoch >= at)
        {
            cancel.Cancel();
        }
    }

    private static (EmbeddingSet Training, EmbeddingSet Validation) People()
    {
        var random = new TrainingRandom(42);
        const int people = 90, images = 8, length = 32;
        float[] values = Numeric.Normal(random, people * images * length, 1.5);
        int[] labels = new int[people * images];
        for (int person = 0; person < people; person++)
        {
            float[] identity = Numeric.Normal(random, 8, 1.5);
            for (int image = 0; image < images; image++)
            {
                int row = person * images + image;
                labels[row] = person * 5 - 20;
                for (int j = 0; j < 8; j++)
                {
                    values[row * length + j] = identity[j] + 0.3f * values[row * length + j];
                }
            }
        }

        return TrainingSplit.ByIdentity(new EmbeddingSet(values, labels, length), 0.4, 1);
    }

    private sealed class Immediately(Action<TrainingEpoch> report) : IProgress<TrainingEpoch>
    {
        public void Report(TrainingEpoch value) => report(value);
    }
}
