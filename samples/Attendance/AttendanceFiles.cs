using System.Globalization;
using System.Net;
using System.Text;
using CsvHelper;
using FaceML.Reports;

namespace Attendance;

/// <summary>Writes the list: for a spreadsheet, for a page, and the unknown faces to look at.</summary>
public static class AttendanceFiles
{
    /// <summary>A table of commas. Names come from folders, which anybody may have named: one that a spreadsheet would take for a formula
    /// is written so that it stays text.</summary>
    public static string Csv(IEnumerable<Attendee> people)
    {
        var text = new StringWriter();
        using (var csv = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n", Injection = CsvInjection.Escape }))
        {
            csv.WriteHeader(["name", "present", "score", "image", "images"]);
            foreach (Attendee person in people)
            {
                string images = person.Images.ToString(CultureInfo.InvariantCulture);
                csv.WriteRecord([person.Name, person.IsPresent ? "yes" : "no", Score(person), person.Image ?? "", images]);
            }
        }

        return text.ToString();
    }

    /// <summary>The same as a table of Markdown, with the counts below.</summary>
    public static string Markdown(AttendanceList list)
    {
        StringBuilder text = new("| name | present | score | image |\n|---|---|---:|---|\n");
        foreach (Attendee person in list.People)
        {
            string present = person.IsPresent ? "yes" : "no";
            text.Append(CultureInfo.InvariantCulture, $"| {Cell(person.Name)} | {present} | {Score(person)} | {Cell(person.Image)} |\n");
        }

        return text.Append('\n').Append(Summary(list)).Append('\n').ToString();
    }

    /// <summary>The unknown faces on one page that loads nothing from anywhere.</summary>
    public static string UnknownHtml(AttendanceList list)
    {
        var faces = new ImageFigures([.. list.Unknown.Select((face, i) => new ImageFigure(face.Cut)
        {
            Caption = $"{i + 1}. {face.Image}: {(face.IsRecognizable ? "unknown" : "too little to tell")}",
        })]);
        return $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Unknown faces</title>
            <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>
            <body style="font-family:system-ui;margin:24px"><h1>Unknown faces</h1>
            <p>{WebUtility.HtmlEncode(Summary(list))} Delete this page once it was looked at: it shows people.</p>
            {(list.Unknown.Count > 0 ? FaceHtml.Of(faces) : "")}</body></html>

            """;
    }

    /// <summary>The counts in one sentence or two.</summary>
    public static string Summary(AttendanceList list)
    {
        int present = list.People.Count(person => person.IsPresent), unclear = list.Unknown.Count(face => !face.IsRecognizable);
        string rest = unclear > 0 ? $", {unclear} of them showing too little to tell" : "";
        return $"{present} of {list.People.Count} people present. {Count(list.Faces, "face")} on {Count(list.Images, "image")}, "
            + $"{list.Unknown.Count} without a name{rest}.";
    }

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";

    private static string Score(Attendee person) => person.Score?.ToString("F2", CultureInfo.InvariantCulture) ?? "";

    private static string Cell(string? text) => WebUtility.HtmlEncode(text ?? "").Replace("|", "\\|", StringComparison.Ordinal);
}
