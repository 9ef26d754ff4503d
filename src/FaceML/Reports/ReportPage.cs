using System.Text;

namespace FaceML.Reports;

/// <summary>What every report's page has: a head that lets the page load nothing, and charts.</summary>
internal static class ReportPage
{
    /// <summary>Begins a page, up to its content.</summary>
    /// <param name="title">The page's title.</param>
    /// <param name="css">Style beside that of all reports.</param>
    /// <param name="images">Whether the page holds images, as data in it.</param>
    public static StringBuilder Begin(string title, string css = "", bool images = false)
    {
        StringBuilder page = new();
        page.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
            + "content=\"width=device-width, initial-scale=1\">");
        page.Append("<meta name=\"color-scheme\" content=\"light dark\"><meta http-equiv=\"Content-Security-Policy\" content=\""
            + $"default-src 'none'; {(images ? "img-src data:; " : "")}style-src 'unsafe-inline'\">");
        return page.Append($"<title>{Html.Text(title)}</title><style>{ReportStyle.Css}{css}</style></head><body><main>");
    }

    /// <summary>Adds a chart with its caption, which is HTML.</summary>
    public static void Chart(StringBuilder page, string title, string svg, string caption) =>
        page.Append(CultureInfo.InvariantCulture, $"<figure><h2>{Html.Text(title)}</h2>{svg}<figcaption>{caption}</figcaption></figure>");
}
