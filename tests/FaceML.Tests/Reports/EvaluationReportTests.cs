using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FaceML.Evaluation.AllPairs;
using FaceML.Evaluation.Tests;
using FaceML.Reports;

namespace FaceML.Tests.Reports;

[TestClass]
public sealed partial class EvaluationReportTests
{
    private static readonly byte[] Png =
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [TestMethod]
    public void json_comes_back_as_it_went()
    {
        ReportContent report = Report();
        string json = EvaluationReportJson.Write(report);
        Assert.AreEqual(json, EvaluationReportJson.Write(EvaluationReportJson.Read(json)));
        ReportContent back = EvaluationReportJson.Read(json);
        CollectionAssert.AreEqual(report.Figures.ToArray(), back.Figures.ToArray());
        CollectionAssert.AreEqual(report.Curve.ToArray(), back.Curve.ToArray());
        Assert.AreEqual(float.PositiveInfinity, back.Curve[0].Threshold);
        Assert.ThrowsExactly<JsonException>(() => EvaluationReportJson.Read("null"));
        Assert.ThrowsExactly<JsonException>(() => EvaluationReportJson.Read("{}"));
        StringAssert.Contains(Assert.ThrowsExactly<JsonException>(() =>
            EvaluationReportJson.Read(json.Replace("\"schema\": 1", "\"schema\": 7", StringComparison.Ordinal))).Message, "schema 7");
    }

    [TestMethod]
    public void schema_of_the_json_is_the_approved_one() =>
        Snapshot.AssertApproved(EvaluationReportJson.Schema(), "EvaluationReport.schema");

    [TestMethod]
    public void figures_are_those_of_the_metrics()
    {
        ReportContent report = Report();
        ComparisonScores scores = Draw.Scores(1, 120, 300, 2);
        VerificationMetrics metrics = VerificationMetrics.Measure(scores, new EvaluationOptions { Replicates = 100 });
        Assert.AreEqual(metrics.EqualErrorRate, report.Figures.Single(f => f.Name == "EER").Estimate);
        Assert.AreEqual(metrics.MatchRates[1].TrueMatchRate, report.Figures.Single(f => f.Name == "TAR at FAR 1 %").Estimate);
        Assert.AreEqual(300L, report.Histogram.Impostor.Sum());
        Assert.AreEqual(120L, report.Histogram.Genuine.Sum());
        Assert.AreEqual(OperatingPoint.At(scores, (float)report.Threshold.Value).FalseMatchRate, report.Threshold.FalseMatchRate);
        Assert.AreEqual(scores.Genuine[0], report.HardestErrors[0].Score);
        Assert.AreEqual(scores.Impostor[^1], report.HardestErrors.First(e => !e.IsGenuine).Score);
    }

    [TestMethod]
    public void what_page_and_json_show_are_properties_too()
    {
        EvaluationReport report = Measured();
        ReportContent shown = report.Content;
        Assert.AreEqual(shown.Figures.Single(f => f.Name == "EER").Estimate, report.Metrics.EqualErrorRate);
        Assert.AreEqual(shown.Figures.Single(f => f.Name == "Accuracy").Estimate, report.Folds!.Accuracy);
        Assert.AreEqual(shown.Reliability!.Cllr, report.Calibration!.Cllr);
        Assert.AreEqual(shown.Threshold, new ReportThreshold(
            report.Threshold, report.FalseMatchRate, report.FalseNonMatchRate, shown.Threshold.Promises));
        CollectionAssert.AreEqual(shown.Threshold.Promises.ToArray(), report.Promises.ToArray());
        Assert.AreEqual((300L, 120L), (report.ImpostorComparisons, report.GenuineComparisons));
        Assert.AreEqual(EvaluationReportJson.Write(shown), report.ToJson());
        Assert.AreEqual(EvaluationReportHtml.Write(shown), report.ToHtml());
    }

