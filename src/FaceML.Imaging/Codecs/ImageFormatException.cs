namespace FaceML.Imaging;

/// <summary>An image was not accepted. The message names the file, the reason and, where one was exceeded, the limit.</summary>
public sealed class ImageFormatException : Exception
{
    /// <summary>Makes the error without details.</summary>
    public ImageFormatException()
        : this("The image cannot be read.")
    {
    }

    /// <summary>Makes the error of an unreadable image.</summary>
    /// <param name="message">What is wrong.</param>
    public ImageFormatException(string message)
        : this(message, null)
    {
    }

    /// <summary>Makes the error of an unreadable image.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">What it came from, or null.</param>
    public ImageFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
        Error = ImageFormatError.Unreadable;
    }

    /// <summary>Makes the error with all it tells.</summary>
    /// <param name="error">The kind of failure.</param>
    /// <param name="name">The file's path, or what the caller calls the bytes; null when they have no name.</param>
    /// <param name="reason">What is wrong, as a clause that follows the name.</param>
    /// <param name="limit">The limit that was exceeded, in pixels or bytes, or null.</param>
    /// <param name="innerException">What it came from, or null.</param>
    public ImageFormatException(ImageFormatError error, string? name, string reason, long? limit = null, Exception? innerException = null)
        : base($"{name ?? "The image"}: {reason}", innerException)
    {
        Error = error;
        Name = name;
        Limit = limit;
    }

    /// <summary>The kind of failure.</summary>
    public ImageFormatError Error { get; }

    /// <summary>The file's path, or what the caller calls the bytes; null when they have no name.</summary>
    public string? Name { get; }

    /// <summary>The limit that was exceeded, in pixels or bytes; null when none was.</summary>
    public long? Limit { get; }
}
