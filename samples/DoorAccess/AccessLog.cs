using System.Text.Json;
using System.Text.Json.Serialization;
using FaceML.Galleries;
using FaceML.Galleries.Stores;

namespace DoorAccess;

/// <summary>The access log: a line of JSON for each decision, on the disk before the door opens.</summary>
/// <remarks>
/// The gallery's own audit log says who was enrolled and erased when, and is hash-chained; it does not know of searches. Each line here
/// names the newest entry there, so that it can be said later against which people a decision was made. The log holds ids of persons:
/// personal data, to be kept as long as is needed and no longer.
/// </remarks>
public sealed class AccessLog : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly FileStream file;
    private readonly Gallery gallery;

    /// <summary>Opens a log; lines are added to those that it holds.</summary>
    /// <param name="path">The file.</param>
    /// <param name="gallery">The gallery that is searched.</param>
    /// <exception cref="IOException">It cannot be written, or another door writes it.</exception>
    public AccessLog(string path, Gallery gallery)
    {
        file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        this.gallery = gallery;
    }

    private sealed record Line(
        DateTimeOffset Time, DoorDecision Decision, string? Person, string Reason, float? Score, float? Threshold, double? MaxFpir,
        double? Quality, float? Liveness, IEnumerable<string> Frames, string Gallery, long? Entry, string? EntryHash);

    /// <summary>Writes a decision; when it returns, the line is on the disk.</summary>
    public void Write(Verdict verdict, DateTimeOffset time)
    {
        AuditEntry? entry = gallery.ReadLog() is [.., { } newest] ? newest : null;
        Observation weakest = verdict.Weakest;
        var line = new Line(
            time, verdict.Decision, verdict.Person?.Id, verdict.Reason, weakest.Score, weakest.Threshold,
            gallery.Threshold.FalsePositiveRate, weakest.Quality, verdict.Frames.Min(frame => frame.Liveness),
            verdict.Frames.Select(frame => frame.Frame), gallery.Definition.Id, entry?.Sequence,
            entry is null ? null : Convert.ToHexStringLower(entry.Hash.Span));
        file.Write([.. JsonSerializer.SerializeToUtf8Bytes(line, Json), (byte)'\n']);
        file.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
