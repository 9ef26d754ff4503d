using System.CommandLine;
using System.Globalization;
using FaceML.Galleries;
using FaceML.Galleries.Erasure;
using FaceML.Identification;
using FaceML.Imaging;
using FaceML.Recognition;

namespace FaceML.Cli;

/// <summary><c>faceml gallery rekey|audit|stats</c>: keys, traces, figures.</summary>
internal static class GalleryCareCommands
{
    private sealed record RekeyedJson(int Templates, string Key);

    private sealed record TraceJson(string Image, string? Person, string Place);

    private sealed record AuditJson(
        bool Clean, long LogEntries, long? BrokenLogEntry, int Templates, long BytesSearched, IReadOnlyList<string> Remnants,
        IReadOnlyList<TraceJson> Traces);

    private sealed record StatsJson(
        string Gallery, string Recipe, string Fingerprint, int Dimension, int People, int Templates, int Expired, bool Renewable,
        DateTimeOffset Created, string ReceiptKey);

    public static Command Rekey(ToolTerminal terminal)
    {
        var command = new Command("rekey", "Encrypt every template with the first of the keys, and renew renewable templates by it.");
        GalleryArguments arguments = new GalleryArguments().AddTo(command);
        command.SetAction(parsed =>
        {
            using Gallery gallery = arguments.Open(parsed);
            int count = gallery.Rekey();
            string key = arguments.Keys(parsed)!.CurrentId;
            if (arguments.AsJson(parsed))
            {
                GalleryArguments.WriteJson(terminal, new RekeyedJson(count, key));
            }
            else
            {
                terminal.Output.WriteLine($"{count:N0} templates are encrypted with the key {key}; other keys are not needed any more.");
            }

            return ExitCode.Success;
        });
        return command;
    }

    public static Command Audit(ToolTerminal terminal)
    {
        var images = new Argument<string[]>("images")
        {
            Description =
                "Images whose faces must not be in the gallery: every stored template and every byte of the files is searched for them.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command(
            "audit", "Check every template and the log, and look for traces. Exit code 0: clean, 1: something was found.")
        {
            images,
        };
        GalleryArguments arguments = new GalleryArguments().AddTo(command);
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            using Gallery gallery = arguments.Open(parsed);
            List<(string File, ReadOnlyMemory<float> Embedding)> wanted = [];
            if (parsed.GetValue(images) is { Length: > 0 } named)
            {
                string recipe = gallery.Definition.Recipe.Name;
                using FaceRecognizer networks = recognition.Create(parsed, recipe);
                GalleryRecognizer recognizer = new(networks, recognition.NameOf(parsed, recipe));
                foreach (string file in ImageFiles.Expand(named))
                {
                    wanted.AddRange(
                        recognizer.Embed(Image.Load(file, cancellation: cancellationToken)).Select(face => (file, face.Embedding)));
                }
            }

            GalleryAudit audit = gallery.Audit([.. wanted.Select(one => one.Embedding)]);
            TraceJson[] traces =
                [.. audit.Traces.Select(trace => new TraceJson(wanted[trace.Embedding].File, trace.Person?.Id, trace.Place))];
            if (arguments.AsJson(parsed))
            {
                GalleryArguments.WriteJson(
                    terminal, new AuditJson(
                    audit.IsClean, audit.Entries, audit.BrokenEntry, audit.Templates, audit.BytesSearched, audit.Remnants, traces));
            }
            else
            {
                Write(terminal, audit, traces, wanted.Count);
            }

            return Task.FromResult(audit.IsClean ? ExitCode.Success : ExitCode.NoMatch);
        });
        return command;
    }

    public static Command Stats(ToolTerminal terminal)
    {
        var command = new Command("stats", "What a gallery is and holds.");
        GalleryArguments arguments = new GalleryArguments().AddTo(command);
        command.SetAction(parsed =>
        {
            using Gallery gallery = arguments.Open(parsed);
            GalleryDefinition definition = gallery.Definition;
            DateTimeOffset now = DateTimeOffset.UtcNow;
            int expired = gallery.List(person => person.Expires <= now).Count;
            if (arguments.AsJson(parsed))
            {
                GalleryArguments.WriteJson(
                    terminal, new StatsJson(
                    definition.Id, definition.Recipe.Name, definition.Recipe.Fingerprint, definition.Dimension, gallery.PersonCount,
                    gallery.TemplateCount, expired,
                    definition.Renewable, gallery.Created, Convert.ToBase64String(gallery.ReceiptPublicKey.Span)));
                return ExitCode.Success;
            }

            new ToolLines(terminal).Add("gallery", definition.Id).Add("recipe", definition.Recipe.ToString())
                .Add("people", FormattableString.Invariant($"{gallery.PersonCount:N0}, {expired:N0} of them expired"))
                .Add("templates", FormattableString.Invariant($"{gallery.TemplateCount:N0} of {definition.Dimension} numbers"))
                    .Add("rules", Rules(definition))
                .Add("created", FormattableString.Invariant($"{gallery.Created:yyyy-MM-dd}")).Write();
            return ExitCode.Success;
        });
        return command;
    }

    private static string Rules(GalleryDefinition definition) => string.Create(CultureInfo.InvariantCulture,
        $"fusion {definition.Fusion}, duplicates {definition.Duplicates}, least quality "
        + $"{(definition.MinimumQuality is { } least ? least : "none")}{(definition.Renewable ? ", renewable templates" : "")}");

    private static void Write(ToolTerminal terminal, GalleryAudit audit, TraceJson[] traces, int wanted)
    {
        terminal.Output.WriteLine(audit.IsClean ? "clean" : "not clean");
        terminal.Output.WriteLine(
            string.Create(CultureInfo.InvariantCulture,
            $"{audit.Templates:N0} templates intact, {audit.BytesSearched:N0} bytes of files searched for {wanted} faces and for "
            + $"records that are not enrolled any more"));
        terminal.Output.WriteLine(
            audit.BrokenEntry is { } broken
            ? FormattableString.Invariant($"the audit log is not what was written from entry {broken:N0} on")
            : FormattableString.Invariant($"the audit log is whole: {audit.Entries:N0} entries"));
        foreach (TraceJson trace in traces)
        {
            terminal.Output.WriteLine($"{trace.Image} is in {trace.Place}{(trace.Person is null ? "" : $" of {trace.Person}")}");
        }

        foreach (string remnant in audit.Remnants)
        {
            terminal.Output.WriteLine($"a record that is not enrolled any more is in {remnant}");
        }
    }
}
