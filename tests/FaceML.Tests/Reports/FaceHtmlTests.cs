using FaceML.Reports;
using FaceML.Verification;

namespace FaceML.Tests.Reports;

[TestClass]
public sealed class FaceHtmlTests
{
    [TestMethod]
    public void an_image_is_shown_at_most_640_pixels_long_and_with_its_caption_as_text()
    {
        string html = FaceHtml.Of(new ImageFigure(new Image(1280, 320)) { Caption = "a < b" });
        StringAssert.Contains(html, "<img alt=\"a &lt; b\" width=\"640\" src=\"data:image/jpeg;base64,");
    }

    [TestMethod]
    public void boxes_are_drawn_on_a_copy_of_the_image()
    {
        var image = new Image(100, 100);
        var face = new Face(new Box(20, 20, 60, 60), 1, default!);
        string without = FaceHtml.Of(image), with = FaceHtml.Of(new ImageFigure(image) { Faces = [face] });
        Assert.AreNotEqual(without, with);
        Assert.IsFalse(image.Pixels.ContainsAnyExcept((byte)0));
    }

    [TestMethod]
    public void a_decision_says_what_was_decided_and_what_is_promised()
    {
        using FaceVerifier verifier = FaceVerifier.Create();
        FaceVerification result = verifier.Verify(TestData.Samples[0], TestData.Samples[2]);
        string html = FaceHtml.Of(result);
        StringAssert.Contains(html, "match: the same person");
        StringAssert.Contains(html, result.Promise!.ToSentence());
    }

    [TestMethod]
    public void a_pair_without_a_usable_face_is_shown_as_uncertain_and_without_a_score()
    {
        using FaceVerifier verifier = FaceVerifier.Create();
        string html = FaceHtml.Of(verifier.Verify(Image.Load(TestData.Samples[0]), new Image(200, 200)));
        StringAssert.Contains(html, "uncertain: it cannot be decided");
        Assert.DoesNotContain("Score", html);
    }

    [TestMethod]
    [DataRow(new double[0])]
    [DataRow(new[] { 0.3, 0.3 })]
    [DataRow(new[] { -5.0, double.NaN, 1e9 })]
    public void a_chart_is_drawn_of_any_values(double[] values)
    {
        var series = new ChartSeries("a & b", [.. values.Select((value, i) => ((double)i, value))]);
        string html = FaceHtml.Of(new ChartFigure("Title", "x", "y") { Series = [series], Threshold = 0.4 });
        StringAssert.Contains(html, "a &amp; b");
        StringAssert.Contains(html, "threshold 0.40");
        Assert.DoesNotContain("=\"NaN", html);
    }

    [TestMethod]
    public void a_report_is_shown_in_short_with_its_intervals_its_promise_and_curves_of_few_points()
    {
        EvaluationReport report = Report(new Random(1));
        string html = FaceHtml.Of(report);
        StringAssert.Contains(html, "<h4>a &lt; b</h4>");
        StringAssert.Contains(html, "<th>EER</th>");
        StringAssert.Contains(html, report.Promises[0]);
        StringAssert.Contains(html, "aria-label=\"DET curve\"");
        StringAssert.Contains(html, "aria-label=\"ROC curve\"");
        Assert.IsGreaterThan(100, report.Curve.Count);
        Assert.IsLessThan(150, html.Split("<circle").Length);
    }

    [TestMethod]
    public void a_comparison_says_of_each_figure_which_is_better_or_that_the_pairs_cannot_tell()
    {
        bool[] genuine = [.. Enumerable.Range(0, 400).Select(i => i % 2 == 0)];
        var good = new ComparisonScores([.. genuine.Select((is1, i) => (is1 ? 2f : 0) + (i % 7 / 7f))], genuine);
        var poor = new ComparisonScores([.. genuine.Select((_, i) => i * 37 % 101 / 101f)], genuine);
        var options = new EvaluationOptions { Replicates = 50 };
        StringAssert.Contains(FaceHtml.Of(PairedComparison.Of(good, poor, 1.5f, 0.5f, options)), "the first is better");
        StringAssert.Contains(FaceHtml.Of(PairedComparison.Of(poor, good, 0.5f, 1.5f, options)), "the second is better");
        StringAssert.Contains(FaceHtml.Of(PairedComparison.Of(good, good, 1.5f, 1.5f, options)), "not separable");
    }

    private static EvaluationReport Report(Random random)
    {
        bool[] genuine = [.. Enumerable.Range(0, 600).Select(i => i % 3 == 0)];
        float[] scores = [.. genuine.Select(same => (float)(random.NextDouble() + (same ? 0.4 : 0)))];
        return EvaluationReport.Of(new ReportSource
        {
            Title = "a < b",
            Description = "made",
            Scores = new ComparisonScores(scores, genuine),
            Options = new EvaluationOptions { Replicates = 20 },
        });
    }

    [TestMethod]
    public void what_has_no_form_of_its_own_is_shown_as_text() => StringAssert.Contains(FaceHtml.Of("<b>"), "<p>&lt;b&gt;</p>");
}
