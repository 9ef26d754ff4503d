namespace FaceML.Evaluation.Tests;

[TestClass]
public sealed class ComparisonScoresTests
{
    [TestMethod]
    public void a_score_equal_to_the_threshold_matches()
    {
        ComparisonScores scores = ComparisonScores.FromClasses([0.5f, 0.7f, 0.7f], [0.1f, 0.5f, 0.5f, 0.9f]);
        Assert.AreEqual(3, scores.FalseMatches(0.5f));
        Assert.AreEqual(1, scores.FalseMatches(MathF.BitIncrement(0.5f)));
        Assert.AreEqual(1, scores.FalseNonMatches(0.7f));
        Assert.AreEqual(3, scores.FalseNonMatches(MathF.BitIncrement(0.7f)));
        Assert.AreEqual(0, scores.FalseMatches(float.PositiveInfinity));
    }

    [TestMethod]
    public void identities_are_renumbered_and_counted()
    {
        ComparisonScores scores = new([0.9f, 0.1f, 0.2f], [true, false, false], [70, 70, -3], [70, -3, 9]);
        Assert.AreEqual(3, scores.IdentityCount);
        CollectionAssert.AreEqual(new[] { 0, 0, 1 }, scores.FirstIdentities.ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1, 2 }, scores.SecondIdentities.ToArray());
    }

    [TestMethod]
    public void bad_rows_are_named()
    {
        Assert.AreEqual(1L, Assert.ThrowsExactly<EvaluationDataException>(() => new ComparisonScores([1, float.NaN], [true, false])).Row);
        Assert.AreEqual(0L, Assert.ThrowsExactly<EvaluationDataException>(() =>
            new ComparisonScores([float.PositiveInfinity, 1], [true, false])).Row);
        Assert.AreEqual(1L, Assert.ThrowsExactly<EvaluationDataException>(() =>
            new ComparisonScores([1, 2], [true, false], [1, 2], [1, 2])).Row);
        StringAssert.Contains(Assert.ThrowsExactly<EvaluationDataException>(() => new ComparisonScores([1, 2], [true, true])).Message,
            "no impostor");
        StringAssert.Contains(Assert.ThrowsExactly<EvaluationDataException>(() => new ComparisonScores([1, 2], [false, false])).Message,
            "no genuine");
        Assert.ThrowsExactly<EvaluationDataException>(() => new ComparisonScores([], []));
        Assert.ThrowsExactly<EvaluationDataException>(() => new ComparisonScores([1, 2], [true]));
        Assert.ThrowsExactly<EvaluationDataException>(() => new ComparisonScores([1, 2], [true, false], [1, 2], [1]));
    }
}
