using FsCheck;
using FsCheck.Fluent;

namespace FaceML.Evaluation.Tests.Calibration;

[TestClass]
public sealed class CalibrationQualityTests
{
    [TestMethod]
    public void no_evidence_costs_one_bit_and_certainty_nothing()
    {
        Assert.AreEqual(1, CalibrationQuality.CostOf([0, 0, 0], [0]), 1e-15);
        Assert.AreEqual(0, CalibrationQuality.CostOf([double.PositiveInfinity], [double.NegativeInfinity]));
        // ½ (log₂(1 + 1/3) + log₂(1 + 1)) for LLR ln 3 and 0.
        Assert.AreEqual((Math.Log2(4 / 3.0) + 1) / 2, CalibrationQuality.CostOf([Math.Log(3)], [0]), 1e-15);
        Assert.ThrowsExactly<EvaluationDataException>(() => CalibrationQuality.CostOf([], [0]));
        Assert.ThrowsExactly<EvaluationDataException>(() => CalibrationQuality.CostOf([double.NaN], [0]));
    }

    [TestMethod]
    public void minimum_cost_of_a_case_computed_by_hand()
    {
        // i | g i | g: the pure ends cost nothing; at the tie P = ½, prior ½, LLR 0: each class pays half of one bit.
        Assert.AreEqual(0.5, CalibrationQuality.MinimumCost(ComparisonScores.FromClasses([1, 2], [0, 1])), 1e-15);
        Assert.AreEqual(0, CalibrationQuality.MinimumCost(ComparisonScores.FromClasses([1, 2], [0, -1])));
        Assert.AreEqual(1, CalibrationQuality.MinimumCost(ComparisonScores.FromClasses([0, -1], [1, 2])), 1e-15);
    }

    [TestMethod]
    public void no_calibration_beats_the_minimum_and_rising_maps_leave_it() => Prop.ForAll<int>(seed =>
    {
        ComparisonScores scores = Draw.Scores(seed, 30, 40, coarse: seed % 2 == 0);
        ComparisonScores mapped = new([.. scores.Scores.ToArray().Select(s => (s * 2) + 1)], scores.IsGenuine);
        double minimum = CalibrationQuality.MinimumCost(scores);
        return Math.Abs(minimum - CalibrationQuality.MinimumCost(mapped)) < 1e-12
            && Enum.GetValues<ScoreCalibrationMethod>().All(m =>
                CalibrationQuality.Measure(ScoreCalibration.Fit(scores, m), scores, Quick).CalibrationLoss.Value >= -1e-12);
    }).QuickCheckThrowOnFailure();

    private static readonly EvaluationOptions Quick = new() { Replicates = 20 };

    [TestMethod]
    public void calibrated_evidence_loses_little_and_doubled_evidence_much()
    {
        ComparisonScores train = Draw.Scores(1, 3000, 9000, 2), test = Draw.Scores(2, 3000, 9000, 2);
        LogisticCalibration fit = (LogisticCalibration)ScoreCalibration.Fit(train);
        CalibrationQuality good = CalibrationQuality.Measure(fit, test), bad =
            CalibrationQuality.Measure(new LogisticCalibration(3 * fit.Slope, 3 * fit.Intercept), test);
        Assert.IsTrue(good.CalibrationLoss.High < 0.02 && bad.CalibrationLoss.Low > 0.1, $"{good.CalibrationLoss} {bad.CalibrationLoss}");
        Assert.IsTrue(good.ExpectedCalibrationError.Value < 0.02 && bad.ExpectedCalibrationError.Value > 0.05);
        Assert.AreEqual(1, good.Bins.Sum(b => b.Weight), 1e-12);
        Assert.IsTrue(good.Bins.Count(b => b.Genuine.Low <= b.MeanProbability && b.MeanProbability <= b.Genuine.High) >= 8);
    }

