using System.Net;
using System.Text;
using FaceML.Evaluation.Calibration;

namespace FaceML.Cli;

/// <summary>
/// The page that the quickstart leaves: the promise, the decisions around the threshold, the refusal, and the images with their faces.
/// </summary>
internal static class QuickstartPage
{
    private const string Command = "dotnet run -c Release --project src/FaceML.Cli --";

    /// <summary>Writes the page.</summary>
    /// <param name="output">The folder that the images' paths start from.</param>
    /// <param name="samples">The images and their faces.</param>
    /// <param name="calibration">The threshold that decided.</param>
    /// <param name="refusal">What came of fitting one to the samples.</param>
    /// <param name="decisions">What was served, the highest score first.</param>
    /// <returns>The page's path.</returns>
    public static string Write(DirectoryInfo output, SampleFaces samples, ThresholdCalibration calibration, QuickstartRefusal refusal,
        IReadOnlyList<QuickstartDecision> decisions)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>FaceML quickstart</title>
            <style>{QuickstartStyle.Css}</style>
            </head>
            <body>
            <header>
            <h1>Who is the same person?</h1>
            <p class="lead">FaceML found {samples.Faces.Count} faces in {samples.Images.Count} images,
                saved a verification pipeline as one file, served it through a prediction pool, and asked it about pairs of faces.</p>
            </header>
            <main>

            """);
        Promise(html, calibration);
        Decisions(html, samples, calibration, decisions);
        Refusal(html, refusal);
        Images(html, samples);
        html.Append(CultureInfo.InvariantCulture, $"""
            <h2>What next</h2>
            <p>Two images of your own, and a pipeline of your own:</p>
            <pre>{Command} verify A.jpg B.jpg --verbose
            {Command} fit --out verifier.faceml \
                --pairs pairs.txt --images people --max-fmr 1e-3
            {Command} inspect verifier.faceml</pre>
            </main>
            <footer>The images are the demo images of the npm package @vladmandic/face-api (MIT). Nothing on this page was sent anywhere,
                and nothing is loaded from anywhere. It shows how FaceML works; it states no fitness for a purpose.</footer>
            </body>
            </html>

            """);
        string path = Path.Combine(output.FullName, "index.html");
        PendingText.Write(path, html.ToString());
        return path;
    }

    private static void Promise(StringBuilder html, ThresholdCalibration calibration)
    {
        // The sentence up to its first comma is the promise; the rest says how sure it is and of whom.
        string[] parts = calibration.Promises[0].ToSentence().Split(", ", 2);
        float threshold = calibration.Threshold;
        html.Append(CultureInfo.InvariantCulture, $"""
            <section class="panel promise" aria-label="The promise">
            <p><strong>{Text(parts[0])}</strong></p>
            <p class="quiet">… {Text(parts[1])} The threshold comes with FaceML: a score of {threshold:F3} or more is a match.</p>
            </section>

            """);
    }

    private static void Decisions(
        StringBuilder html, SampleFaces samples, ThresholdCalibration calibration, IReadOnlyList<QuickstartDecision> decisions)
    {
        QuickstartDecision[] matches = [.. decisions.Where(decision => decision.Match.IsMatch)], others =
            [.. decisions.Where(decision => !decision.Match.IsMatch)];
        html.Append(CultureInfo.InvariantCulture, $"""
            <h2>The decisions</h2>
            <p class="quiet">There are {samples.Pairs.Count(pair =>
                pair.IsAcross)} pairs of faces from different images. These are the {decisions.Count} most alike,
                as the saved pipeline decided them. The mark on each scale is the threshold.</p>

            """);
        Group(html, matches.Length == 1 ? "1 match" : $"{matches.Length} matches", "pairs match", matches, calibration.Threshold);
        Group(html, $"No match: the {others.Length} pairs closest below the threshold", "pairs", others, calibration.Threshold);
    }

    private static void Group(StringBuilder html, string heading, string style, QuickstartDecision[] decisions, float threshold)
    {
        if (decisions.Length == 0)
        {
            return;
        }

        html.Append(CultureInfo.InvariantCulture, $"<h3>{heading}</h3>\n<ul class=\"{style}\">\n");
        foreach (QuickstartDecision decision in decisions)
        {
            Append(html, decision, threshold);
        }

        html.Append("</ul>\n");
    }

    private static void Append(StringBuilder html, QuickstartDecision decision, float threshold)
    {
        (SampleFace first, SampleFace second) = decision.Pair;
        float score = decision.Match.Score;
        string badge = decision.Match.IsMatch ? "✓ Match" : "✕ No match";
        (string shown, string beside) = ScoreText.Different(score, threshold);
        html.Append(CultureInfo.InvariantCulture, $"""
            <li class="pair">
            <div class="faces">
            <img src="{Text(first.File)}" alt="Face {Text(first.Name)}">
            <img src="{Text(second.File)}" alt="Face {Text(second.Name)}">
            </div>
            <div class="verdict"><span class="badge">{badge}</span><span class="score">{shown}</span></div>
            <div class="scale" role="img" aria-label="Score {shown}, threshold {beside}">
            <i style="width:{Percent(score)}%"></i><u style="left:{Percent(threshold)}%"></u>
            </div>
            <div class="names">{Text(first.Name)} · {Text(second.Name)}</div>
            </li>

            """);
    }

    private static void Refusal(StringBuilder html, QuickstartRefusal refusal) => html.Append(CultureInfo.InvariantCulture, $"""
        <h2>Why not a threshold fitted to these people?</h2>
        <section class="panel refusal" aria-label="The refusal">
        <p><b>Fit refused.</b> {Text(refusal.Summary)}</p>
        <p>FaceML never lowers the bar quietly. A threshold fitted to your own people carries a promise about your people; this is what it
        takes. Until then the threshold above decides, and its promise is about the people that it was measured on.</p>
        <details><summary>What <code>Fit</code> said</summary><blockquote>{Text(refusal.Message)}</blockquote></details>
        </section>

        """);

    private static void Images(StringBuilder html, SampleFaces samples)
    {
        html.Append("<h2>The images</h2>\n<p class=\"quiet\">Each face with its five alignment points, its number and how sure the "
            + "detector is.</p>\n<div class=\"images\">\n");
        foreach ((int number, string image) in samples.Images.Index())
        {
            int faces = samples.Faces.Count(face => face.Image == number);
            string file = Text(image),
                alt = $"{Text(Path.GetFileNameWithoutExtension(image))} with {FaceTable.Count(faces)} marked";
            html.Append(CultureInfo.InvariantCulture, $"""<a href="{file}"><img src="{file}" alt="{alt}" loading="lazy"></a>""")
                .Append('\n');
        }

        html.Append("</div>\n");
    }

    private static string Percent(float score) => (100 * Math.Clamp(score, 0, 1)).ToString("F1", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
