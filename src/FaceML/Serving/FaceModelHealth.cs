namespace FaceML.Serving;

/// <summary>How a served model stands. A snapshot; immutable.</summary>
public sealed record FaceModelHealth
{
    /// <summary>The file that is served.</summary>
    public required string Path { get; init; }

    /// <summary>1 for the file as it was at the start, one more with each replacement.</summary>
    public required int Version { get; init; }

    /// <summary>The SHA-256 of the content that answers, lower-case hexadecimal.</summary>
    public required string Digest { get; init; }

    /// <summary>When that content was loaded, UTC.</summary>
    public required DateTimeOffset LoadedAt { get; init; }

    /// <summary>Why the newest state of the file was not accepted; null when it was. The model named above goes on answering.</summary>
    public string? Error { get; init; }

    /// <summary>When that was, UTC; null when nothing was refused.</summary>
    public DateTimeOffset? ErrorAt { get; init; }

    /// <summary>Whether what answers is the newest state of the file.</summary>
    public bool IsHealthy => Error is null;
}