    [TestMethod]
    public void figures_are_those_of_the_evidence_one_by_one_and_weights_are_repetitions()
    {
        ComparisonScores scores = Draw.Scores(5, 40, 60, coarse: true);
        LogisticCalibration line = new(2, -1);
        CalibrationQuality quality = CalibrationQuality.Measure(line, scores, Quick);
        double[] genuine = [.. scores.Genuine.ToArray().Select(line.LogLikelihoodRatio)], impostor =
            [.. scores.Impostor.ToArray().Select(line.LogLikelihoodRatio)];
        Assert.AreEqual(CalibrationQuality.CostOf(genuine, impostor), quality.Cllr.Value, 1e-12);
        Assert.AreEqual(quality.Cllr.Value - quality.MinimumCllr.Value, quality.CalibrationLoss.Value, 1e-12);
        Assert.AreEqual(quality.Bins.Sum(b => b.Weight * Math.Abs(b.MeanProbability - b.Genuine.Value)),
            quality.ExpectedCalibrationError.Value, 1e-12);

        // A comparison of weight n costs what n equal ones do, and one of weight 0 is not there.
        Random random = new(1);
        double[] weights = [.. Enumerable.Range(0, scores.Count).Select(i => i % 7 == 0 ? 2 : (double)random.Next(3))];
        int[] rows = [.. Enumerable.Range(0, scores.Count).SelectMany(i => Enumerable.Repeat(i, (int)weights[i]))];
        ComparisonScores repeated = new([.. rows.Select(i => scores.Scores[i])], [.. rows.Select(i => scores.IsGenuine[i])]);
        EvidenceCosts weighed = new(scores, line, 10), written = new(repeated, line, 10);
        Assert.AreEqual(written.Cllr(null), weighed.Cllr(weights), 1e-12);
        Assert.AreEqual(written.MinimumCllr(null), weighed.MinimumCllr(weights), 1e-12);
        Assert.AreEqual(written.CalibrationError(null), weighed.CalibrationError(weights), 1e-12);
    }

    [TestMethod]
    public void interval_of_the_cost_covers_the_truth_as_often_as_stated()
    {
        // Normal scores at 0 and 1.5 and the line of theory, LLR = 1.5 (s − 0.75): the cost of the population from a very large sample.
        LogisticCalibration truth = new(1.5, -1.5 * 0.75);
        double population = CalibrationQuality.Measure(truth, Draw.Scores(77, 100_000, 100_000), Quick).Cllr.Value;
        int covered = Enumerable.Range(0, 200).Count(seed =>
        {
            Estimate cost = CalibrationQuality.Measure(truth, Draw.Scores(seed, 150, 150), new EvaluationOptions { Replicates = 200 }).Cllr;
            return cost.Low <= population && population <= cost.High;
        });
        Assert.IsTrue(covered is > 178 and < 200, $"{covered} of 200 at 95 %");
    }

    [TestMethod]
    public void shared_people_widen_every_interval_and_the_method_says_so()
    {
        ComparisonScores known = Draw.SharedPeople(new Random(4), 30, 1.5), alone = new(known.Scores, known.IsGenuine);
        LogisticCalibration line = new(1, -2);
        CalibrationQuality a = CalibrationQuality.Measure(line, alone), b = CalibrationQuality.Measure(line, known);
        Assert.AreEqual(IntervalMethod.IdentityBootstrap, b.Cllr.Method);
        Assert.AreEqual(IntervalMethod.PairBootstrap, a.Cllr.Method);
        Assert.AreEqual(a.Cllr.Value, b.Cllr.Value, 1e-12);
        Assert.IsTrue(b.Cllr.HalfWidth > a.Cllr.HalfWidth);
        Assert.IsTrue(a.Bins.Zip(b.Bins).All(p => p.Second.Genuine.HalfWidth >= p.First.Genuine.HalfWidth - 1e-12));
        Assert.IsTrue(a.Bins.Zip(b.Bins).Any(p => p.Second.Genuine.HalfWidth > 1.2 * p.First.Genuine.HalfWidth));
    }

    [TestMethod]
    public void bins_weigh_both_classes_alike()
    {
        // LLR 0 for all: one bin at ½ in which genuine weighs ½ although it is one of five.
        CalibrationQuality quality =
            CalibrationQuality.Measure(new LogisticCalibration(0, 0), ComparisonScores.FromClasses([1], [1, 2, 3, 4]));
        Assert.AreEqual(1, quality.Bins.Count);
        Assert.AreEqual(0.5, quality.Bins[0].Genuine.Value, 1e-15);
        Assert.AreEqual(0.5, quality.Bins[0].MeanProbability, 1e-15);
        Assert.AreEqual(5L, quality.Bins[0].Genuine.Trials);
    }
}
