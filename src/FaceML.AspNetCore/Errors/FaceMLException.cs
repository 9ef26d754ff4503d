namespace FaceML.AspNetCore.Errors;

/// <summary>What a request did wrong, or why it cannot be answered: the stable <c>code</c> of a problem.</summary>
internal enum FaceMLError
{
    InvalidRequest,
    Unauthorized,
    Forbidden,
    NotFound,
    Conflict,
    RequestTooLarge,
    UnsupportedMediaType,
    UnreadableImage,
    NoFace,
    SeveralFaces,
    LowQuality,
    SlowUpload,
    RateLimited,
    Overloaded,
    Timeout,
    StoreUnavailable,
    InternalError,
}

/// <summary>What is wrong with a field of a body.</summary>
internal enum FieldFault
{
    Missing,
    NotBase64,
}

/// <summary>A request that is refused: answered as a problem with the code's status.</summary>
internal class FaceMLException(FaceMLError error, string message) : Exception(message)
{
    /// <summary>The code.</summary>
    public FaceMLError Error { get; } = error;

    /// <summary>When to try again; null where that would not help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What is wrong with a field of the body; null where that is not what is wrong.</summary>
    public FieldFault? Fault { get; init; }

    /// <summary>What the problem says beside its detail; null for nothing.</summary>
    public IReadOnlyDictionary<string, object?>? Extensions { get; init; }
}
