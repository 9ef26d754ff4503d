using FsCheck;
using FsCheck.Fluent;

namespace FaceML.Evaluation.Tests.Calibration;

[TestClass]
public sealed class ScoreCalibrationTests
{
    [TestMethod]
    [DataRow(ScoreCalibrationMethod.Logistic, 0.05)]
    [DataRow(ScoreCalibrationMethod.BiGaussian, 0.03)]
    [DataRow(ScoreCalibrationMethod.Isotonic, 0.25)]
    public void two_normals_give_the_line_of_theory(ScoreCalibrationMethod method, double tolerance)
    {
        // N(2, 1) against N(0, 1): LLR = 2 s − 2, whatever the proportion of the classes.
        ScoreCalibration calibration = ScoreCalibration.Fit(Draw.Scores(1, 40_000, 120_000, 2), method);
        foreach (float score in new[] { 0f, 0.5f, 1, 1.5f, 2 })
        {
            Assert.AreEqual((2 * score) - 2, calibration.LogLikelihoodRatio(score), tolerance, $"at {score}");
        }
    }

    [TestMethod]
    public void logistic_fit_is_where_no_step_lowers_the_cross_entropy()
    {
        ComparisonScores scores = Draw.Scores(3, 40, 200);
        LogisticCalibration fit = (LogisticCalibration)ScoreCalibration.Fit(scores, ScoreCalibrationMethod.Logistic, 0.1);
        double Loss(double a, double b)
        {
            double Cross(float s, double target)
            {
                double p = 1 / (1 + Math.Exp(-((a * s) + b + Math.Log(0.1 / 0.9))));
                return -(target * Math.Log(p)) - ((1 - target) * Math.Log(1 - p));
            }

            return (0.1 * scores.Genuine.ToArray().Average(s => Cross(s, 41 / 42.0))) + (0.9 * scores.Impostor.ToArray()
                .Average(s => Cross(s, 1 / 202.0)));
        }

        double best = Loss(fit.Slope, fit.Intercept);
        foreach ((double a, double b) in new[] { (1e-4, 0.0), (-1e-4, 0), (0, 1e-4), (0, -1e-4), (1e-4, -1e-4), (-1e-4, 1e-4) })
        {
            Assert.IsTrue(Loss(fit.Slope + a, fit.Intercept + b) > best);
        }
    }

    [TestMethod]
    public void separable_classes_give_finite_evidence()
    {
        ComparisonScores scores = ComparisonScores.FromClasses([3, 4, 5], [0, 1, 2]);
        foreach (ScoreCalibrationMethod method in Enum.GetValues<ScoreCalibrationMethod>())
        {
            ScoreCalibration calibration = ScoreCalibration.Fit(scores, method);
            Assert.IsTrue(calibration.LogLikelihoodRatio(5) is > 0.5 and < 50, $"{method}");
            Assert.IsTrue(calibration.LogLikelihoodRatio(0) is < -0.5 and > -50, $"{method}");
        }
    }

    [TestMethod]
    public void isotonic_steps_are_those_computed_by_hand()
    {
        // Levels 0: i, 1: g i, 2: g; with the rule of succession a genuine one joins 0 and an impostor one joins 2:
        // genuine shares 1/2, 1/2, 1/2 → one step of LLR ln 1 − ln(3/3) = 0. With ten clear ones at each end evidence appears.
        IsotonicCalibration flat =
            (IsotonicCalibration)ScoreCalibration.Fit(ComparisonScores.FromClasses([1, 2], [0, 1]), ScoreCalibrationMethod.Isotonic);
        Assert.AreEqual(1, flat.Steps.Length);
        Assert.AreEqual(0, flat.LogLikelihoodRatios[0], 1e-12);
        IsotonicCalibration clear = (IsotonicCalibration)ScoreCalibration.Fit(
            ComparisonScores.FromClasses([.. Enumerable.Repeat(2f, 9)], [.. Enumerable.Repeat(0f, 9)]), ScoreCalibrationMethod.Isotonic);
        Assert.AreEqual(Math.Log(9), clear.LogLikelihoodRatio(2), 1e-12);
        Assert.AreEqual(-Math.Log(9), clear.LogLikelihoodRatio(1.9f), 1e-12);
        Assert.AreEqual(-Math.Log(9), clear.LogLikelihoodRatio(-5), 1e-12);
    }

    [TestMethod]
    public void isotonic_steps_can_be_kept_and_made_again()
    {
        IsotonicCalibration fit = (IsotonicCalibration)ScoreCalibration.Fit(Draw.Scores(4, 50, 60), ScoreCalibrationMethod.Isotonic);
        IsotonicCalibration again = new(fit.Steps, fit.LogLikelihoodRatios);
        Assert.IsTrue(Enumerable.Range(-30, 80).All(i => fit.LogLikelihoodRatio(i / 9f) == again.LogLikelihoodRatio(i / 9f)));
        Assert.ThrowsExactly<ArgumentException>(() => new IsotonicCalibration([], []));
        Assert.ThrowsExactly<ArgumentException>(() => new IsotonicCalibration([1], [1, 2]));
        Assert.ThrowsExactly<ArgumentException>(() => new IsotonicCalibration([1, 1], [1, 2]));
        Assert.ThrowsExactly<ArgumentException>(() => new IsotonicCalibration([1, 2], [2, 1]));
        Assert.ThrowsExactly<ArgumentException>(() => new IsotonicCalibration([1, 2], [2, double.PositiveInfinity]));
    }

    [TestMethod]
    public void evidence_never_falls_and_probability_follows_Bayes() => Prop.ForAll<int>(seed =>
    {
        ComparisonScores scores = Draw.Scores(seed, 30, 40, coarse: seed % 2 == 0);
        float[] at = [.. Enumerable.Range(-20, 60).Select(i => i / 7f)];
        return Enum.GetValues<ScoreCalibrationMethod>().All(method =>
        {
            ScoreCalibration calibration = ScoreCalibration.Fit(scores, method);
            return at.Zip(at.Skip(1)).All(p => calibration.LogLikelihoodRatio(p.First) <= calibration.LogLikelihoodRatio(p.Second))
                && at.All(s => Math.Abs(
                    (calibration.Probability(s, 0.2) / (1 - calibration.Probability(s, 0.2))) - (
                    0.25 * Math.Exp(calibration.LogLikelihoodRatio(s)))) < 1e-6 * (1 + Math.Exp(calibration.LogLikelihoodRatio(s))));
        });
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void bad_input_is_refused()
    {
        ComparisonScores equal = ComparisonScores.FromClasses([1, 1], [1]);
        Assert.ThrowsExactly<EvaluationDataException>(() => ScoreCalibration.Fit(equal));
        Assert.ThrowsExactly<EvaluationDataException>(() => ScoreCalibration.Fit(equal, ScoreCalibrationMethod.BiGaussian));
        LogisticCalibration line = new(1, 0);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => line.LogLikelihoodRatio(float.NaN));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => line.Probability(1, 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new LogisticCalibration(-1, 0));
        LogisticCalibration backwards = (LogisticCalibration)ScoreCalibration.Fit(ComparisonScores.FromClasses([0, 1], [5, 6]));
        Assert.AreEqual(0, backwards.Slope);
    }
}
