using FaceML.Evaluation.AllPairs;
using FsCheck;
using FsCheck.Fluent;

namespace FaceML.Evaluation.Tests;

[TestClass]
public sealed class ErrorCurveTests
{
    [TestMethod]
    public void points_are_those_counted_by_hand()
    {
        // Genuine 3 2 2 1, impostor 2 1 0 0: thresholds 3, 2, 1, 0.
        ErrorCurve curve = ErrorCurve.Of(ComparisonScores.FromClasses([3, 2, 2, 1], [2, 1, 0, 0]));
        CurvePoint[] expected =
        [
            new(float.PositiveInfinity, 0, 1), new(3, 0, 0.75), new(2, 0.25, 0.25), new(1, 0.5, 0), new(0, 1, 0),
        ];
        CollectionAssert.AreEqual(expected, curve.Points.ToArray());
        Assert.AreEqual(0.25, curve.EqualErrorRate);
        Assert.AreEqual(2f, curve.EqualErrorThreshold);
        // Of 16 pairs genuine wins 4 + 3·2 + 2 = 12 and ties 2·1 + 1 = 3.
        Assert.AreEqual((12 + 1.5) / 16, curve.AreaUnderCurve, 1e-15);
    }

    [TestMethod]
    public void equal_error_rate_is_interpolated_between_points()
    {
        // Genuine 3 1, impostor 2 0 0: (0, .5) at 3, (1/3, .5) at 2, (1/3, 0) at 1: the vertical step crosses at 1/3.
        ErrorCurve curve = ErrorCurve.Of(ComparisonScores.FromClasses([3, 1], [2, 0, 0]));
        Assert.AreEqual(1 / 3.0, curve.EqualErrorRate, 1e-15);
        // One tie level holds genuine and impostor comparisons: (0, 1) to (.5, .25), crossing where f = 1 − 1.5 f.
        curve = ErrorCurve.Of(ComparisonScores.FromClasses([2, 2, 2, 1], [2, 0]));
        Assert.AreEqual(0.4, curve.EqualErrorRate, 1e-15);
    }

    [TestMethod]
    public void area_matches_the_rating_data_of_Hanley_and_McNeil()
    {
        // Hanley and McNeil 1982, table I: 58 normal and 51 abnormal cases in five ratings, area 0.893.
        float[] Ratings(params int[] counts) => [.. counts.SelectMany((n, rating) => Enumerable.Repeat((float)rating, n))];
        ErrorCurve curve = ErrorCurve.Of(ComparisonScores.FromClasses(Ratings(3, 2, 2, 11, 33), Ratings(33, 6, 6, 11, 2)));
        Assert.AreEqual(0.893, curve.AreaUnderCurve, 5e-4);
    }

    [TestMethod]
    public void equal_error_rate_of_two_normals_is_that_of_theory()
    {
        // Equal variances, means 2 apart: EER = Φ(−1) = 0.158655, AUC = Φ(2/√2) = 0.921350.
        ErrorCurve curve = ErrorCurve.Of(Draw.Scores(5, 100_000, 100_000, distance: 2));
        Assert.AreEqual(0.158655, curve.EqualErrorRate, 0.003);
        Assert.AreEqual(0.921350, curve.AreaUnderCurve, 0.002);
        Assert.AreEqual(1, curve.EqualErrorThreshold, 0.03);
    }

