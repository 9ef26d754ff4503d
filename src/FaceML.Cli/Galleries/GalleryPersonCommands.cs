using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using FaceML.Galleries;
using FaceML.Galleries.Erasure;

namespace FaceML.Cli;

/// <summary><c>faceml gallery list|show|remove|merge</c>: the people of a gallery.</summary>
internal static class GalleryPersonCommands
{
    private sealed record TemplateJson(long Key, double? Quality, string? Source, DateTimeOffset Created);

    private sealed record PersonJson(
        string Person, string? Name, JsonElement? Attributes, string? Consent, DateTimeOffset? Expires, DateTimeOffset Created,
            int TemplateCount, IReadOnlyList<TemplateJson>? Templates)
    {
        public static PersonJson From(Person person, bool withTemplates) => new(
            person.Id, person.Name, person.Attributes is null ? null
                : JsonDocument.Parse(person.Attributes).RootElement, person.Consent, person.Expires, person.Created, person.Templates.Count,
            withTemplates ? [.. person.Templates.Select(t => new TemplateJson(t.Key, t.Quality, t.SourceSha256, t.Created))] : null);
    }

    public static Command List(ToolTerminal terminal)
    {
        var command = new Command("list", "The people of a gallery, by id.");
        GalleryArguments arguments = new GalleryArguments().AddTo(command);
        command.SetAction(parsed =>
        {
            using Gallery gallery = arguments.Open(parsed);
            if (arguments.AsJson(parsed))
            {
                foreach (Person person in gallery.List())
                {
                    GalleryArguments.WriteJson(terminal, PersonJson.From(person, withTemplates: false));
                }

                return ExitCode.Success;
            }

            ToolTable.Write(terminal, ["person", "name", "templates", "best quality", "expires"], gallery.List().Select(person => (string[])
                [person.Id, person.Name
                    ?? "", person.Templates.Count.ToString(CultureInfo.InvariantCulture), Quality(person.Templates.Max(t => t.Quality)),
                    Day(person.Expires)]));
            return ExitCode.Success;
        });
        return command;
    }

    public static Command Show(ToolTerminal terminal)
    {
        var id = new Argument<string>("person") { Description = "The person's id." };
        var command = new Command("show", "A person and the templates.") { id };
        GalleryArguments arguments = new GalleryArguments().AddTo(command);
        command.SetAction(parsed =>
        {
            using Gallery gallery = arguments.Open(parsed);
            Person person = gallery.Find(parsed.GetValue(id)!)
                ?? throw new ToolException($"The gallery has no person {parsed.GetValue(id)}.");
            Write(terminal, person, arguments.AsJson(parsed));
            return ExitCode.Success;
        });
        return command;
    }

    public static Command Remove(ToolTerminal terminal)
    {
        var ids = new Argument<string[]>("persons") { Description = "The ids of the people to erase.", Arity = ArgumentArity.ZeroOrMore };
        var expired = new Option<bool>("--expired") { Description = "Erase everybody who has expired." };
        var receipts = new OutputFolderOption("--receipts")
        {
            Description = "Write the signed receipt of each into this folder.",
            HelpName = "DIR",
        };
        var command = new Command(
            "remove", "Erase people: every template, and every trace of it in the files. Answers with signed receipts.")
        {
            ids, expired, receipts,
        };
        GalleryArguments arguments = new GalleryArguments().AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(ids)!.Length == 0 && !parsed.GetValue(expired))
            {
                throw new ToolException("Name the people to erase, or give --expired.");
            }

            using Gallery gallery = arguments.Open(parsed);
            IReadOnlyList<ErasureReceipt> all =
                [.. parsed.GetValue(ids)!.Select(gallery.Remove), .. parsed.GetValue(expired) ? gallery.RemoveExpired() : []];
            foreach (ErasureReceipt receipt in all)
            {
                if (parsed.GetValue(receipts) is { } folder)
                {
                    // Named by key: an id may hold what no file system takes.
                    using var file = new PendingFile(
                        Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{receipt.PersonKey}.json")));
                    file.Text.WriteLine(receipt.ToJson());
                    file.Commit();
                }

                if (arguments.AsJson(parsed))
                {
                    GalleryArguments.WriteJson(terminal, receipt);
                }
                else
                {
                    terminal.Output.WriteLine(
                        FormattableString.Invariant(
                        $"{receipt.Person}\terased\t{receipt.Templates} templates\tno trace in {receipt.BytesSearched:N0} bytes of files"));
                }
            }

            return ExitCode.Success;
        });
        return command;
    }

    public static Command Merge(ToolTerminal terminal)
    {
        var from = new Argument<string>("from") { Description = "The id of the person that goes." };
        var into = new Argument<string>("into") { Description = "The id of the person that stays and gets all templates." };
        var command = new Command("merge", "Two entries are one human being: give the templates of one to the other.") { from, into };
        GalleryArguments arguments = new GalleryArguments().AddTo(command);
        command.SetAction(parsed =>
        {
            using Gallery gallery = arguments.Open(parsed);
            Write(terminal, gallery.Merge(parsed.GetValue(from)!, parsed.GetValue(into)!), arguments.AsJson(parsed));
            return ExitCode.Success;
        });
        return command;
    }

    private static void Write(ToolTerminal terminal, Person person, bool asJson)
    {
        if (asJson)
        {
            GalleryArguments.WriteJson(terminal, PersonJson.From(person, withTemplates: true));
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
