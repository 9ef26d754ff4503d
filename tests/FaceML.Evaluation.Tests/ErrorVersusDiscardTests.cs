namespace FaceML.Evaluation.Tests;

[TestClass]
public sealed class ErrorVersusDiscardTests
{
    // 1,000 genuine comparisons, of which every tenth is missed, and 1,000 impostors below them.
    private static ComparisonScores Scores() => new(
        [.. Enumerable.Range(0, 1000).Select(i => i % 10 == 0 ? 0f : 2f + i / 1000f), .. Enumerable.Range(0, 1000)
            .Select(i => 1f + i / 1000f)],
        [.. Enumerable.Repeat(true, 1000), .. Enumerable.Repeat(false, 1000)]);

    [TestMethod]
    public void a_quality_that_knows_the_misses_discards_them_first()
    {
        ComparisonScores scores = Scores();
        var curve = ErrorVersusDiscard.Measure(scores, [.. Enumerable.Range(0, 2000).Select(i => i % 10 == 0 ? 0.0 : 1)]);
        Assert.AreEqual(0, curve.Points[0].Discarded);
        Assert.AreEqual(0.1, curve.Points[0].FalseNonMatchRate.Value, 1e-9);
        Assert.AreEqual(0.05 / 0.95, curve.Points.Single(p => p.Discarded == 0.05).FalseNonMatchRate.Value, 1e-9);
        Assert.AreEqual(0, curve.Points.Single(p => p.Discarded == 0.1).FalseNonMatchRate.Value);
        Assert.AreEqual(0.001, OperatingPoint.At(scores, curve.Threshold).FalseMatchRate.Value, 1.0 / 1000);
    }

    [TestMethod]
    public void a_quality_that_knows_nothing_gains_nothing()
    {
        Random random = new(1);
        var curve = ErrorVersusDiscard.Measure(Scores(), [.. Enumerable.Range(0, 2000).Select(_ => random.NextDouble())]);
        Assert.IsTrue(curve.Points.All(p => Math.Abs(p.FalseNonMatchRate.Value - 0.1) < 0.02 && p.FalseNonMatchRate.Low < 0.1
            && p.FalseNonMatchRate.High > 0.1));
    }

    [TestMethod]
    public void missing_qualities_are_refused()
    {
        StringAssert.Contains(Assert.ThrowsExactly<EvaluationDataException>(() => ErrorVersusDiscard.Measure(Scores(), [1, 2])).Message,
            "2000 comparisons");
        Assert.ThrowsExactly<EvaluationDataException>(() => ErrorVersusDiscard.Measure(Scores(), [.. Enumerable.Repeat(double.NaN, 2000)]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            ErrorVersusDiscard.Measure(Scores(), [.. new double[2000]], falseMatchRate: 0));
    }
}
