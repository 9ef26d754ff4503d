using FaceML.Evaluation;

namespace FaceML.Tests.Evaluation;

[TestClass]
public sealed class GroupReportTests
{
    [TestMethod]
    public void Rates_are_those_within_the_groups()
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
    public void Indices_are_those_computed_by_hand()
    {
        GroupReport report = Report();
        Assert.AreEqual(3, report.FalseMatchRatio, 1e-12);
        Assert.AreEqual(double.PositiveInfinity, report.FalseNonMatchRatio);
        Assert.AreEqual(1 - ((0.5 * 0.2) + (0.5 * 0.2)), report.FairnessDiscrepancyRate(), 1e-12);
        Assert.AreEqual(1 - ((0.25 * 0.2) + (0.75 * 0.2)), report.FairnessDiscrepancyRate(0.25), 1e-12);
        // Two groups: G = 2/1 · 2|x − y| / (2·4·x̄): FMR 0.4/1.6·2 = 0.5, FNMR with a zero 1.
        Assert.AreEqual((0.5 * 0.5) + (0.5 * 1), report.Garbe(), 1e-12);
        Assert.AreEqual((0.9 * 0.5) + (0.1 * 1), report.Garbe(0.9), 1e-12);
    }

    [TestMethod]
    public void Gate_fails_only_where_the_interval_shows_it()
    {
        GroupReport report = Report();
        Assert.IsTrue(report.Check(0.15, 0.3).Passed, "3 of 10 may well be 15 %.");
        GroupGate gate = report.Check(0.05, 0.3);
        Assert.IsFalse(gate.Passed);
        Assert.AreEqual(1, gate.Failures.Count);
        StringAssert.StartsWith(gate.Failures[0], "b: FMR 0.3 [");
    }

    [TestMethod]
    public void A_missing_class_is_no_rate_and_too_few_groups_no_index()
    {
        GroupReport report = GroupReport.Measure(new([1, 0], [true, false]), ["a", "b"], ["a", "b"], 0.5f);
        Assert.IsNull(report.Groups[0].FalseMatchRate);
        Assert.IsNull(report.Groups[1].FalseNonMatchRate);
        Assert.IsTrue(double.IsNaN(report.FalseMatchRatio));
        Assert.ThrowsExactly<EvaluationDataException>(() => report.Garbe());
        Assert.ThrowsExactly<EvaluationDataException>(() => report.FairnessDiscrepancyRate());
        Assert.AreEqual(0L, Assert.ThrowsExactly<EvaluationDataException>(() => GroupReport.Measure(new([1, 0], [true, false]), ["a", "b"], ["b", "b"], 0.5f)).Row);
    }

    [TestMethod]
    public void Shared_people_widen_a_groups_interval()
    {
        ComparisonScores scores = Draw.SharedPeople(new Random(1), 30, 1), alone = new(scores.Scores, scores.IsGenuine);
        string[] group = [.. Enumerable.Repeat("all", scores.Count)];
        Estimate a = GroupReport.Measure(alone, group, group, 1).Groups[0].FalseMatchRate!, b = GroupReport.Measure(scores, group, group, 1).Groups[0].FalseMatchRate!;
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
