namespace FaceML.Training.Tests.Networks;

/// <summary>A small convolutional network on made-up images: each person is a pattern, each image the pattern with noise.</summary>
[TestClass]
public sealed class NetworkTrainerTests
{
    private const int Batch = 12;
    private const int People = 4;
    private const int Size = 8;

    [TestMethod]
    [DataRow("arcface", false)]
    [DataRow("triplet", false)]
    [DataRow("infonce", true)]
    public void losses_fall(string name, bool batchStatistics)
    {
        LossOptions loss = name switch
        {
            "arcface" => new ArcFaceLossOptions { Scale = 8, Margin = 0.2f },
            "triplet" => new TripletLossOptions { Miner = new BatchHardMiner(), Margin = 0.5f },
            _ => new InfoNceLossOptions(),
        };
        using NetworkTrainer trainer =
            Trainer(o => o with { Loss = loss, Gradients = o.Gradients with { BatchStatistics = batchStatistics } });
        double[] losses = [.. Batches(60).Select(b => trainer.Step(b).Loss)];
        Assert.IsLessThan(0.6 * losses[..10].Average(), losses[^10..].Average(),
            $"{losses[..10].Average():F3} → {losses[^10..].Average():F3}");
    }

    [TestMethod]
    public void same_batches_same_weights_and_another_seed_others()
    {
        byte[] Train(long seed)
        {
            using NetworkTrainer trainer = Trainer(o => o with { Seed = seed });
            Batches(5).ForEach(b => trainer.Step(b));
            return trainer.Export().ToBytes();
        }

        byte[] first = Train(1);
        CollectionAssert.AreEqual(first, Train(1));
        CollectionAssert.AreNotEqual(first, Train(2));
    }

