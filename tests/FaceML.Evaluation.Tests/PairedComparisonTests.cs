namespace FaceML.Evaluation.Tests;

[TestClass]
public sealed class PairedComparisonTests
{
    [TestMethod]
    [DataRow(1L, 9L, 22.0 / 1024)]
    [DataRow(0L, 6L, 2.0 / 64)]
    [DataRow(5L, 5L, 1.0)]
    [DataRow(0L, 0L, 1.0)]
    public void McNemar_is_the_doubled_binomial_tail(long first, long second, double expected)
    {
        Assert.AreEqual(expected, McNemarTest.Of(first, second).PValue, 1e-12);
        Assert.AreEqual(expected, McNemarTest.Of(second, first).PValue, 1e-12);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => McNemarTest.Of(-1, 2));
    }

    [TestMethod]
    public void equal_models_are_not_separable_and_a_better_one_is()
    {
        ComparisonScores good = Draw.Scores(1, 300, 300, 2);
        Random random = new(2);
        ComparisonScores similar = Noisy(good, random, 0.05), worse = Noisy(good, random, 2);
        PairedComparison same = PairedComparison.Of(good, similar, 1, 1), other = PairedComparison.Of(good, worse, 1, 1);
        Assert.IsTrue(same.Differences.All(d => !d.IsSeparable), string.Join(' ', same.Verdicts));
        Assert.IsTrue(same.Verdicts.All(v => v.Contains("not separable", StringComparison.Ordinal)));
        Assert.IsTrue(other.Differences.Take(3).All(d => d.IsSeparable), string.Join(' ', other.Verdicts));
        Assert.IsTrue(other.Verdicts.Take(3).All(v => v.Contains("the first model is better", StringComparison.Ordinal)),
            string.Join(' ', other.Verdicts));
        Assert.IsTrue(other.Decisions.PValue < 1e-6);
    }

    [TestMethod]
    public void swapping_models_swaps_the_signs()
    {
        ComparisonScores first = Draw.Scores(1, 60, 70), second = Noisy(first, new Random(3), 1);
        PairedComparison a = PairedComparison.Of(first, second, 0.7f, 0.8f), b = PairedComparison.Of(second, first, 0.8f, 0.7f);
        Assert.AreEqual(a.Decisions.OnlyFirstRight, b.Decisions.OnlySecondRight);
        foreach ((PairedDifference x, PairedDifference y) in a.Differences.Zip(b.Differences))
        {
            Assert.AreEqual(x.Difference.Value, -y.Difference.Value, 1e-12);
            Assert.AreEqual(x.Difference.Low, -y.Difference.High, 1e-9);
            Assert.AreEqual(x.IsSeparable, y.IsSeparable);
        }
    }

    [TestMethod]
    public void pairing_makes_the_interval_narrower_than_two_separate_ones()
    {
        ComparisonScores first = Draw.Scores(1, 200, 200), second = Noisy(first, new Random(3), 0.2);
        double paired = PairedComparison.Of(first, second, 0.7f, 0.7f).Differences[2].Difference.HalfWidth;
        Assert.IsTrue(paired < VerificationMetrics.Measure(first).AreaUnderCurve.HalfWidth / 2);
    }

    [TestMethod]
    public void different_comparisons_are_refused()
    {
        ComparisonScores a = new([1, 2, 3], [true, false, true]), b = new([1, 2, 3], [true, true, false]);
        Assert.AreEqual(1L, Assert.ThrowsExactly<EvaluationDataException>(() => PairedComparison.Of(a, b, 0, 0)).Row);
        Assert.ThrowsExactly<EvaluationDataException>(() => PairedComparison.Of(a, new([1, 2], [true, false]), 0, 0));
    }

    private static ComparisonScores Noisy(ComparisonScores scores, Random random, double noise) =>
        new([.. scores.Scores.ToArray().Select(s => (float)(s + (noise * Draw.Normal(random))))], scores.IsGenuine);
}
