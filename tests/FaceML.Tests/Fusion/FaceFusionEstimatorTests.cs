using FaceML.Fusion;
using FaceML.Training.Algebra;

namespace FaceML.Tests.Fusion;

[TestClass]
public sealed class FaceFusionEstimatorTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private sealed class Pair
    {
        public float First { get; set; }

        public float Second { get; set; }

        public bool Label { get; set; }
    }

    private sealed class Fused
    {
        public float Score { get; set; }
    }

    [TestMethod]
    [DataRow(FaceFusionMethod.Logistic)]
    [DataRow(FaceFusionMethod.ZNorm)]
    public void two_views_of_a_pair_tell_more_than_either_on_pairs_not_learned_from(FaceFusionMethod method)
    {
        FaceFusionTransformer model = Ml.Faces.FuseScores("Score", ["First", "Second"], method: method).Fit(View(Draw(400, seed: 1)));
        Pair[] others = Draw(2000, seed: 2);

        double fused = EqualErrorRate(others, Scores(model, others));

        Assert.IsLessThan(EqualErrorRate(others, [.. others.Select(p => p.First)]) - 0.02, fused);
        Assert.IsLessThan(EqualErrorRate(others, [.. others.Select(p => p.Second)]) - 0.02, fused);
        Assert.AreEqual((400, 400), (model.GenuinePairs, model.ImpostorPairs));
    }

    [TestMethod]
    public void z_norm_is_the_mean_in_deviations_of_the_impostors()
    {
        // Impostors: 0, 2 (mean 1, deviation √2) and 10, 30 (mean 20, deviation √200).
        FaceFusionTransformer model = Ml.Faces.FuseScores("Score", ["First", "Second"], method: FaceFusionMethod.ZNorm)
            .Fit(View([new() { First = 0, Second = 10 }, new() { First = 2, Second = 30 },
                new() { First = 9, Second = 99, Label = true }]));

        float score = Scores(model, [new Pair { First = 3, Second = 40 }])[0];

        Assert.AreEqual((2 / Math.Sqrt(2) + 20 / Math.Sqrt(200)) / 2, score, 1e-5);
    }

    [TestMethod]
    public void a_missing_score_is_not_learned_from_and_fuses_to_missing()
    {
        Pair[] pairs = Draw(50, seed: 1);
        FaceFusionTransformer model = Ml.Faces.FuseScores("Score", ["First", "Second"]).Fit(
            View([.. pairs, new Pair { First = float.NaN, Second = 1, Label = true }]));

        Assert.AreEqual(50, model.GenuinePairs);
        Assert.IsTrue(float.IsNaN(Scores(model, [new Pair { First = 1, Second = float.NaN }])[0]));
    }

    [TestMethod]
    public void one_pipeline_fuses_and_decides_and_is_saved()
    {
        using var folder = new TemporaryFolder();
        Pair[] pairs = Draw(300, seed: 1);
        ITransformer model = Ml.Faces.FuseScores("Score", ["First", "Second"])
            .Append(Ml.Faces.CalibrateThreshold(new FaceThresholdOptions { Target = ThresholdTarget.MaxFalseMatchRate(0.05) })).Fit(
                View(pairs));
        Ml.Faces.Save(model, View(pairs).Schema, folder["fused.faceml"]);

        CollectionAssert.AreEqual(Scores(model, pairs), Scores(Ml.Faces.Load(folder["fused.faceml"], out _), pairs));
    }

    [TestMethod]
    public void what_cannot_be_fused_is_named()
    {
        Assert.ThrowsExactly<ArgumentException>(() => Ml.Faces.FuseScores("Score", ["First"]));
        Pair[] genuine = [.. Draw(5, seed: 1).Where(p => p.Label)];
        StringAssert.Contains(Assert.ThrowsExactly<EvaluationDataException>(() =>
            Ml.Faces.FuseScores("Score", ["First", "Second"]).Fit(View(genuine))).Message, "5 genuine and 0 impostor pairs");
    }

    // Two comparers of different scales whose errors have nothing to do with each other.
    private static Pair[] Draw(int each, long seed)
    {
        var random = new TrainingRandom(seed);
        return [.. Enumerable.Range(0, 2 * each).Select(i => new Pair
        {
            Label = i % 2 == 0,
            First = (float)((i % 2 == 0 ? 0.5 : 0) + 0.25 * random.NextNormal()),
            Second = (float)((i % 2 == 0 ? 40 : 20) + 10 * random.NextNormal()),
        })];
    }

    private static float[] Scores(ITransformer model, Pair[] pairs) =>
        [.. Ml.Data.CreateEnumerable<Fused>(model.Transform(View(pairs)), reuseRowObject: false).Select(f => f.Score)];

    private static double EqualErrorRate(Pair[] pairs, float[] scores) =>
        ErrorCurve.Of(new ComparisonScores(scores, [.. pairs.Select(p => p.Label)])).EqualErrorRate;

    private static IDataView View(Pair[] pairs) => Ml.Data.LoadFromEnumerable(pairs);
}
