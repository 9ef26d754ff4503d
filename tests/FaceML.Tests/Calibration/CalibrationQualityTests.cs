using FaceML.Calibration;
using FaceML.Evaluation;
using FaceML.Tests.Evaluation;
using FsCheck;
using FsCheck.Fluent;

namespace FaceML.Tests.Calibration;

[TestClass]
public sealed class CalibrationQualityTests
{
    [TestMethod]
    public void No_evidence_costs_one_bit_and_certainty_nothing()
    {
        Assert.AreEqual(1, CalibrationQuality.CostOf([0, 0, 0], [0]), 1e-15);
        Assert.AreEqual(0, CalibrationQuality.CostOf([double.PositiveInfinity], [double.NegativeInfinity]));
        // ½ (log₂(1 + 1/3) + log₂(1 + 1)) for LLR ln 3 and 0.
        Assert.AreEqual((Math.Log2(4 / 3.0) + 1) / 2, CalibrationQuality.CostOf([Math.Log(3)], [0]), 1e-15);
        Assert.ThrowsExactly<EvaluationDataException>(() => CalibrationQuality.CostOf([], [0]));
        Assert.ThrowsExactly<EvaluationDataException>(() => CalibrationQuality.CostOf([double.NaN], [0]));
    }

    [TestMethod]
    public void Minimum_cost_of_a_case_computed_by_hand()
    {
        // i | g i | g: the pure ends cost nothing; at the tie P = ½, prior ½, LLR 0: each class pays half of one bit.
        Assert.AreEqual(0.5, CalibrationQuality.MinimumCost(ComparisonScores.FromClasses([1, 2], [0, 1])), 1e-15);
        Assert.AreEqual(0, CalibrationQuality.MinimumCost(ComparisonScores.FromClasses([1, 2], [0, -1])));
        Assert.AreEqual(1, CalibrationQuality.MinimumCost(ComparisonScores.FromClasses([0, -1], [1, 2])), 1e-15);
    }

    [TestMethod]
    public void No_calibration_beats_the_minimum_and_rising_maps_leave_it() => Prop.ForAll<int>(seed =>
    {
        ComparisonScores scores = Draw.Scores(seed, 30, 40, coarse: seed % 2 == 0);
        ComparisonScores mapped = new([.. scores.Scores.ToArray().Select(s => (s * 2) + 1)], scores.IsGenuine);
        double minimum = CalibrationQuality.MinimumCost(scores);
        return Math.Abs(minimum - CalibrationQuality.MinimumCost(mapped)) < 1e-12
            && Enum.GetValues<ScoreCalibrationMethod>().All(m => CalibrationQuality.Measure(ScoreCalibration.Fit(scores, m), scores).CalibrationLoss >= -1e-12);
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Calibrated_evidence_loses_little_and_doubled_evidence_much()
    {
        ComparisonScores train = Draw.Scores(1, 3000, 9000, 2), test = Draw.Scores(2, 3000, 9000, 2);
        LogisticCalibration fit = (LogisticCalibration)ScoreCalibration.Fit(train);
        CalibrationQuality good = CalibrationQuality.Measure(fit, test), bad = CalibrationQuality.Measure(new LogisticCalibration(3 * fit.Slope, 3 * fit.Intercept), test);
        Assert.IsTrue(good.CalibrationLoss < 0.01 && bad.CalibrationLoss > 0.1, $"{good.CalibrationLoss} {bad.CalibrationLoss}");
        Assert.IsTrue(good.ExpectedCalibrationError < 0.02 && bad.ExpectedCalibrationError > 0.05);
        Assert.AreEqual(1, good.Bins.Sum(b => b.Weight), 1e-12);
        Assert.IsTrue(good.Bins.Count(b => b.Genuine.Low <= b.MeanProbability && b.MeanProbability <= b.Genuine.High) >= 8);
    }

    [TestMethod]
    public void Bins_weigh_both_classes_alike()
    {
        // LLR 0 for all: one bin at ½ in which genuine weighs ½ although it is one of five.
        CalibrationQuality quality = CalibrationQuality.Measure(new LogisticCalibration(0, 0), ComparisonScores.FromClasses([1], [1, 2, 3, 4]));
        Assert.AreEqual(1, quality.Bins.Count);
        Assert.AreEqual(0.5, quality.Bins[0].Genuine.Value, 1e-15);
        Assert.AreEqual(0.5, quality.Bins[0].MeanProbability, 1e-15);
        Assert.AreEqual(5L, quality.Bins[0].Genuine.Trials);
    }
}
