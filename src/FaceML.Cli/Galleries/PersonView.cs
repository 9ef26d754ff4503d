using System.Text.Json;

namespace FaceML.Cli;

/// <summary>Prints people of a gallery.</summary>
internal static class PersonView
{
    public static void WriteTable(ToolTerminal terminal, IEnumerable<Person> people) =>
        ToolTable.Write(terminal, ["person", "name", "templates", "best quality", "expires"], people.Select(person => (string[])
        [
            person.Id, person.Name ?? "", person.Templates.Count.ToString(CultureInfo.InvariantCulture),
            Quality(person.Templates.Max(t => t.Quality)), Day(person.Expires),
        ]));

    public static void WriteJson(ToolTerminal terminal, Person person, bool withTemplates) =>
        GalleryArguments.WriteJson(terminal, PersonJson.From(person, withTemplates));

    public static void Write(ToolTerminal terminal, Person person, bool asJson)
    {
        if (asJson)
        {
            WriteJson(terminal, person, withTemplates: true);
            return;
        }

        ToolLines lines = new(terminal);
        lines.Add("person", person.Id).Add("name", person.Name ?? "–").Add("attributes", person.Attributes ?? "–")
            .Add("consent", person.Consent ?? "–")
            .Add("expires", Day(person.Expires) is { Length: > 0 } day ? day : "never").Add("added", Day(person.Created));
        lines.Write();
        ToolTable.Write(terminal, ["template", "quality", "enrolled", "source"], person.Templates.Select(t => (string[])
            [t.Key.ToString(CultureInfo.InvariantCulture), Quality(t.Quality), Day(t.Created), t.SourceSha256?[..12] ?? ""]));
    }

    private static string Quality(double? quality) => quality is { } known ? known.ToString("F0", CultureInfo.InvariantCulture) : "";

    private static string Day(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
