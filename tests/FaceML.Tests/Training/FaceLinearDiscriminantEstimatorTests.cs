using FaceML.Training.Heads;

namespace FaceML.Tests.Training;

[TestClass]
public sealed class FaceLinearDiscriminantEstimatorTests
{
    private static readonly MLContext Ml = new(seed: 1);

    [TestMethod]
    public void people_never_seen_are_told_apart_better()
    {
        FaceMetricHeadTransformer head = Ml.Faces.Trainers.LinearDiscriminant().Fit(ShiftedFaces.View(Ml, ShiftedFaces.People(0, 40)));
        EmbeddingSet before = EmbeddingSet.FromVectors(
            [.. ShiftedFaces.People(40, 70).Select(r => r.Embedding)], [.. ShiftedFaces.People(40, 70).Select(r => (int)r.Key)]);

        PairedComparison gain = HeldOutPairs.Compare(
            before, head.Head.Transform(before), new EvaluationOptions { Replicates = 200, FalseMatchRates = [0.05] });

        Assert.IsGreaterThan(0, gain.TrueMatchRateAt(0.05).Difference.Low);
    }

    [TestMethod]
    public void a_head_learned_by_a_loss_starts_from_the_discriminant()
    {
        IDataView people = ShiftedFaces.View(Ml, ShiftedFaces.People(0, 20));
        MetricHead start = Ml.Faces.Trainers.LinearDiscriminant().Fit(people).Head;
        var options = new FaceMetricHeadOptions
        {
            Start = start,
            Training = new MetricHeadOptions { Epochs = 1, BatchSize = 32, LearningRate = 1e-9 },
        };

        MetricHead learned = Ml.Faces.Trainers.MetricHead(options).Fit(people).Head;

        Assert.AreEqual(start.Shape, learned.Shape);
        Assert.AreEqual(start.Parameters[0].Values[0], learned.Parameters[0].Values[0], 1e-5);
    }

    [TestMethod]
    public void a_start_and_a_shape_are_refused_together()
    {
        MetricHead start = Ml.Faces.Trainers.LinearDiscriminant().Fit(ShiftedFaces.View(Ml, ShiftedFaces.People(0, 10))).Head;

        Assert.ThrowsExactly<ArgumentException>(() =>
            Ml.Faces.Trainers.MetricHead(new FaceMetricHeadOptions { Start = start, Shape = start.Shape }));
    }
}
