using FsCheck;
using FsCheck.Fluent;

namespace FaceML.Evaluation.Tests;

[TestClass]
public sealed class FoldAccuracyTests
{
    [TestMethod]
    public void threshold_comes_from_the_other_folds()
    {
        // Fold 0 requires a threshold in (2, 3], fold 1 in (0, 1]: each is judged at the other's.
        float[] scores = [3, 2, 1, 0];
        FoldAccuracy accuracy = FoldAccuracy.Measure(scores, [true, false, true, false], [0, 0, 1, 1]);
        CollectionAssert.AreEqual(new[] { 0.5, 0.5 }, accuracy.Folds.ToArray());
        CollectionAssert.AreEqual(new[] { 0.5f, 2.5f }, accuracy.Thresholds.ToArray());
    }

    [TestMethod]
    public void mean_and_standard_error_follow_LFWs_formula()
    {
        // Three folds; t(2 df, 97.5 %) = 4.302653.
        float[] scores = [1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 1, 1];
        bool[] labels = [.. Enumerable.Range(0, 24).Select(i => i % 8 < 4)];
        int[] folds = [.. Enumerable.Range(0, 24).Select(i => i / 8)];
        FoldAccuracy accuracy = FoldAccuracy.Measure(scores, labels, folds);
        CollectionAssert.AreEqual(new[] { 1, 7 / 8.0, 5 / 8.0 }, accuracy.Folds.ToArray());
        double mean = 20 / 24.0, s = Math.Sqrt((Math.Pow(1 - mean, 2) + Math.Pow(0.875 - mean, 2) + Math.Pow(0.625 - mean, 2)) / 2);
        Assert.AreEqual(mean, accuracy.Accuracy.Value, 1e-12);
        Assert.AreEqual(s / Math.Sqrt(3), accuracy.StandardError, 1e-12);
        Assert.AreEqual(Math.Max(0, mean - (4.302653 * s / Math.Sqrt(3))), accuracy.Accuracy.Low, 1e-6);
    }

    [TestMethod]
    public void two_models_are_compared_fold_by_fold()
    {
        // Ten comparisons a fold, impostors at 0 and genuine at 1 but for those that go wrong: 1, 2 and 3 in one model, 2, 3 and 5 in the
        // other.
        FoldAccuracy Model(params int[] wrong) => FoldAccuracy.Measure(
            [.. wrong.SelectMany(w => Enumerable.Range(0, 10).Select(i => i < 5 ? (i < w ? 1f : 0f) : 1f))],
            [.. Enumerable.Range(0, 10 * wrong.Length).Select(i => i % 10 >= 5)],
            [.. Enumerable.Range(0, 10 * wrong.Length).Select(i => i / 10)]);
        FoldAccuracy first = Model(1, 2, 3), second = Model(2, 3, 5);
        CollectionAssert.AreEqual(new[] { 0.9, 0.8, 0.7 }, first.Folds.ToArray());

        PairedDifference difference = FoldAccuracy.Compare(first, second);

        // Folds differ by −0.1, −0.1, −0.2: mean −0.4/3, s = √(1/300), t(2 df, 97.5 %) = 4.302653; the models' own intervals are far wider.
        double half = 4.302653 * Math.Sqrt(1 / 300.0 / 3);
        Assert.AreEqual(-0.4 / 3, difference.Difference.Value, 1e-12);
        Assert.AreEqual((-0.4 / 3) - half, difference.Difference.Low, 1e-6);
        Assert.AreEqual((-0.4 / 3) + half, difference.Difference.High, 1e-6);
        Assert.AreEqual((first.Accuracy, second.Accuracy), (difference.FirstEstimate, difference.SecondEstimate));
        Assert.ThrowsExactly<EvaluationDataException>(() => FoldAccuracy.Compare(first, Model(1, 2)));
    }

    [TestMethod]
    public void best_threshold_lies_in_the_gap_and_is_the_best_there_is()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            ComparisonScores scores = Draw.Scores(seed, 17, 19, coarse: seed % 2 == 0);
            int Right(float t) => scores.Count - scores.FalseMatches(t) - scores.FalseNonMatches(t);
            int best = Right(FoldAccuracy.BestThreshold(scores));
            Assert.AreEqual(scores.Scores.ToArray().SelectMany(s => new[] { s, MathF.BitIncrement(s) }).Max(Right), best);
        }

        Assert.AreEqual(0.5f, FoldAccuracy.BestThreshold(ComparisonScores.FromClasses([1], [0])));
        // Scores the wrong way round: best is to match nothing (or everything).
        Assert.IsTrue(FoldAccuracy.BestThreshold(ComparisonScores.FromClasses([0], [1, 1])) > 1);
    }

    [TestMethod]
    public void of_thresholds_that_tie_the_middle_of_their_range_is_taken()
    {
        // Genuine 3 and 1, impostor 2 and 0: thresholds in (0, 1] and in (2, 3] have three right, the middle 1.5 only two; both gaps are as
        // near.
        Assert.AreEqual(2.5f, FoldAccuracy.BestThreshold(ComparisonScores.FromClasses([3, 1], [2, 0])));
        // With impostor 1.5 in place of 2 the upper gap is (1.5, 3] and the range (0, 3]: its middle 1.5 lies at the gap's edge, which
        // decides worse.
        Assert.AreEqual(2.25f, FoldAccuracy.BestThreshold(ComparisonScores.FromClasses([3, 1], [1.5f, 0])));
        // Gaps (0, 1], (2, 3] and (4, 5] tie at four right: the middle one.
        Assert.AreEqual(2.5f, FoldAccuracy.BestThreshold(ComparisonScores.FromClasses([5, 3, 1], [4, 2, 0])));
        // A gap that holds the middle of the whole range is not cut to its own middle: (0, 1], (1.9, 5], (6, 7]; range 0 to 7.
        Assert.AreEqual(3.5f, FoldAccuracy.BestThreshold(ComparisonScores.FromClasses([7, 5, 1], [6, 1.9f, 0])));
    }

    [TestMethod]
    public void changing_all_signs_changes_the_sign_of_the_threshold() => Prop.ForAll<int>(seed =>
    {
        // Scores on no grid: no two gaps are equally near.
        ComparisonScores scores = Draw.Scores(seed, 31, 41), mirrored = ComparisonScores.FromClasses(
            [.. scores.Impostor.ToArray().Select(s => -s)], [.. scores.Genuine.ToArray().Select(s => -s)]);
        float threshold = FoldAccuracy.BestThreshold(scores), other = FoldAccuracy.BestThreshold(mirrored);
        return scores.FalseMatches(threshold) + scores.FalseNonMatches(threshold) == mirrored.FalseMatches(
            other) + mirrored.FalseNonMatches(other)
            && Math.Abs(threshold + other) < 1e-5f;
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void bad_folds_are_refused()
    {
        Assert.ThrowsExactly<EvaluationDataException>(() => FoldAccuracy.Measure([1, 2], [true, false], [0, 0]));
        Assert.ThrowsExactly<EvaluationDataException>(() => FoldAccuracy.Measure([1, 2, 3, 4], [true, false, true, false], [0, 0, 2, 2]));
        Assert.ThrowsExactly<EvaluationDataException>(() => FoldAccuracy.Measure([1, 2], [true, false], [0]));
        Assert.ThrowsExactly<EvaluationDataException>(() => FoldAccuracy.Measure([1, 2, 3, 4], [true, true, false, false], [0, 0, 1, 1]));
    }
}
