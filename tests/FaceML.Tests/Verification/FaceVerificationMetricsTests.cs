using FaceML.Verification;

namespace FaceML.Tests.Verification;

[TestClass]
public sealed class FaceVerificationMetricsTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private sealed class Row
    {
        public float Score { get; set; }

        public bool Label { get; set; }

        public bool PredictedLabel { get; set; }

        public float LogLikelihoodRatio { get; set; }

        public string A { get; set; } = "";

        public string B { get; set; } = "";
    }

    // Ten genuine pairs (one below 0.5) and twenty impostor pairs (two above 0.5), decided at 0.5.
    private static readonly Row[] Rows =
    [
        .. Enumerable.Range(0, 10).Select(i => Scored(i == 0 ? 0.3f : 0.6f + (0.01f * i), true, $"p{i}", $"p{i}")),
        .. Enumerable.Range(0, 20).Select(i => Scored(i < 2 ? 0.55f : 0.01f * i, false, $"p{i % 10}", $"p{(i + 1 + (i / 10)) % 10}")),
    ];

    private static readonly EvaluationOptions Quick = new() { Replicates = 100 };

    private static Row Scored(float score, bool label, string a, string b) =>
        new() { Score = score, Label = label, PredictedLabel = score >= 0.5f, LogLikelihoodRatio = 20 * (score - 0.5f), A = a, B = b };

    private static FaceVerificationMetrics Measure(FaceVerificationEvaluationOptions options)
    {
        options.Intervals = Quick;
        return Ml.Faces.Evaluate(Ml.Data.LoadFromEnumerable(Rows), options);
    }

    [TestMethod]
    public void error_rates_of_the_decisions_are_counted_by_hand()
    {
        FaceVerificationMetrics metrics = Measure(new());
        Assert.AreEqual(Estimate.Rate(2, 20), metrics.FalseMatchRate);
        Assert.AreEqual(Estimate.Rate(1, 10), metrics.FalseNonMatchRate);
        Assert.AreEqual(Estimate.Rate(27, 30), metrics.Accuracy);
        Assert.AreEqual((10, 20, 0, 0L), (metrics.GenuineCount, metrics.ImpostorCount, metrics.IdentityCount, metrics.LeftOutCount));
    }

    [TestMethod]
    public void figures_of_the_curve_are_those_of_the_scores_alone()
    {
        FaceVerificationMetrics metrics = Measure(new());
        var expected = VerificationMetrics.Measure(
            new ComparisonScores([.. Rows.Select(r => r.Score)], [.. Rows.Select(r => r.Label)]), Quick);
        Assert.AreEqual(expected.EqualErrorRate, metrics.EqualErrorRate);
        Assert.AreEqual(expected.EqualErrorThreshold, metrics.EqualErrorThreshold);
        Assert.AreEqual(expected.AreaUnderCurve, metrics.AreaUnderRocCurve);
        Assert.AreEqual(expected.DecidabilityIndex, metrics.DecidabilityIndex);
        CollectionAssert.AreEqual(expected.MatchRates.ToArray(), metrics.TrueMatchRates.ToArray());
    }

    [TestMethod]
    public void figures_agree_with_those_of_ml_net_on_the_same_rows()
    {
        // ML.NET decides at a score above 0 and takes the area under the ROC curve of the same scores.
        IDataView data = Ml.Data.LoadFromEnumerable(Rows
            .Select(r => new Row { Score = r.Score - 0.5f, Label = r.Label, PredictedLabel = r.PredictedLabel }));
        Microsoft.ML.Data.BinaryClassificationMetrics stock = Ml.BinaryClassification.EvaluateNonCalibrated(data);
        FaceVerificationMetrics metrics = Ml.Faces.Evaluate(data, new FaceVerificationEvaluationOptions { Intervals = Quick });
        Assert.AreEqual(stock.Accuracy, metrics.Accuracy!.Value, 1e-9);
        Assert.AreEqual(stock.AreaUnderRocCurve, metrics.AreaUnderRocCurve.Value, 1e-9);
        Assert.AreEqual(stock.PositiveRecall, 1 - metrics.FalseNonMatchRate!.Value, 1e-9);
    }

    [TestMethod]
    public void known_identities_widen_the_intervals_of_pairs_that_share_people()
    {
        FaceVerificationMetrics known = Measure(new() { FirstIdentityColumnName = "A", SecondIdentityColumnName = "B" });
        Assert.AreEqual(10, known.IdentityCount);
        Assert.AreEqual(IntervalMethod.IdentityWilson, known.FalseMatchRate!.Method);
        Assert.AreEqual(IntervalMethod.IdentityBootstrap, known.Accuracy!.Method);
        Assert.AreEqual(0.1, known.FalseMatchRate.Value);
        Assert.AreEqual(0.9, known.Accuracy.Value, 1e-12);
        Assert.IsGreaterThan(Measure(new()).FalseMatchRate!.High, known.FalseMatchRate.High);
    }

    [TestMethod]
    public void log_likelihood_ratios_are_judged_as_they_are()
    {
        FaceVerificationMetrics metrics = Measure(new() { LogLikelihoodRatioColumnName = "LogLikelihoodRatio" });
        double expected = CalibrationQuality.CostOf(
            [.. Rows.Where(r => r.Label).Select(r => (double)r.LogLikelihoodRatio)],
            [.. Rows.Where(r => !r.Label).Select(r => (double)r.LogLikelihoodRatio)]);
        Assert.AreEqual(expected, metrics.LogLikelihoodRatios!.Cllr.Value, 1e-9);
    }

    [TestMethod]
    public void pairs_without_a_score_are_left_out_and_counted()
    {
        IDataView data = Ml.Data.LoadFromEnumerable([.. Rows, new Row { Score = float.NaN, Label = true }, new Row { Score = float.NaN }]);
        FaceVerificationMetrics metrics = Ml.Faces.Evaluate(data, new FaceVerificationEvaluationOptions { Intervals = Quick });
        Assert.AreEqual(2, metrics.LeftOutCount);
        Assert.AreEqual(Estimate.Rate(1, 10), metrics.FalseNonMatchRate);
    }

    [TestMethod]
    public void a_pipeline_that_decides_nothing_has_no_error_rates_of_decisions()
    {
        FaceVerificationMetrics metrics = Ml.Faces.Evaluate(Ml.Data.LoadFromEnumerable(Rows), predictedLabelColumnName: null);
        Assert.IsNull(metrics.FalseMatchRate);
        Assert.IsNull(metrics.FalseNonMatchRate);
        Assert.IsNull(metrics.Accuracy);
        Assert.IsNull(metrics.LogLikelihoodRatios);
    }

    [TestMethod]
    public void a_true_match_rate_is_found_by_its_false_match_rate_or_refused_by_name()
    {
        FaceVerificationMetrics metrics = Measure(new());
        Assert.AreSame(metrics.TrueMatchRates[1], metrics.TrueMatchRateAt(0.01));
        StringAssert.Contains(Assert.Throws<ArgumentOutOfRangeException>(() => metrics.TrueMatchRateAt(0.02)).Message, "FalseMatchRates");
    }

    [TestMethod]
    [DataRow("Mark", "Score", "PredictedLabel", "Mark")]
    [DataRow("Label", "A", "PredictedLabel", "A")]
    [DataRow("Label", "Score", "Guess", "Guess")]
    public void a_missing_or_wrong_column_is_named(string label, string score, string decision, string named)
    {
        FaceColumnException e = Assert.Throws<FaceColumnException>(() =>
            Ml.Faces.Evaluate(Ml.Data.LoadFromEnumerable(Rows), label, score, decision));
        StringAssert.Contains(e.Message, $"'{named}'");
        StringAssert.Contains(e.Message, "Evaluate");
    }

    [TestMethod]
    public void one_column_of_identities_without_the_other_is_refused() =>
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => Measure(new() { FirstIdentityColumnName = "A" })).Message, "'A'");
}
