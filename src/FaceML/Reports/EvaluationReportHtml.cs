using System.Text;

namespace FaceML.Reports;

/// <summary>
/// Writes a report as one HTML file that needs nothing else: inline SVG and CSS, images as data URIs, no script, no network. Light or dark
/// as the reader's system says. Thread-safe.
/// </summary>
internal static class EvaluationReportHtml
{
    /// <summary>The page.</summary>
    /// <param name="report">The report.</param>
    /// <param name="image">Gives the encoded bytes (JPEG, PNG or WebP) of an image named in <see cref="ReportContent.HardestErrors"/>,
    /// or null when there is none; null for no images.</param>
    public static string Write(ReportContent report, Func<string, byte[]?>? image = null)
    {
        StringBuilder page = ReportPage.Begin(report.Title, images: true);
        Head(page, report);
        Figures(page, report);
        Threshold(page, report.Threshold);
        page.Append("<section class=\"charts\">");
        ReportPage.Chart(page, "Error trade-off (DET)", ReportCharts.Det(report),
            "Both axes are probits: normal score distributions give a straight line. The dot is the threshold above.");
        ReportPage.Chart(page, "ROC", ReportCharts.Roc(report), "Rates below one comparison’s share cannot be seen and are not drawn.");
        ReportPage.Chart(page, "Scores", ReportCharts.Histogram(report),
            "<span class=\"key genuine\"></span>genuine <span class=\"key impostor\"></span>impostor, each class by itself.");
        if (report.Reliability is { } reliability)
        {
            ReportPage.Chart(page, "Calibration", ReportCharts.Reliability(reliability), string.Create(CultureInfo.InvariantCulture,
                $"{Html.Text(reliability.Method)}: Cllr {Html.Estimate(reliability.Cllr, false)} bits, of which "
                    + $"{Html.Estimate(reliability.CalibrationLoss, false)} are lost in calibration. Dots grow with their weight; bars "
                    + $"are intervals."));
        }

        if (report.Discard is { } discard)
        {
            ReportPage.Chart(page, "Error versus discard", ReportCharts.Discard(discard),
                $"At the threshold for an FMR of {Html.Percent(discard.FalseMatchRate)} on all of these comparisons. Bars are intervals "
                    + $"({Html.Text(Html.Method(discard.Points[0].FalseNonMatchRate))}).");
        }

        if (report.CumulativeMatches is { } matches)
        {
            ReportPage.Chart(page, "Identification (CMC)", ReportCharts.Characteristic(matches),
                $"Bars are intervals ({Html.Text(Html.Method(matches[0]))}).");
        }

        page.Append("</section>");
        if (report.AllPairs is { } all)
        {
            AllPairs(page, all);
        }

        if (report.Galleries.Count > 0)
        {
            Galleries(page, report.Galleries);
        }

        if (report.Groups is { } groups)
        {
            Groups(page, groups);
        }

        Errors(page, report, image);
        if (report.ModelCard is { } card)
        {
            page.Append("<section><h2>Model card</h2><div class=\"card\">");
            Card(page, card);
            page.Append("</div></section>");
        }

        return page.Append("</main></body></html>\n").ToString();
    }

    // Of Markdown what cards use: headings, lists and paragraphs. All else is text.
    private static void Card(StringBuilder page, string card)
    {
        string open = "";
        void Inside(string tag)
        {
            if (open != tag)
            {
                page.Append(open.Length > 0 ? $"</{open}>" : "").Append(tag.Length > 0 ? $"<{tag}>" : "");
                open = tag;
            }
        }

        foreach (string line in card.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()))
        {
            bool heading = line.StartsWith('#') && line.TrimStart('#').StartsWith(' '), item =
                line.StartsWith("- ", StringComparison.Ordinal);
            Inside(line.Length == 0 || heading ? "" : item ? "ul" : "p");
            page.Append(line.Length == 0
                ? ""
                : heading ? $"<h3>{Html.Text(line.TrimStart('#').Trim())}</h3>" : item
                    ? $"<li>{Html.Text(line[2..])}</li>"
                    : Html.Text(line) + "\n");
        }

