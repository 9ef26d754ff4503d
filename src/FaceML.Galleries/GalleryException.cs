namespace FaceML.Galleries;

/// <summary>Something a gallery refuses or cannot do. Nothing was changed unless <see cref="Error"/> is
/// <see cref="GalleryError.TracesRemain"/> or <see cref="GalleryError.OutcomeUnknown"/>.</summary>
public sealed class GalleryException : Exception
{
    /// <summary>An error.</summary>
    /// <param name="error">Its kind.</param>
    /// <param name="message">What must be so and what is.</param>
    /// <param name="inner">What the store said; null when nothing.</param>
    public GalleryException(GalleryError error, string message, Exception? inner = null)
        : base(message, inner) => Error = error;

    /// <summary>The kind of the error.</summary>
    public GalleryError Error { get; }
}

/// <summary>The kinds of errors of galleries.</summary>
public enum GalleryError
{
    /// <summary>A value that cannot be used: an id with control characters, an option outside its range.</summary>
    InvalidArgument,

    /// <summary>An embedding of another dimension or length, or with numbers that are not finite.</summary>
    InvalidEmbedding,

    /// <summary>An embedding of another recipe.</summary>
    RecipeMismatch,

    /// <summary>There is no such person, template or gallery.</summary>
    NotFound,

    /// <summary>There is one of that id already.</summary>
    AlreadyExists,

    /// <summary>A template, a gallery or a file that is not what was written.</summary>
    Damaged,

    /// <summary>The gallery was written by a newer version.</summary>
    NewerSchema,

    /// <summary>The key that a template or the gallery needs is missing or wrong.</summary>
    KeyUnavailable,

    /// <summary>The disk, or the limit of the database, is full.</summary>
    StoreFull,

    /// <summary>The store cannot be reached, or another process holds it.</summary>
    StoreUnavailable,

    /// <summary>A person was removed, but traces could not be taken out of the files yet.</summary>
    TracesRemain,

    /// <summary>The connection to a server broke at the end of a change, and the server could not be asked afterwards: the change was made
    /// as a whole or not at all, as the message says. Read the gallery before you repeat it.</summary>
    OutcomeUnknown,
}
