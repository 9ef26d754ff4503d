using FaceML.Interactive;
using FaceML.Reports;
using Microsoft.DotNet.Interactive.Formatting;

namespace FaceML.Notebooks.Tests;

[TestClass]
[DoNotParallelize]
public sealed class InteractiveTests
{
    [TestMethod]
    public void a_notebook_shows_a_value_as_the_HTML_that_the_report_code_gives()
    {
        FaceMLExtension.Load();
        var chart = new ChartFigure("Loss", "epoch", "loss") { Series = [new ChartSeries("training", [(0, 1), (1, 0.5)])] };
        Assert.AreEqual(FaceHtml.Of(chart), chart.ToDisplayString(HtmlFormatter.MimeType));
        CollectionAssert.AreEqual(new[] { HtmlFormatter.MimeType }, Formatter.GetPreferredMimeTypesFor(typeof(ChartFigure)).ToArray());
    }
}
