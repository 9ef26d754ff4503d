namespace FaceML.Evaluation.Tests;

[TestClass]
public sealed class GroupReportTests
{
    [TestMethod]
    public void rates_are_those_within_the_groups()
    {
        GroupReport report = Report();
        CollectionAssert.AreEqual(new[] { "a", "b" }, report.Groups.Select(g => g.Group).ToArray());
        Assert.AreEqual(Estimate.Rate(1, 10), report.Groups[0].FalseMatchRate);
        Assert.AreEqual(Estimate.Rate(2, 10), report.Groups[0].FalseNonMatchRate);
        Assert.AreEqual(Estimate.Rate(3, 10), report.Groups[1].FalseMatchRate);
        Assert.AreEqual(Estimate.Rate(0, 10), report.Groups[1].FalseNonMatchRate);
        Assert.AreEqual(2L, report.MixedComparisons);
    }

    [TestMethod]
    public void indices_are_those_computed_by_hand()
    {
        GroupIndices indices = Report().Indices;
        double[] fmr = [0.1, 0.3], fnmr = [0.2, 0];
        Assert.AreEqual(3, indices.FalseMatchRatio!.Value, 1e-12);
        Assert.AreEqual(double.PositiveInfinity, indices.FalseNonMatchRatio!.Value);
        Assert.AreEqual(1 - ((0.5 * 0.2) + (0.5 * 0.2)), indices.FairnessDiscrepancyRate!.Value, 1e-12);
        Assert.AreEqual(1 - ((0.25 * 0.2) + (0.75 * 0.2)), GroupIndices.FairnessDiscrepancyRateOf([0.1, 0.3], [0.2, 0], 0.25), 1e-12);
        Assert.AreEqual(1 - ((0.9 * 0.2) + (0.1 * 0.1)), GroupIndices.FairnessDiscrepancyRateOf(fmr, [0.1, 0.2], 0.9), 1e-12);
        Assert.AreEqual(1, GroupIndices.RatioOf([0, 0]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => GroupIndices.GarbeOf(fmr, fnmr, 1.5));
        // Two groups: G = 2/1 · 2|x − y| / (2·4·x̄): FMR 0.4/1.6·2 = 0.5, FNMR with a zero 1.
        Assert.AreEqual((0.5 * 0.5) + (0.5 * 1), indices.Garbe!.Value, 1e-12);
        Assert.AreEqual((0.9 * 0.5) + (0.1 * 1), GroupIndices.GarbeOf(fmr, fnmr, 0.9), 1e-12);
    }

    [TestMethod]
    public void gate_fails_only_where_the_interval_shows_it()
    {
        GroupReport report = Report();
        Assert.IsTrue(report.Check(0.15, 0.3).Passed, "3 of 10 may well be 15 %.");
        GroupGate gate = report.Check(0.05, 0.3);
        Assert.IsFalse(gate.Passed);
        Assert.AreEqual(1, gate.Failures.Count);
        StringAssert.StartsWith(gate.Failures[0], "b: FMR 0.3 [");
    }

    [TestMethod]
    public void a_missing_class_is_no_rate_and_too_few_groups_no_index()
    {
        GroupReport report = GroupReport.Measure(new([1, 0], [true, false]), ["a", "b"], ["a", "b"], 0.5f);
        Assert.IsNull(report.Groups[0].FalseMatchRate);
        Assert.IsNull(report.Groups[1].FalseNonMatchRate);
        Assert.AreEqual(new GroupIndices(null, null, null, null), report.Indices);
        Assert.AreEqual(0L, Assert.ThrowsExactly<EvaluationDataException>(() =>
            GroupReport.Measure(new([1, 0], [true, false]), ["a", "b"], ["b", "b"], 0.5f)).Row);
    }

    [TestMethod]
    public void garbe_of_published_rates_is_the_published_one()
    {
        // The Gini coefficient of n rates: 0 when equal, 1 (after the n/(n − 1) correction) when one group has all errors (Howard et al.
        // 2022, section 4).
        foreach (int n in new[] { 2, 5, 9 })
        {
            double[] equal = [.. Enumerable.Repeat(0.03, n)], one = [0.2, .. Enumerable.Repeat(0.0, n - 1)];
            Assert.AreEqual(0, GroupIndices.GarbeOf(equal, equal), 1e-12);
            Assert.AreEqual(1, GroupIndices.GarbeOf(one, one), 1e-12);
            Assert.AreEqual(0.5, GroupIndices.GarbeOf(one, equal), 1e-12);
        }
    }

    [TestMethod]
    public void intervals_of_the_indices_hold_the_value_and_the_truth_as_often_as_stated()
    {
        // Two groups with FMR 0.1 and 0.2, FNMR 0.05 and 0.1, pairs of people who appear once: FDR 1 − ½(0.1 + 0.05) = 0.925, the ratios 2.
        int fdr = 0, ratio = 0, all = 100;
        for (int seed = 0; seed < all; seed++)
        {
            Random random = new(seed);
            int n = 1200;
            string[] groups = [.. Enumerable.Range(0, n).Select(i => i % 4 < 2 ? "a" : "b")];
            bool[] labels = [.. Enumerable.Range(0, n).Select(i => i % 2 == 0)];
            float[] scores = [.. Enumerable.Range(0, n)
                .Select(i => random.NextDouble() < (labels[i] ? 0.05 : 0.1) * (groups[i] == "b" ? 2 : 1) == labels[i] ? 0f : 1f)];
            GroupIndices indices = GroupReport.Measure(
                new(scores, labels), groups, groups, 0.5f, new EvaluationOptions { Replicates = 200, Seed = seed }).Indices;
            fdr += indices.FairnessDiscrepancyRate!.Low <= 0.925 && 0.925 <= indices.FairnessDiscrepancyRate.High ? 1 : 0;
            ratio += indices.FalseMatchRatio!.Low <= 2 && 2 <= indices.FalseMatchRatio.High ? 1 : 0;
            Assert.AreEqual(IntervalMethod.PairBootstrap, indices.Garbe!.Method);
            Assert.IsTrue(indices.Garbe.Low <= indices.Garbe.Value && indices.Garbe.Value <= indices.Garbe.High);
        }

        Assert.IsTrue(fdr is > 86 and <= 100 && ratio is > 86 and <= 100, $"{fdr} and {ratio} of {all} at 95 %");
    }

    [TestMethod]
    public void a_group_without_any_error_has_an_infinite_ratio_and_still_an_interval()
    {
        Estimate ratio = Report().Indices.FalseNonMatchRatio!;
        Assert.AreEqual(double.PositiveInfinity, ratio.High);
        Assert.IsFalse(double.IsNaN(ratio.Low));
    }

    [TestMethod]
    public void shared_people_widen_a_groups_interval()
    {
        ComparisonScores scores = Draw.SharedPeople(new Random(1), 30, 1), alone = new(scores.Scores, scores.IsGenuine);
        string[] group = [.. Enumerable.Repeat("all", scores.Count)];
        Estimate a = GroupReport.Measure(alone, group, group, 1).Groups[0].FalseMatchRate!, b =
            GroupReport.Measure(scores, group, group, 1).Groups[0].FalseMatchRate!;
        Assert.IsTrue(b.HalfWidth > 1.5 * a.HalfWidth);
        Assert.AreEqual(OperatingPoint.At(scores, 1).FalseMatchRate, b);
    }

    private static GroupReport Report()
    {
        // Threshold 0.5. Group a: 1 of 10 impostors match, 2 of 10 genuine do not; group b: 3 and 0; two comparisons across.
        List<float> scores = [];
        List<bool> labels = [];
        List<string?> first = [], second = [];
        void Add(string? one, string? other, bool genuine, int errors, int count)
        {
            for (int i = 0; i < count; i++)
            {
                scores.Add((i < errors) == genuine ? 0.4f : 0.5f);
                labels.Add(genuine);
                first.Add(one);
                second.Add(other);
            }
        }

        Add("b", "b", false, 3, 10);
        Add("a", "a", false, 1, 10);
        Add("a", "a", true, 2, 10);
        Add("b", "b", true, 0, 10);
        Add("a", "b", false, 1, 1);
        Add(null, null, false, 1, 1);
        return GroupReport.Measure(new([.. scores], [.. labels]), first, second, 0.5f);
    }
}
