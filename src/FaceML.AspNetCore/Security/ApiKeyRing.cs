using System.Collections.Frozen;
using Microsoft.Extensions.Logging;

namespace FaceML.AspNetCore.Security;

/// <summary>
/// The keys that are valid now. The file is looked at once a second at most; a state of it that cannot be read leaves the keys before it in
/// force, and the log says so. Thread-safe.
/// </summary>
internal sealed partial class ApiKeyRing
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly string? path;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Lock gate = new();
    private State state;

    public ApiKeyRing(FaceMLOptions options, TimeProvider clock, ILogger<ApiKeyRing> logger)
    {
        (path, this.clock, this.logger) = (options.KeysFile, clock, logger);
        state = path is null ? new State(FrozenDictionary<string, ApiKey>.Empty, default, DateTimeOffset.MaxValue) : Read(path);
    }

    /// <summary>Whether there is a file of keys: then nothing goes without one.</summary>
    public bool IsUsed => path is not null;

    /// <summary>The key of a text; null when there is none that is valid.</summary>
    public ApiKey? Find(string text)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return Current(now).Keys.TryGetValue(ApiKey.HashOf(text), out ApiKey? key) && key.IsValidAt(now) ? key : null;
    }

    private State Current(DateTimeOffset now)
    {
        State seen = Volatile.Read(ref state);
        if (path is null || now < seen.Checked + Interval)
        {
            return seen;
        }

        lock (gate)
        {
            if (state != seen)
            {
                return state;
            }

            try
            {
                state = File.GetLastWriteTimeUtc(path) == seen.Written ? seen with { Checked = now } : Read(path);
            }
            catch (ApiKeyException e)
            {
                LogUnreadable(logger, e);
                state = seen with { Checked = now };
            }

            return state;
        }
    }

    private State Read(string file)
    {
        DateTime written = File.GetLastWriteTimeUtc(file);
        return new(
            ApiKeyFile.Read(file).DistinctBy(key => key.Hash).ToFrozenDictionary(key => key.Hash, StringComparer.Ordinal), written,
            clock.GetUtcNow());
    }

    [LoggerMessage(LogLevel.Error, "The file of API keys has changed and cannot be read; the keys before it stay valid.")]
    private static partial void LogUnreadable(ILogger logger, Exception exception);

    private sealed record State(FrozenDictionary<string, ApiKey> Keys, DateTime Written, DateTimeOffset Checked);
}
