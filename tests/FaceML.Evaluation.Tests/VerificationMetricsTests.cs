namespace FaceML.Evaluation.Tests;

[TestClass]
public sealed class VerificationMetricsTests
{
    [TestMethod]
    public void decidability_is_that_of_a_hand_computed_case()
    {
        // Means 4 and 1, population variances 2/3 and 1/4: 3 / √(11/24).
        VerificationMetrics metrics =
            VerificationMetrics.Measure(ComparisonScores.FromClasses([3, 4, 5], [0.5f, 1.5f]), new EvaluationOptions { Replicates = 20 });
        Assert.AreEqual(3 / Math.Sqrt(11 / 24.0), metrics.DecidabilityIndex.Value, 1e-12);
    }

    [TestMethod]
    public void bootstrap_interval_of_the_area_is_as_wide_as_Hanley_and_McNeil_say()
    {
        // Hanley and McNeil 1982: se(A) for their rating data is 0.0320 by the Wilcoxon route.
        float[] Ratings(params int[] counts) => [.. counts.SelectMany((n, rating) => Enumerable.Repeat((float)rating, n))];
        ComparisonScores scores = ComparisonScores.FromClasses(Ratings(3, 2, 2, 11, 33), Ratings(33, 6, 6, 11, 2));
        VerificationMetrics metrics = VerificationMetrics.Measure(scores, new EvaluationOptions { Replicates = 2000 });
        Assert.AreEqual(0.032, metrics.AreaUnderCurve.HalfWidth / 1.96, 0.003);
        Assert.AreEqual(IntervalMethod.PairBootstrap, metrics.AreaUnderCurve.Method);
    }

    [TestMethod]
    public void shared_people_widen_the_intervals_and_the_method_says_so()
    {
        ComparisonScores shared = Draw.SharedPeople(new Random(4), 40, 1);
        ComparisonScores alone = new(shared.Scores, shared.IsGenuine);
        VerificationMetrics a = VerificationMetrics.Measure(alone), b = VerificationMetrics.Measure(shared);
        Assert.AreEqual(a.AreaUnderCurve.Value, b.AreaUnderCurve.Value);
        Assert.AreEqual(IntervalMethod.IdentityBootstrap, b.AreaUnderCurve.Method);
        Assert.IsTrue(b.DecidabilityIndex.HalfWidth > 1.1 * a.DecidabilityIndex.HalfWidth, $"{a.DecidabilityIndex} {b.DecidabilityIndex}");
    }

    [TestMethod]
    public void one_seed_gives_one_result_and_another_a_different_interval()
    {
        ComparisonScores scores = Draw.Scores(9, 80, 90);
        VerificationMetrics a = VerificationMetrics.Measure(scores), b = VerificationMetrics.Measure(scores), c =
            VerificationMetrics.Measure(scores, new EvaluationOptions { Seed = 2 });
        Assert.AreEqual(a.EqualErrorRate, b.EqualErrorRate);
        Assert.AreNotEqual(a.AreaUnderCurve, c.AreaUnderCurve);
        Assert.AreEqual(a.AreaUnderCurve.Value, c.AreaUnderCurve.Value);
    }

    [TestMethod]
    public void intervals_of_the_equal_error_rate_cover_the_truth()
    {
        // Means 2 apart: EER 0.158655. 95 % of 200 experiments are 190 ± 3·3.1.
        int covered = Enumerable.Range(0, 200).Count(seed =>
        {
            Estimate eer = VerificationMetrics.Measure(
                Draw.Scores(seed, 150, 150, 2), new EvaluationOptions { Replicates = 200, FalseMatchRates = [] }).EqualErrorRate;
            return eer.Low <= 0.158655 && 0.158655 <= eer.High;
        });
        Assert.IsTrue(covered is >= 178 and <= 200, $"{covered} of 200");
    }

    [TestMethod]
    public void true_match_rates_say_whether_the_data_can_show_them()
    {
        VerificationMetrics metrics = VerificationMetrics.Measure(Draw.Scores(1, 50, 1000));
        CollectionAssert.AreEqual(new[] { true, true, false }, metrics.MatchRates.Select(r => r.IsSupported).ToArray());
    }

    [TestMethod]
    public void options_are_checked()
    {
        ComparisonScores scores = Draw.Scores(1, 5, 5);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            VerificationMetrics.Measure(scores, new EvaluationOptions { Confidence = 1 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            VerificationMetrics.Measure(scores, new EvaluationOptions { Replicates = 5 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            VerificationMetrics.Measure(scores, new EvaluationOptions { FalseMatchRates = [0] }));
    }
}
