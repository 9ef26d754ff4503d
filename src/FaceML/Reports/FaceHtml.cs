using FaceML.Verification;

namespace FaceML.Reports;

/// <summary>
/// A value as a piece of HTML that stands by itself, for a notebook's cell or a page: images with their faces, decisions, metrics,
/// charts, reports in short and comparisons of two pipelines. It loads nothing and runs no script. Thread-safe.
/// </summary>
public static class FaceHtml
{
    // Larger images are shown smaller: a page with them is read by a person.
    private const int Shown = 640;

    private const string Style = $$$"""
        <style>.faceml{{{{ReportStyle.Light}}}}
        @media (prefers-color-scheme:dark){.faceml{{{{ReportStyle.Dark}}}}}
        .faceml{--c:var(--accent)}
        .faceml{background:var(--panel);color:var(--ink);border:1px solid var(--line);border-radius:12px;padding:16px 20px;
            margin:8px 0;max-width:720px;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;
        h4{margin:0 0 8px;font-size:15px;font-weight:640}p{margin:4px 0}
        figure{margin:0}figure.chart svg{display:block;width:100%;max-width:560px;height:auto}
        figcaption,.how{font-size:13px;color:var(--soft);margin-top:6px}
        .row{display:flex;flex-wrap:wrap;gap:12px}img{display:block;max-width:100%;height:auto;border-radius:8px}
        .decision{font-size:22px;font-weight:680}.good{color:var(--good)}.bad{color:var(--bad)}
        table{border-collapse:collapse;font-variant-numeric:tabular-nums}
        th,td{text-align:left;padding:5px 16px 5px 0;background:none;color:inherit;border-bottom:1px solid var(--line)}
        {{{ReportStyle.Marks}}}
        .key{display:inline-block;width:.8em;height:.8em;border-radius:50%;margin:0 .35em 0 .1em;vertical-align:-.05em}
        .s0{--c:var(--accent)}.s1{--c:var(--impostor)}.s2{--c:#009e73}.s3{--c:#cc79a7}.s4{--c:#b8860b}.s5{--c:var(--soft)}
        .curve{stroke:var(--c)}.point{fill:var(--c)}.key{background:var(--c)}}
        </style>
        """;

    /// <summary>The types that <see cref="Of"/> has a form of its own for.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [
        typeof(Image), typeof(ImageFigure), typeof(ImageFigures), typeof(FaceVerification), typeof(FaceVerificationMetrics),
        typeof(ChartFigure), typeof(EvaluationReport), typeof(PairedComparison),
    ];

    /// <summary>The HTML of a value; the text of a value of any other type than <see cref="Types"/>.</summary>
    public static string Of(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        string content = value switch
        {
            Image image => Figure(new ImageFigure(image), Shown),
            ImageFigure image => Figure(image, Shown),
            ImageFigures images => Row(images),
            FaceVerification verification => Decision(verification),
            FaceVerificationMetrics metrics => Metrics(metrics),
            ChartFigure chart => ChartFigureHtml.Of(chart),
            EvaluationReport report => FigureTableHtml.Of(report.Content),
            PairedComparison comparison => FigureTableHtml.Of(comparison),
            _ => $"<p>{Html.Text(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")}</p>",
        };
        return $"<div class=\"faceml\">{Style}{content}</div>\n";
    }

    private static string Row(ImageFigures images)
    {
        int each = Shown / Math.Max(1, Math.Min(images.Images.Count, 4));
        return $"<div class=\"row\">{string.Concat(images.Images.Select(image => Figure(image, each)))}</div>";
    }

    private static string Figure(ImageFigure figure, int longest)
    {
        Image image = figure.Image;
        if (figure.Faces.Count > 0)
        {
            image = image.Clone();
            foreach (Face face in figure.Faces)
            {
                image.DrawBox(face.Box, new Rgb(45, 212, 191));
            }
        }

        double scale = (double)longest / Math.Max(image.Width, image.Height);
        Image shown = scale >= 1
            ? image
            : image.Resize(Math.Max(1, (int)(image.Width * scale)), Math.Max(1, (int)(image.Height * scale)), ResizeFilter.Area);
        string name = Html.Text(figure.Caption.Length > 0 ? figure.Caption : $"image of {image.Width} × {image.Height} pixels");
        string caption = figure.Caption.Length > 0 ? $"<figcaption>{name}</figcaption>" : "";
        string data = Convert.ToBase64String(shown.Encode(ImageFormat.Jpeg));
        return $"<figure><img alt=\"{name}\" width=\"{shown.Width}\" src=\"data:image/jpeg;base64,{data}\">{caption}</figure>";
    }

    private static string Decision(FaceVerification result)
    {
        (string style, string decision) = result.Decision switch
        {
            MatchDecision.Match => ("good", "match: the same person"),
            MatchDecision.NoMatch => ("bad", "no match: not the same person"),
            _ => ("", "uncertain: it cannot be decided"),
        };
        string score = result.Score is { } value
            ? string.Create(CultureInfo.InvariantCulture, $"<p>Score {value:F2}, threshold {result.Threshold:F2}.</p>")
            : "";
        string promise = result is { Score: not null, Promise: { } given } ? Html.Text(given.ToSentence()) : "";
        return $"<p class=\"decision {style}\">{decision}</p>{score}<p class=\"how\">{promise}</p>";
    }

    private static string Metrics(FaceVerificationMetrics metrics)
    {
        List<(string, Estimate?, bool)> figures =
        [
            ("equal error rate", metrics.EqualErrorRate, true),
            ("area under the ROC curve", metrics.AreaUnderRocCurve, false),
            ("d′", metrics.DecidabilityIndex, false),
            .. metrics.TrueMatchRates.Select(rate => (
                $"true match rate at a false match rate of {Html.Percent(rate.FalseMatchRate)}", (Estimate?)rate.TrueMatchRate, true)),
            ("false match rate of the decisions", metrics.FalseMatchRate, true),
            ("false non-match rate of the decisions", metrics.FalseNonMatchRate, true),
        ];
        return FigureTableHtml.Of(figures) + FigureTableHtml.Pairs(metrics.GenuineCount, metrics.ImpostorCount, metrics.IdentityCount);
    }
}