    [TestMethod]
    public void no_figure_is_without_its_interval()
    {
        int found = 0;
        void Walk(JsonElement element, string path)
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Walk(item, path + "[]");
                }
            }
            else if (element.ValueKind == JsonValueKind.Object)
            {
                if (element.TryGetProperty("method", out JsonElement method) && element.TryGetProperty("low", out JsonElement _))
                {
                    found++;
                    Assert.AreNotEqual(nameof(IntervalMethod.None), method.GetString(), path);
                    Assert.AreEqual(0.95, element.GetProperty("confidence").GetDouble(), path);
                }

                foreach (JsonProperty property in element.EnumerateObject())
                {
                    Walk(property.Value, $"{path}.{property.Name}");
                    bool isMeasured = property.Name is "cllr" or "minimumCllr" or "calibrationLoss" or "expectedCalibrationError"
                        or "falseMatchRatio" or "falseNonMatchRatio"
                        or "fairnessDiscrepancyRate" or "garbe" or "equalErrorRate" or "trueMatchRate";
                    Assert.IsTrue(!isMeasured || path.EndsWith(".curve[]", StringComparison.Ordinal)
                        || property.Value.ValueKind == JsonValueKind.Object, $"{path}.{property.Name} is a bare number");
                }
            }
        }

        using JsonDocument json = JsonDocument.Parse(EvaluationReportJson.Write(Report()));
        Walk(json.RootElement, "");
        Assert.IsTrue(found > 60, $"{found}");
    }

    [TestMethod]
    public void cards_keep_their_headings_and_lists_and_nothing_of_them_runs()
    {
        string page = EvaluationReportHtml.Write(
            Report() with { ModelCard = "# Title\n\n## Stages\n- one <b>\n- two\n\nA line\nand another." });
        StringAssert.Contains(page,
            "<h3>Title</h3><h3>Stages</h3><ul><li>one &lt;b&gt;</li><li>two</li></ul><p>A line\nand another.\n</p>");
    }

    [TestMethod]
    public void page_needs_nothing_from_elsewhere_and_runs_nothing()
    {
        string page = EvaluationReportHtml.Write(Report(), _ => Png);
        Assert.IsFalse(page.Contains("http:", StringComparison.Ordinal) || page.Contains("https:", StringComparison.Ordinal)
            || page.Contains("<script", StringComparison.Ordinal) || page.Contains("url(", StringComparison.Ordinal));
        Assert.IsTrue(Sources().Matches(page).All(m => m.Groups[1].Value.StartsWith("data:image/png;base64,", StringComparison.Ordinal)));
        Assert.AreEqual(24, Sources().Count(page));
        Assert.IsFalse(page.Contains("NaN", StringComparison.Ordinal));
    }

    [TestMethod]
    public void text_from_outside_cannot_become_markup()
    {
        ReportContent report =
            Report() with
            {
                Title = "<b>&\"",
                ModelCard = "<script>alert(1)</script>",
                HardestErrors = [new ReportError(true, 0, "\"><img src=x>", "b")]
            };
        string page = EvaluationReportHtml.Write(report);
        Assert.IsFalse(page.Contains("<script", StringComparison.Ordinal) || page.Contains("<img", StringComparison.Ordinal)
            || page.Contains("<b>&", StringComparison.Ordinal));
        StringAssert.Contains(page, "&lt;b&gt;&amp;&quot;");
    }

    [TestMethod]
    public void charts_are_well_formed_and_show_every_figure_with_its_interval()
    {
        ReportContent report = Report();
        string page = EvaluationReportHtml.Write(report);
        MatchCollection charts = Charts().Matches(page);
        Assert.AreEqual(5, charts.Count);
        foreach (Match chart in charts)
        {
            XElement svg = XElement.Parse(chart.Value);
            Assert.IsTrue(svg.Descendants("title").Count() >= 5, svg.Attribute("aria-label")!.Value);
            foreach (XAttribute number in svg.Descendants().Attributes().Where(a => a.Name.LocalName is "cx" or "cy" or "x1" or "y1"))
            {
                Assert.IsTrue(double.Parse(number.Value, System.Globalization.CultureInfo.InvariantCulture) is >= 0 and <= 520);
            }
        }

        foreach (ReportFigure figure in report.Figures)
        {
            StringAssert.Contains(page,
                figure.IsRate ? (figure.Estimate.Low * 100).ToString("0.00",
                System.Globalization.CultureInfo.InvariantCulture)[..4] : figure.Estimate.Low.ToString("0.0000",
                System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [TestMethod]
    public void parts_that_were_not_given_are_not_there()
    {
        ReportSource source = new() { Title = "t", Scores = Draw.Scores(1, 20, 20), Options = new EvaluationOptions { Replicates = 20 } };
        ReportContent report = EvaluationReport.Of(source).Content;
        Assert.IsTrue(report.Groups is null && report.Reliability is null && report.CumulativeMatches is null
            && report.HardestErrors.Count == 0);
        StringAssert.Contains(report.Threshold.Promises[0], "Nothing is promised");
        string page = EvaluationReportHtml.Write(report);
        Assert.IsFalse(page.Contains("Groups", StringComparison.Ordinal) || page.Contains("CMC", StringComparison.Ordinal)
            || page.Contains("Model card", StringComparison.Ordinal));
        Assert.ThrowsExactly<EvaluationDataException>(() => EvaluationReport.Of(source with { FirstGroups = ["a"] }));
        Assert.ThrowsExactly<EvaluationDataException>(() => EvaluationReport.Of(source with { Images = [("a", "b")] }));
    }

    internal static ReportContent Report() => Measured().Content;

    private static EvaluationReport Measured()
    {
        ComparisonScores train = Draw.Scores(2, 400, 2000, 2), scores = Draw.Scores(1, 120, 300, 2);
        Random random = new(5);
        string[] groups = [.. Enumerable.Range(0, scores.Count).Select(i => i % 3 == 0 ? "elder" : "younger")];
        int[] folds = [.. Enumerable.Range(0, scores.Count).Select(i => i % 10)];
        ProbeResult[] probes = [.. Enumerable.Range(0, 200)
            .Select(_ => new ProbeResult(random.Next(3) == 0 ? random.Next(1, 30) : 1, 1, 0))];
        return EvaluationReport.Of(new ReportSource
        {
            Title = "Two normal distributions",
            Description = "Seeded scores, two standard deviations apart.",
            Scores = scores,
            ModelCard = "A card.\n\nWith two paragraphs.",
            Threshold = ThresholdCalibrator.Fit(train, ThresholdTarget.MaxFalseMatchRate(0.01)),
            Calibration = ScoreCalibration.Fit(train),
            Folds = FoldAccuracy.Measure(scores.Scores, scores.IsGenuine, folds),
            Identification = new IdentificationResults(probes, 50),
            AllPairs = AllPairsComparison.Run([1, 0, 0, 1, 0.6f, 0.8f, 0.8f, -0.6f], 2, [0, 1, 1, 0]),
            Galleries = [new ReportGallery(1000, 0.01, 0.5, true, 3, "FPIR ≤ 0.01 in a gallery of 1,000 with 95 % confidence")],
            FirstGroups = groups,
            SecondGroups = groups,
            Images = [.. Enumerable.Range(0, scores.Count).Select(i => ($"a{i}.png", $"b{i}.png"))],
            Options = new EvaluationOptions { Replicates = 100 },
        });
    }

    [GeneratedRegex("src=\"([^\"]*)\"")]
    private static partial Regex Sources();

    [GeneratedRegex("<svg viewBox=\"0 0 520.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Charts();
}
