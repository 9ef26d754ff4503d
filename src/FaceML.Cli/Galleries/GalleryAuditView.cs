using FaceML.Galleries.Erasure;

namespace FaceML.Cli;

/// <summary>Prints what an audit found.</summary>
internal static class GalleryAuditView
{
    private sealed record TraceJson(string Image, string? Person, string Place);

    private sealed record AuditJson(
        bool Clean, long LogEntries, long? BrokenLogEntry, int Templates, long BytesSearched, IReadOnlyList<string> Remnants,
        IReadOnlyList<TraceJson> Traces);

    /// <param name="terminal">Where to.</param>
    /// <param name="audit">What was found.</param>
    /// <param name="files">The image of each face that was searched for.</param>
    /// <param name="asJson">As one JSON object.</param>
    public static void Write(ToolTerminal terminal, GalleryAudit audit, IReadOnlyList<string> files, bool asJson)
    {
        TraceJson[] traces = [.. audit.Traces.Select(trace => new TraceJson(files[trace.Embedding], trace.Person?.Id, trace.Place))];
        if (asJson)
        {
            GalleryArguments.WriteJson(terminal, new AuditJson(
                audit.IsClean, audit.Entries, audit.BrokenEntry, audit.Templates, audit.BytesSearched, audit.Remnants, traces));
        }
        else
        {
            WriteLines(terminal, audit, traces, files.Count);
        }
    }

    private static void WriteLines(ToolTerminal terminal, GalleryAudit audit, TraceJson[] traces, int wanted)
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