    [TestMethod]
    public void saved_and_loaded_goes_on_with_the_same_bits()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.ckpt");
        NetworkTrainer Make() => Trainer(o => o with
        {
            AverageDecay = 0.9f,
            Loss = new TripletLossOptions { Miner = new DistanceWeightedMiner(), Margin = 1 },
            Optimizer = new AdamOptions(),
            Gradients = o.Gradients with { BatchStatistics = true },
        });
        try
        {
            List<TrainingBatch> batches = Batches(8);
            using NetworkTrainer whole = Make(), before = Make(), after = Make();
            batches.ForEach(b => whole.Step(b));
            batches[..5].ForEach(b => before.Step(b));
            before.Save(path);
            after.Load(path);
            Assert.AreEqual(5, after.Steps);
            batches[5..].ForEach(b => after.Step(b));
            CollectionAssert.AreEqual(whole.Export().ToBytes(), after.Export().ToBytes());

            byte[] damaged = File.ReadAllBytes(path);
            damaged[50] ^= 1;
            File.WriteAllBytes(path, damaged);
            Assert.ThrowsExactly<CheckpointException>(() => after.Load(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void two_accumulated_batches_step_along_their_mean_gradient()
    {
        List<TrainingBatch> batches = Batches(2);
        Func<NetworkTrainerOptions, NetworkTrainerOptions> plain = o =>
            o with
            {
                Optimizer = new SgdOptions { Momentum = 0 },
                Schedule = new ConstantSchedule(),
                LearningRate = 1e-2,
                MaxGradientNorm = 1e6f
            };
        using NetworkTrainer both = Trainer(o => plain(o) with { Accumulate = 2 }), one = Trainer(plain), other = Trainer(plain);
        float[] start = Weight(both);
        both.Step(batches[0], batches[1]);
        one.Step(batches[0]);
        other.Step(batches[1]);
        double[] expected = [.. start.Select((s, i) => 0.5 * (Weight(one)[i] + Weight(other)[i]) - s)];
        Numeric.Close(expected, [.. Weight(both).Zip(start, (a, b) => a - b)], 1e-3, "step");
    }

    [TestMethod]
    public void a_scale_of_zero_and_a_frozen_prefix_leave_weights_as_they_were()
    {
        OnnxModel network = Network();
        using NetworkTrainer trainer =
            Trainer(o => o with
            {
                LearningRateScale = name => name == "conv.w" ? 0 : 1,
                Gradients = o.Gradients with { FrozenWeights = new HashSet<string> { "slope" } }
            });
        Batches(3).ForEach(b => trainer.Step(b));
        OnnxModel learned = trainer.Export();
        foreach (string name in new[] { "conv.w", "slope", "fc.w" })
        {
            bool same = network.Graph.FindInitializer(name)!.ToFloats().SequenceEqual(learned.Graph.FindInitializer(name)!.ToFloats());
            Assert.AreEqual(name != "fc.w", same, name);
        }
    }

    [TestMethod]
    public void the_averaged_weights_lie_behind_the_last_ones()
    {
        Func<NetworkTrainerOptions, NetworkTrainerOptions> plain = o => o with { Optimizer = new SgdOptions { Momentum = 0 } };
        using NetworkTrainer averaged = Trainer(o => plain(o) with { AverageDecay = 0.75f }), last = Trainer(plain);
        float[] start = Weight(last);
        TrainingBatch batch = Batches(1)[0];
        averaged.Step(batch);
        last.Step(batch);
        double[] expected = [.. Weight(last).Zip(start, (a, b) => 0.25 * (a - b))];
        Numeric.Close(expected, [.. Weight(averaged).Zip(start, (a, b) => a - b)], 1e-3, "average");
    }

    [TestMethod]
    [DoNotParallelize]
    public void a_thousand_steps_take_no_more_memory_than_a_hundred()
    {
        using NetworkTrainer trainer = Trainer(o => o with { Steps = 1100 });
        TrainingBatch[] batches = [.. Batches(4)];
        (long Managed, long Process) After(int steps)
        {
            for (int i = 0; i < steps; i++)
            {
                trainer.Step(batches[i % batches.Length]);
            }

            using var process = System.Diagnostics.Process.GetCurrentProcess();
            return (GC.GetTotalMemory(forceFullCollection: true) >> 10, process.PrivateMemorySize64 >> 20);
        }

        (long Managed, long Process) early = After(100), late = After(1000);
        Assert.IsLessThan(early.Managed + 1024, late.Managed, $"{early.Managed} KB after 100 steps, {late.Managed} KB after 1100");
        // The process also holds what the collector keeps ready and what was compiled meanwhile: this bound only notices tensors that stay.
        Assert.IsLessThan(early.Process + 100, late.Process, $"{early.Process} MB after 100 steps, {late.Process} MB after 1100");
    }

    [TestMethod]
    public void wrong_numbers_of_batches_and_rows_are_refused()
    {
        using NetworkTrainer trainer = Trainer(o => o with { Accumulate = 2 });
        TrainingBatch batch = Batches(1)[0];
        Assert.ThrowsExactly<ArgumentException>(() => trainer.Step(batch));
        Assert.ThrowsExactly<ArgumentException>(() => trainer.Step(batch, batch with { Labels = [0] }));
        Assert.ThrowsExactly<ArgumentException>(() => trainer.Step(batch, batch with { Pixels = [0] }));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Trainer(o => o with { AverageDecay = 1 })).Message,
            "AverageDecay");
    }

    private static NetworkTrainer Trainer(Func<NetworkTrainerOptions, NetworkTrainerOptions> change) =>
        new(Network(), People, change(new NetworkTrainerOptions
        {
            Gradients = new GradientOptions { BatchSize = Batch },
            Loss = new ArcFaceLossOptions { Scale = 8, Margin = 0.2f },
            LearningRate = 0.05,
            Steps = 60,
            Threads = 1,
        }));

    private static float[] Weight(NetworkTrainer trainer) => trainer.Export().Graph.FindInitializer("fc.w")!.ToFloats();

    private static OnnxModel Network()
    {
        var random = new TrainingRandom(4);
        var b = new GraphBuilder();
        string x = b.Input("x", OnnxElementType.Float32, 1, 1, Size, Size);
        string y = b.Conv(x, b.Floats("conv.w", [6, 1, 3, 3], Numeric.Normal(random, 54, 0.4)), b.Floats("conv.b", [6], new float[6]),
            [2, 2], [1, 1, 1, 1]);
        y = b.BatchNormalization(y, b.Floats("scale", [6], [1, 1, 1, 1, 1, 1]), b.Floats("shift", [6], new float[6]),
            b.Floats("mean", [6], new float[6]), b.Floats("variance", [6], [1, 1, 1, 1, 1, 1]));
        y = b.PRelu(y, b.Floats("slope", [6, 1, 1], [0.2f, 0.2f, 0.2f, 0.2f, 0.2f, 0.2f]));
        b.MatMul(b.Reshape(y, [1, 96]), b.Floats("fc.w", [96, 8], Numeric.Normal(random, 96 * 8, 0.1)), "y");
        b.Output("y", OnnxElementType.Float32, 1, 8);
        return b.Build();
    }

    private static List<TrainingBatch> Batches(int count)
    {
        var random = new TrainingRandom(9);
        float[][] patterns = [.. Enumerable.Range(0, People).Select(_ => Numeric.Normal(random, Size * Size))];
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            int[] labels = [.. Enumerable.Range(0, Batch).Select(i => i % People)];
            return new TrainingBatch(
                [.. labels.SelectMany(l => patterns[l].Zip(Numeric.Normal(random, Size * Size), (p, n) => p + n))], labels);
        })];
    }
}
