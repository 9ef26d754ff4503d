using System.Globalization;
using System.Net;
using System.Text;
using FaceML.Calibration;

namespace FaceML.Cli;

/// <summary>The page that the quickstart leaves: the photographs with their faces, the promise, and the pairs across photographs by score.</summary>
internal static class QuickstartPage
{
    private const int MostPairs = 18;

    private const string Style = """
        :root { color-scheme: light dark; --ink: #16202c; --quiet: #5c6b7a; --paper: #f6f7f9; --card: #fff; --line: #dde3ea; --yes: #0f8a6d; --no: #7a8794; --warn: #9a5b00; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e8edf2; --quiet: #9aa8b5; --paper: #12171d; --card: #1b222a; --line: #2c3640; --yes: #34d3ac; --no: #8794a1; --warn: #e5a84b; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 1120px; padding: 40px 24px 80px; font: 16px/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
        h1 { font-size: 30px; margin: 0 0 6px; letter-spacing: -.01em; } h2 { font-size: 20px; margin: 44px 0 12px; } p { max-width: 76ch; }
        .quiet { color: var(--quiet); } .promise { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--warn); border-radius: 8px; padding: 14px 18px; }
        .photographs { display: grid; grid-template-columns: repeat(auto-fill, minmax(320px, 1fr)); gap: 16px; }
        .photographs img { width: 100%; aspect-ratio: 3 / 2; object-fit: cover; border-radius: 8px; display: block; }
        .pairs { display: grid; grid-template-columns: repeat(auto-fill, minmax(240px, 1fr)); gap: 16px; }
        .pair { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px; } .pair.match { border-color: var(--yes); }
        .faces { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; } .faces img { width: 100%; aspect-ratio: 1; object-fit: cover; border-radius: 6px; }
        .verdict { display: flex; justify-content: space-between; align-items: baseline; margin-top: 10px; font-variant-numeric: tabular-nums; }
        .verdict b { color: var(--no); } .match .verdict b { color: var(--yes); }
        .scale { position: relative; height: 6px; border-radius: 3px; background: var(--line); margin: 8px 0 2px; } .scale i { position: absolute; inset: 0 auto 0 0; border-radius: 3px; background: var(--no); } .match .scale i { background: var(--yes); }
        .scale u { position: absolute; top: -3px; bottom: -3px; width: 2px; background: var(--ink); }
        footer { margin-top: 48px; font-size: 14px; }
        """;

    public static string Write(DirectoryInfo output, SampleFaces samples, FaceThresholdTransformer threshold, string? refusal, IReadOnlyList<QuickstartDecision> decisions)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>FaceML quickstart</title><style>{Style}</style></head><body>
            <h1>FaceML quickstart</h1>
            <p class="quiet">{samples.Faces.Count} faces in {samples.Photographs.Count} photographs; a pipeline fitted on them, saved as one file, loaded into a prediction pool, and asked about every pair.</p>
            <h2>What is promised</h2>
            <div class="promise">
            """);
        if (refusal is not null)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p><b>Refused first:</b> {Text(refusal)}</p>");
        }

        html.Append(CultureInfo.InvariantCulture, $"""
            <p><b>Kept instead:</b> a pair matches at a score of {threshold.Threshold:F3} or more; {Text(threshold.Promise.ToString())}.</p>
            <p>Two faces of one photograph are two people: that gave the impostor pairs. A bound this wide is what so few people can support; it shows the mechanism and is no fitness for use.</p>
            </div>
            <h2>The photographs</h2><div class="photographs">
            """);
        foreach (string photograph in samples.Photographs)
        {
            html.Append(CultureInfo.InvariantCulture, $"""<img src="{Text(photograph)}" alt="{Text(Path.GetFileNameWithoutExtension(photograph))} with its faces marked" loading="lazy">""");
        }

        QuickstartDecision[] across = [.. decisions.Where(d => d.IsAcross).OrderByDescending(d => d.Match.Score)];
        html.Append(CultureInfo.InvariantCulture, $"""
            </div><h2>Across photographs</h2>
            <p class="quiet">The {Math.Min(MostPairs, across.Length)} most alike of {across.Length} pairs, decided by the served pipeline; {across.Count(d => d.Match.IsMatch)} match. The tick on each scale is the threshold.</p>
            <div class="pairs">
            """);
        foreach (QuickstartDecision decision in across.Take(MostPairs))
        {
            Append(html, decision, threshold.Threshold);
        }

        html.Append("""
            </div>
            <footer class="quiet">Photographs: the demo pictures of the npm package @vladmandic/face-api (MIT). Nothing on this page was sent anywhere.</footer>
            </body></html>
            """);
        string path = Path.Combine(output.FullName, "index.html");
        using var file = new PendingFile(path);
        file.Text.Write(html);
        file.Commit();
        return path;
    }

    private static void Append(StringBuilder html, QuickstartDecision decision, float threshold) => html.Append(CultureInfo.InvariantCulture, $"""
        <div class="pair{(decision.Match.IsMatch ? " match" : "")}"><div class="faces"><img src="{Text(decision.First.File)}" alt="{Text(decision.First.Name)}"><img src="{Text(decision.Second.File)}" alt="{Text(decision.Second.Name)}"></div>
        <div class="scale"><i style="width:{Percent(decision.Match.Score)}%"></i><u style="left:{Percent(threshold)}%"></u></div>
        <div class="verdict"><b>{(decision.Match.IsMatch ? "match" : "no match")}</b><span>{decision.Match.Score:F3}</span></div>
        <div class="quiet">{Text(decision.First.Name)} and {Text(decision.Second.Name)}</div></div>
        """);

    private static string Percent(float score) => (100 * Math.Clamp(score, 0, 1)).ToString("F1", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
