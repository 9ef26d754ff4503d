using System.Text.Json;
using FaceML.Training.Heads;
using FaceML.Training.Losses;
using FaceML.Training.Mining;

namespace FaceML.Tests.Training;

[TestClass]
public sealed class FaceMetricHeadEstimatorTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private static FaceMetricHeadOptions Options(LossOptions? loss = null) => new()
    {
        // Losses over classes must find the people's directions first: they get more and smaller batches.
        Training = new MetricHeadOptions
        {
            Epochs = loss is null ? 15 : 60,
            BatchSize = loss is null ? 64 : 32,
            LearningRate = 1e-2,
            Loss = loss ?? new TripletLossOptions(),
            ValidationFalseMatchRate = 0.05,
        },
    };

    public static IEnumerable<object[]> Losses =>
    [
        ["triplet, semi-hard", new TripletLossOptions()],
        ["triplet, batch-hard", new TripletLossOptions { Miner = new BatchHardMiner() }],
        ["contrastive", new ContrastiveLossOptions()],
        ["InfoNCE", new InfoNceLossOptions()],
        ["ArcFace", new ArcFaceLossOptions()],
        ["CosFace", new CosFaceLossOptions()],
        ["softmax", new SoftmaxLossOptions()],
    ];

    [TestMethod]
    [DynamicData(nameof(Losses))]
    public void people_never_seen_are_told_apart_better_with_every_loss(string name, LossOptions loss)
    {
        FaceMetricHeadTransformer head = Ml.Faces.Trainers.MetricHead(Options(loss)).Fit(ShiftedFaces.View(Ml, ShiftedFaces.People(0, 40)));
        EmbeddingSet before = Vectors(ShiftedFaces.People(40, 70)), after = head.Head.Transform(before);

        PairedComparison gain = HeldOutPairs.Compare(before, after, new EvaluationOptions { Replicates = 200, FalseMatchRates = [0.05] });

        PairedDifference rate = gain.TrueMatchRateAt(0.05);
        Assert.IsGreaterThan(0, rate.Difference.Low, $"{name}: {rate}");
        Assert.AreEqual((32, 8, 0), (head.Summary.People, head.Summary.HeldOutPeople, head.Summary.LeftOut));
        Assert.IsGreaterThan(head.Summary.InitialValidation, head.Summary.BestValidation);
        Assert.IsLessThan(head.Epochs[0].Loss, head.Epochs[^1].Loss, name);
    }

    [TestMethod]
    public void a_key_or_a_name_is_the_same_person()
    {
        IDataView data = ShiftedFaces.View(Ml, ShiftedFaces.People(0, 10));
        FaceMetricHeadOptions byKey = Options();
        byKey.PersonColumnName = "Key";

        byte[] named = Ml.Faces.Trainers.MetricHead(Options()).Fit(data).Head.Save(), keyed =
            Ml.Faces.Trainers.MetricHead(byKey).Fit(data).Head.Save();

        CollectionAssert.AreEqual(named, keyed);
    }

    [TestMethod]
    public void the_output_has_unit_length_and_missing_stays_missing()
    {
        ShiftedFaces.Row[] rows = ShiftedFaces.People(0, 8);
        rows[3].Embedding = [.. Enumerable.Repeat(float.NaN, ShiftedFaces.Length)];
        FaceMetricHeadTransformer head = Ml.Faces.Trainers.MetricHead(Options()).Fit(ShiftedFaces.View(Ml, rows));

        float[][] projected = [.. Ml.Data.CreateEnumerable<ShiftedFaces.Row>(
            head.Transform(ShiftedFaces.View(Ml, rows)), reuseRowObject: false).Select(r => r.Embedding)];

        Assert.AreEqual(1, head.Summary.LeftOut);
        Assert.IsTrue(projected[3].All(float.IsNaN));
        foreach (float[] vector in projected.Where((_, i) => i != 3))
        {
            Assert.AreEqual(1, vector.Sum(v => v * v), 1e-5);
        }
    }

    [TestMethod]
    public void data_that_teaches_nothing_is_refused_by_name()
    {
        ShiftedFaces.Row[] lonely = ShiftedFaces.People(0, 6);
        ShiftedFaces.Row[] single = [.. lonely.Where((r, i) => r.Identity != "person 2" || i % 6 == 0)];
        Refuses(TrainingDataProblem.OneIdentity, "'person 0'", ShiftedFaces.People(0, 1));
        Refuses(TrainingDataProblem.TooFewImages, "'person 2'", single);
        Refuses(TrainingDataProblem.OneIdentity, "at least four people", ShiftedFaces.People(0, 3));
        Refuses(TrainingDataProblem.Empty, "no row", []);

        ShiftedFaces.Row[] leaking = ShiftedFaces.People(0, 6);
        foreach (ShiftedFaces.Row row in leaking[..9])
        {
            row.HeldOut = true;
        }

        FaceMetricHeadOptions stated = Options();
        stated.ValidationColumnName = "HeldOut";
        Refuses(TrainingDataProblem.IdentityInBothParts, "'person 1'", leaking, stated);
    }

    [TestMethod]
    public void vectors_of_unequal_length_are_refused_with_the_row()
    {
        var rows = ShiftedFaces.People(0, 6).Select(r => new Loose { Embedding = r.Embedding, Identity = r.Identity }).ToArray();
        rows[7].Embedding = rows[7].Embedding[..5];

        TrainingDataException error =
            Assert.ThrowsExactly<TrainingDataException>(() => Ml.Faces.Trainers.MetricHead().Fit(Ml.Data.LoadFromEnumerable(rows)));

        Assert.AreEqual(TrainingDataProblem.UnequalLengths, error.Problem);
        StringAssert.Contains(error.Message, "row 7");
    }

    [TestMethod]
    public void stopped_and_resumed_is_the_same_head()
    {
        using var folder = new TemporaryFolder();
        IDataView data = ShiftedFaces.View(Ml, ShiftedFaces.People(0, 10));
        using var stop = new CancellationTokenSource();
        FaceMetricHeadOptions stopped = Options(), resumed = Options();
        var seen = new List<int>();
        stopped.CancellationToken = stop.Token;
        stopped.Run = new TrainingRun
        {
            CheckpointPath = folder["head.ckpt"],
            Progress = new Told(epoch =>
        {
            seen.Add(epoch.Epoch);
            if (epoch.Epoch == 4)
            {
                stop.Cancel();
            }
        })
        };
        resumed.Run = new TrainingRun { CheckpointPath = folder["head.ckpt"], Resume = true };

        Assert.ThrowsExactly<OperationCanceledException>(() => Ml.Faces.Trainers.MetricHead(stopped).Fit(data));
        byte[] again = Ml.Faces.Trainers.MetricHead(resumed).Fit(data).Head.Save(), whole =
            Ml.Faces.Trainers.MetricHead(Options()).Fit(data).Head.Save();

        CollectionAssert.AreEqual(new[] { 1, 2, 3, 4 }, seen);
        CollectionAssert.AreEqual(whole, again);
    }

    [TestMethod]
    public void a_damaged_head_in_a_file_is_an_error_of_the_file()
    {
        FaceMetricHeadTransformer head = Ml.Faces.Trainers.MetricHead(Options()).Fit(ShiftedFaces.View(Ml, ShiftedFaces.People(0, 6)));
        var writer = new StageWriter(new NetworkShelf());
        head.Write(writer);
        string sound = System.Text.Encoding.UTF8.GetString(writer.ToBytes()), stored = Convert.ToBase64String(head.Head.Save());
        byte[] other = head.Head.Save();
        other[40] ^= 1;

        CollectionAssert.AreEqual(head.Head.Save(), Read(sound).Head.Save());
        foreach (string bad in (string[])["", "AAAA", "not base64!", Convert.ToBase64String(other)])
        {
            SavedPipelineException error =
                Assert.ThrowsExactly<SavedPipelineException>(() => Read(sound.Replace(stored, bad, StringComparison.Ordinal)), bad);
            StringAssert.Contains(error.Message, "'head'");
        }

        static FaceMetricHeadTransformer Read(string json) =>
            new StageReader("file", "stage", JsonDocument.Parse(json).RootElement, _ =>
                throw new NotSupportedException()).Guard(FaceMetricHeadTransformer.Read);
    }

    internal static EmbeddingSet Vectors(ShiftedFaces.Row[] rows) =>
        EmbeddingSet.FromVectors([.. rows.Select(r => r.Embedding)], [.. rows.Select(r => (int)r.Key)]);

    private static void Refuses(TrainingDataProblem problem, string named, ShiftedFaces.Row[] rows, FaceMetricHeadOptions? options = null)
    {
        TrainingDataException error =
            Assert.ThrowsExactly<TrainingDataException>(() =>
            Ml.Faces.Trainers.MetricHead(options ?? Options()).Fit(ShiftedFaces.View(Ml, rows)), named);
        Assert.AreEqual(problem, error.Problem, error.Message);
        StringAssert.Contains(error.Message, named);
    }

    private sealed class Loose
    {
        public float[] Embedding { get; set; } = [];

        public string Identity { get; set; } = "";
    }

    private sealed class Told(Action<TrainingEpoch> tell) : IProgress<TrainingEpoch>
    {
        public void Report(TrainingEpoch value) => tell(value);
    }
}