        Inside("");
    }

    private static void Head(StringBuilder page, ReportContent report)
    {
        page.Append(CultureInfo.InvariantCulture,
            $"<header><h1>{Html.Text(report.Title)}</h1><p class=\"lead\">{Html.Text(report.Description)}</p><p class=\"meta\">");
        page.Append(CultureInfo.InvariantCulture,
            $"<b>{Html.Count(report.GenuineComparisons)}</b> genuine and <b>{Html.Count(report.ImpostorComparisons)}</b> impostor "
                + $"comparisons");
        page.Append(report.Identities > 0 ? $" of <b>{Html.Count(report.Identities)}</b> people" : ", people not known")
            .Append("</p></header>");
    }

    private static void Figures(StringBuilder page, ReportContent report)
    {
        page.Append("<section class=\"figures\">");
        foreach (ReportFigure figure in report.Figures)
        {
            Estimate e = figure.Estimate;
            page.Append(CultureInfo.InvariantCulture,
                $"<div class=\"figure\" title=\"{Html.Text(Html.Method(e))}\"><h3>{Html.Text(figure.Name)}</h3><p "
                    + $"class=\"value\">{Html.Value(e.Value, figure.IsRate)}</p>");
            if (e.Method != IntervalMethod.None)
            {
                double at = e.High > e.Low ? Math.Clamp((e.Value - e.Low) / (e.High - e.Low), 0, 1) : 0.5;
                page.Append(CultureInfo.InvariantCulture,
                    $"<svg class=\"interval\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect x=\"0\" "
                        + $"y=\"3\" width=\"100\" height=\"2\" rx=\"1\"/><rect class=\"mark\" x=\"{Html.Number(at * 98)}\" y=\"0\" "
                        + $"width=\"2\" height=\"8\"/></svg>");
                page.Append(CultureInfo.InvariantCulture,
                    $"<p class=\"range\"><span>{Html.Value(e.Low, figure.IsRate)}</span>"
                        + $"<span>{Html.Value(e.High, figure.IsRate)}</span></p>");
                page.Append(CultureInfo.InvariantCulture,
                    $"<p class=\"how\">{Html.Number(e.Confidence * 100)} % interval, {Html.Text(Html.Method(e))}</p>");
            }

            page.Append(figure.Note is null ? "" : $"<p class=\"how\">{Html.Text(figure.Note)}</p>").Append("</div>");
        }

        page.Append("</section>");
    }

    private static void Threshold(StringBuilder page, ReportThreshold threshold)
    {
        page.Append(CultureInfo.InvariantCulture,
            $"<section class=\"promise\"><div><h2>Threshold</h2><p "
                + $"class=\"value\">{threshold.Value.ToString("0.0000", CultureInfo.InvariantCulture)}</p></div><div><dl>");
        page.Append(CultureInfo.InvariantCulture,
            $"<dt>FMR here</dt><dd>{Html.Estimate(threshold.FalseMatchRate, true)}, {Html.Count(threshold.FalseMatchRate.Events)} of "
                + $"{Html.Count(threshold.FalseMatchRate.Trials)}</dd>");
        page.Append(CultureInfo.InvariantCulture,
            $"<dt>FNMR here</dt><dd>{Html.Estimate(threshold.FalseNonMatchRate, true)}, {Html.Count(threshold.FalseNonMatchRate.Events)} "
                + $"of {Html.Count(threshold.FalseNonMatchRate.Trials)}</dd></dl>");
        foreach (string promise in threshold.Promises)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{Html.Text(promise)}</p>");
        }

        page.Append("</div></section>");
    }

    private static void AllPairs(StringBuilder page, ReportAllPairs all)
    {
        page.Append(CultureInfo.InvariantCulture,
            $"<section><h2>Every comparison</h2><p class=\"how\">{Html.Count(all.Samples)} images of {Html.Count(all.Identities)} "
                + $"people: {Html.Count(all.GenuineComparisons)} genuine and {Html.Count(all.ImpostorComparisons)} impostor comparisons. "
                + $"Intervals: bootstrap over people");
        page.Append(all.AtThreshold is null ? ".</p>" : "; at the threshold above, Wilson on effective comparisons.</p>");
        page.Append("<div class=\"scroll\"><table><thead><tr><th></th><th>threshold</th><th>rate</th><th "
            + "class=\"minor\">interval</th></tr></thead><tbody>");
        foreach ((string name, float? threshold, Estimate rate) in all.Figures())
        {
            page.Append(CultureInfo.InvariantCulture,
                $"<tr><th>{name}</th><td>{threshold:0.0000}</td><td "
                    + $"title=\"{Html.Text(Html.Method(rate))}\">{Html.Percent(rate.Value)}</td><td "
                    + $"class=\"minor\">{Html.Percent(rate.Low)} to {Html.Percent(rate.High)}</td></tr>");
        }

        page.Append("</tbody></table></div></section>");
    }

    private static void Galleries(StringBuilder page, IReadOnlyList<ReportGallery> galleries)
    {
        page.Append("<section><h2>Searching a gallery</h2><div "
            + "class=\"scroll\"><table><thead><tr><th>Templates</th><th>threshold</th><th class=\"long\">promise</th></tr></thead><tbody>");
        foreach (ReportGallery gallery in galleries)
        {
            string threshold = gallery.Threshold?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "none";
            page.Append(CultureInfo.InvariantCulture,
                $"<tr><th>{Html.Count(gallery.Size)}</th><td>{threshold}</td>"
                    + $"<td class=\"long minor\">{Html.Text(gallery.Promise)}</td></tr>");
        }

        page.Append("</tbody></table></div></section>");
    }

    private static void Groups(StringBuilder page, GroupReport groups)
    {
        page.Append("<section><h2>Groups</h2><div class=\"scroll\"><table><thead><tr><th>Group</th><th>FMR</th><th "
            + "class=\"minor\">interval</th><th class=\"minor\">errors</th><th>FNMR</th><th class=\"minor\">interval</th><th "
            + "class=\"minor\">errors</th></tr></thead><tbody>");
        foreach (GroupRates group in groups.Groups)
        {
            page.Append(CultureInfo.InvariantCulture,
                $"<tr><th>{Html.Text(group.Group)}</th>{Cells(group.FalseMatchRate)}{Cells(group.FalseNonMatchRate)}</tr>");
        }

        page.Append("</tbody></table></div><dl class=\"indices\">");
        Index(page, "Worst to best FMR", groups.Indices.FalseMatchRatio, "0.0");
        Index(page, "Worst to best FNMR", groups.Indices.FalseNonMatchRatio, "0.0");
        Index(page, "FDR (1 is equal)", groups.Indices.FairnessDiscrepancyRate, "0.0000");
        Index(page, "GARBE (0 is equal)", groups.Indices.Garbe, "0.000");
        page.Append(CultureInfo.InvariantCulture,
            $"</dl><p class=\"how\">{Html.Count(groups.MixedComparisons)} comparisons across groups, or of unknown group, are in no "
                + $"row.</p></section>");

        static string Cells(Estimate? e) => e is null
            ? "<td>none</td><td class=\"minor\"></td><td class=\"minor\"></td>"
            : $"<td title=\"{Html.Text(Html.Method(e))}\">{Html.Percent(e.Value)}</td><td class=\"minor\">{Html.Percent(e.Low)} to "
                + $"{Html.Percent(e.High)}</td><td class=\"minor\">{Html.Count(e.Events)} of {Html.Count(e.Trials)}</td>";
    }

    private static void Index(StringBuilder page, string name, Estimate? index, string format)
    {
        string Number(double value) => double.IsInfinity(value) ? "∞" : value.ToString(format, CultureInfo.InvariantCulture);
        page.Append(CultureInfo.InvariantCulture, $"<div><dt>{name}</dt>");
        page.Append(index is null
            ? "<dd>not defined</dd></div>"
            : $"<dd title=\"{Html.Text(Html.Method(index))}\">{Number(index.Value)} <span class=\"minor\">{Number(index.Low)} to "
                + $"{Number(index.High)}</span></dd></div>");
    }

    private static void Errors(StringBuilder page, ReportContent report, Func<string, byte[]?>? image)
    {
        foreach (bool genuine in new[] { true, false })
        {
            ReportError[] errors = [.. report.HardestErrors.Where(e => e.IsGenuine == genuine)];
            if (errors.Length == 0)
            {
                continue;
            }

            page.Append(CultureInfo.InvariantCulture,
                $"<section><h2>{(genuine ? "One person, lowest scores" : "Two people, highest scores")}</h2><div class=\"pairs\">");
            foreach (ReportError error in errors)
            {
                bool wrong = (error.Score >= report.Threshold.Value) != genuine;
                (string mark, string what) = wrong ? ("wrong", genuine ? "false non-match" : "false match") : ("right", "decided rightly");
                page.Append(CultureInfo.InvariantCulture,
                    $"<div class=\"pair\"><div class=\"faces\">{Embedded(error.First, image)}{Embedded(error.Second, image)}</div>"
                        + $"<p><b>{error.Score:0.0000}</b> <span class=\"{mark}\">{what}</span></p>"
                        + $"<p class=\"how\">{Html.Text(error.First)}<br>{Html.Text(error.Second)}</p></div>");
            }

            page.Append("</div></section>");
        }
    }

    private static string Embedded(string name, Func<string, byte[]?>? image)
    {
        if (image?.Invoke(name) is not { Length: > 12 } bytes)
        {
            return "<div class=\"nothing\">no image</div>";
        }

        string type = bytes[0] == 0x89 ? "png" : bytes.AsSpan(0, 4).SequenceEqual("RIFF"u8) ? "webp" : "jpeg";
        return $"<img alt=\"{Html.Text(name)}\" title=\"{Html.Text(name)}\" "
            + $"src=\"data:image/{type};base64,{Convert.ToBase64String(bytes)}\">";
    }
}