    [TestMethod]
    public void area_and_rates_equal_the_counts_over_all_pairs() => Prop.ForAll<int>(seed =>
    {
        ComparisonScores scores = Draw.Scores(seed, 23, 31, coarse: seed % 2 == 0);
        ErrorCurve curve = ErrorCurve.Of(scores);
        double wins = 0;
        foreach (float g in scores.Genuine)
        {
            foreach (float n in scores.Impostor)
            {
                wins += g > n ? 1 : g == n ? 0.5 : 0;
            }
        }

        return Math.Abs((wins / (23 * 31)) - curve.AreaUnderCurve) < 1e-12
            && curve.Points.All(p => Math.Abs(p.FalseMatchRate - (scores.FalseMatches(p.Threshold) / 31.0)) < 1e-12)
            && curve.Points.All(p => Math.Abs(p.FalseNonMatchRate - (scores.FalseNonMatches(p.Threshold) / 23.0)) < 1e-12);
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void curve_is_monotone_and_runs_from_corner_to_corner() => Prop.ForAll<int>(seed =>
    {
        IReadOnlyList<CurvePoint> points = ErrorCurve.Of(Draw.Scores(seed, 20, 30, coarse: seed % 2 == 0)).Points;
        return points.Zip(points.Skip(1)).All(p => p.First.Threshold > p.Second.Threshold
                && p.First.FalseMatchRate <= p.Second.FalseMatchRate && p.First.FalseNonMatchRate >= p.Second.FalseNonMatchRate)
            && points[0].FalseMatchRate == 0 && points[0].FalseNonMatchRate == 1 && points[^1].FalseMatchRate == 1
                && points[^1].FalseNonMatchRate == 0;
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void rising_maps_change_no_rate_and_swapping_classes_mirrors_the_area() => Prop.ForAll<int>(seed =>
    {
        ComparisonScores scores = Draw.Scores(seed, 20, 30, coarse: seed % 2 == 0);
        float[] Map(ReadOnlySpan<float> values, Func<float, float> map) => [.. values.ToArray().Select(map)];
        ErrorCurve a = ErrorCurve.Of(scores);
        ErrorCurve b = ErrorCurve.Of(
            ComparisonScores.FromClasses(Map(scores.Genuine, s => (s * 4) + 8), Map(scores.Impostor, s => (s * 4) + 8)));
        ErrorCurve mirrored = ErrorCurve.Of(ComparisonScores.FromClasses(Map(scores.Impostor, s => -s), Map(scores.Genuine, s => -s)));
        ErrorCurve swapped = ErrorCurve.Of(ComparisonScores.FromClasses(scores.Impostor, scores.Genuine));
        return Math.Abs(a.EqualErrorRate - b.EqualErrorRate) < 1e-12 && Math.Abs(a.AreaUnderCurve - b.AreaUnderCurve) < 1e-12
            && Math.Abs(a.EqualErrorRate - mirrored.EqualErrorRate) < 1e-12 && Math.Abs(a.AreaUnderCurve - mirrored.AreaUnderCurve) < 1e-12
            && Math.Abs(a.AreaUnderCurve + swapped.AreaUnderCurve - 1) < 1e-12;
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void convex_hull_is_never_worse_and_equals_the_best_mixture() => Prop.ForAll<int>(seed =>
    {
        ErrorCurve curve = ErrorCurve.Of(Draw.Scores(seed, 12, 15, coarse: seed % 2 == 0));
        // Every point of the hull is a mixture of two operating points: the smallest crossing of all chords.
        double best = 1;
        foreach (CurvePoint a in curve.Points)
        {
            foreach (CurvePoint b in curve.Points)
            {
                double before = a.FalseNonMatchRate - a.FalseMatchRate, after = b.FalseMatchRate - b.FalseNonMatchRate;
                if (before >= 0 && after >= 0 && before + after > 0)
                {
                    best = Math.Min(best, a.FalseMatchRate + (before / (before + after) * (b.FalseMatchRate - a.FalseMatchRate)));
                }
            }
        }

        return Math.Abs(curve.ConvexHullEqualErrorRate - best) < 1e-12 && best <= curve.EqualErrorRate + 1e-12;
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void operating_points_are_the_extreme_ones_allowed() => Prop.ForAll<int>(seed =>
    {
        ErrorCurve curve = ErrorCurve.Of(Draw.Scores(seed, 20, 30, coarse: seed % 2 == 0));
        double rate = new Random(seed).NextDouble();
        CurvePoint cost = curve.AtMinimumCost(0.2, 3, 2);
        return curve.AtFalseMatchRate(rate) == curve.Points.Last(p => p.FalseMatchRate <= rate)
            && curve.AtFalseNonMatchRate(rate) == curve.Points.First(p => p.FalseNonMatchRate <= rate)
            && curve.Points.All(p =>
                (0.6 * p.FalseNonMatchRate) + (1.6 * p.FalseMatchRate) >= (0.6 * cost.FalseNonMatchRate) + (
                1.6 * cost.FalseMatchRate) - 1e-12);
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void thinning_keeps_the_ends_the_order_and_the_shape()
    {
        ErrorCurve curve = ErrorCurve.Of(Draw.Scores(3, 5000, 5000));
        IReadOnlyList<CurvePoint> thin = curve.Thin(100);
        Assert.IsTrue(thin.Count is > 50 and <= 100);
        Assert.AreEqual(curve.Points[0], thin[0]);
        Assert.AreEqual(curve.Points[^1], thin[^1]);
        Assert.IsTrue(thin.All(curve.Points.Contains));
        Assert.IsTrue(thin.Zip(thin.Skip(1)).All(p => p.First.Threshold > p.Second.Threshold));
        Assert.IsTrue(thin.Skip(1).SkipLast(1).Zip(thin.Skip(2)).All(p => p.Second.FalseMatchRate - p.First.FalseMatchRate < 0.2));
    }

    [TestMethod]
    public void histograms_give_the_curve_at_their_edges()
    {
        ComparisonScores scores = Draw.Scores(3, 2000, 3000);
        ErrorCurve binned = ErrorCurve.Of(ScoreHistogram.Of(scores.Genuine, -8, 8, 512), ScoreHistogram.Of(scores.Impostor, -8, 8, 512));
        // In single precision a score at an edge may be counted on its other side.
        foreach (CurvePoint point in binned.Points)
        {
            Assert.AreEqual(scores.FalseMatches(point.Threshold) / 3000.0, point.FalseMatchRate, 1.01 / 3000);
            Assert.AreEqual(scores.FalseNonMatches(point.Threshold) / 2000.0, point.FalseNonMatchRate, 1.01 / 2000);
        }

        Assert.AreEqual(ErrorCurve.Of(scores).AreaUnderCurve, binned.AreaUnderCurve, 1e-4);
        Assert.ThrowsExactly<EvaluationDataException>(() =>
            ErrorCurve.Of(ScoreHistogram.Of([1], 0, 2, 4), ScoreHistogram.Of([1], 0, 2, 5)));
        Assert.ThrowsExactly<EvaluationDataException>(() => ErrorCurve.Of(ScoreHistogram.Of([1], 0, 2, 4), ScoreHistogram.Of([], 0, 2, 4)));
    }
}
