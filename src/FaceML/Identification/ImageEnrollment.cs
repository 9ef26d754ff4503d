using System.Security.Cryptography;
using FaceML.Galleries;

namespace FaceML.Identification;

/// <summary>How images are enrolled.</summary>
internal sealed record ImageEnrollmentOptions
{
    /// <summary>Which face to take where an image shows several. The default value is <see cref="FaceSelection.Only"/>: such an image is
    /// not enrolled.</summary>
    public FaceSelection Face { get; init; } = FaceSelection.Only;

    /// <summary>The least shorter side of a face, in pixels. The default value is 40.</summary>
    public float MinimumFace { get; init; } = 40;
}

/// <summary>What came of an image that was to be enrolled.</summary>
internal enum ImageEnrollmentStatus
{
    /// <summary>Enrolled.</summary>
    Enrolled,

    /// <summary>The same image was enrolled before.</summary>
    AlreadyEnrolled,

    /// <summary>The face is enrolled as another person: not enrolled.</summary>
    Duplicate,

    /// <summary>The face is of too low quality: not enrolled.</summary>
    LowQuality,

    /// <summary>There is no face in it.</summary>
    NoFace,

    /// <summary>It shows several faces and exactly one was asked for.</summary>
    SeveralFaces,

    /// <summary>The face is smaller than asked for.</summary>
    TooSmall,

    /// <summary>The face could not be aligned.</summary>
    NotAligned,

    /// <summary>The file could not be read as an image.</summary>
    Unreadable,
}

/// <summary>What came of an image that was to be enrolled. Immutable.</summary>
/// <param name="File">The file; null for an image that was in memory.</param>
/// <param name="PersonId">The person.</param>
/// <param name="Status">What came of it.</param>
/// <param name="Message">The same in one sentence.</param>
/// <param name="Result">What the gallery said; null where it was not asked.</param>
internal sealed record ImageEnrollment(
    string? File, string PersonId, ImageEnrollmentStatus Status, string Message, EnrollmentResult? Result)
{
    /// <summary>Whether the image's face is in the gallery.</summary>
    public bool IsEnrolled => Status is ImageEnrollmentStatus.Enrolled or ImageEnrollmentStatus.AlreadyEnrolled;
}

/// <summary>Enrolls images: reading and embedding (<see cref="Read"/>) may run side by side, the gallery takes one after the other (<see
/// cref="PreparedEnrollment.EnrollInto"/>).</summary>
internal static class ImageEnroller
{
    /// <summary>Why a face that cannot be recognized is not enrolled.</summary>
    public const string LowQuality = "The face is of too low quality.";

    /// <summary>Reads an image and makes the enrollment of its face.</summary>
    /// <param name="recognizer">Finds and embeds.</param>
    /// <param name="personId">Whose face it is.</param>
    /// <param name="file">The image.</param>
    /// <param name="options">Which face; null for the defaults.</param>
    /// <param name="person">What to record of the person; null for nothing.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static PreparedEnrollment Read(
        GalleryRecognizer recognizer, string personId, string file, ImageEnrollmentOptions? options = null, PersonChange? person = null,
            CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recognizer);
        Image image;
        string hash;
        try
        {
            image = Image.Load(file, cancellation: cancellation);
            using FileStream stream = File.OpenRead(file);
            hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception exception) when (exception is ImageFormatException or IOException or UnauthorizedAccessException)
        {
            return Rejected(file, personId, ImageEnrollmentStatus.Unreadable, exception.Message);
        }

        return Prepare(recognizer, personId, image, hash, options, person) with { File = file };
    }

    /// <summary>Makes the enrollment of the face of an image.</summary>
    /// <param name="recognizer">Finds and embeds.</param>
    /// <param name="personId">Whose face it is.</param>
    /// <param name="image">The image.</param>
    /// <param name="hash">The SHA-256 of its file, as hexadecimal digits.</param>
    /// <param name="options">Which face; null for the defaults.</param>
    /// <param name="person">What to record of the person; null for nothing.</param>
    public static PreparedEnrollment Prepare(
        GalleryRecognizer recognizer, string personId, Image image, string hash, ImageEnrollmentOptions? options = null,
        PersonChange? person = null)
    {
        ArgumentNullException.ThrowIfNull(recognizer);
        options ??= new ImageEnrollmentOptions();
        GalleryFace? found = recognizer.EmbedSingle(image, options.Face, out FaceStatus status);
        return (found, status) switch
        {
            (_, FaceStatus.SeveralFaces) =>
                Rejected(null, personId, ImageEnrollmentStatus.SeveralFaces, "It shows several faces; exactly one is required."),
            (_, FaceStatus.NotAligned) => Rejected(null, personId, ImageEnrollmentStatus.NotAligned, "The face could not be aligned."),
            (null, _) => Rejected(null, personId, ImageEnrollmentStatus.NoFace, "No face was found."),
            _ when TooSmall(found.Face, options) is { } small => Rejected(null, personId, ImageEnrollmentStatus.TooSmall, small),
            (_, FaceStatus.NotRecognizable) => Rejected(null, personId, ImageEnrollmentStatus.LowQuality, LowQuality),
            _ => new(null, personId, null, new Enrollment(personId, found.Embedding, recognizer.Recipe)
            {
                Quality = found.Quality,
                SourceSha256 = hash,
                Person = person,
            }),
        };
    }

    /// <summary>Why a face is too small to be enrolled; null where it is not.</summary>
    public static string? TooSmall(Face face, ImageEnrollmentOptions options)
    {
        float side = Math.Min(face.Box.Width, face.Box.Height);
        return side < options.MinimumFace
            ? FormattableString.Invariant($"The face must be at least {options.MinimumFace:F0} pixels wide and high; it is {side:F0}.")
            : null;
    }

    private static PreparedEnrollment Rejected(string? file, string personId, ImageEnrollmentStatus why, string message) =>
        new(file, personId, new ImageEnrollment(file, personId, why, message, null), null);
}

/// <summary>An image that was read: an enrollment, or why there is none. Immutable.</summary>
/// <param name="File">The file; null for an image that was in memory.</param>
/// <param name="PersonId">Whose face it is.</param>
/// <param name="Rejection">Why there is no enrollment; null where there is one.</param>
/// <param name="Enrollment">The enrollment.</param>
internal sealed record PreparedEnrollment(string? File, string PersonId, ImageEnrollment? Rejection, Enrollment? Enrollment)
{
    /// <summary>Enrolls the face; where there is none, says why.</summary>
    /// <exception cref="GalleryException">The gallery is of another recipe, an id cannot be used, or the store failed.</exception>
    public ImageEnrollment EnrollInto(Gallery gallery)
    {
        ArgumentNullException.ThrowIfNull(gallery);
        if (Rejection is not null)
        {
            return Rejection with { File = File };
        }

        EnrollmentResult result = gallery.Enroll(Enrollment!);
        return new(File, PersonId, result.Status switch
        {
            EnrollmentStatus.Enrolled => ImageEnrollmentStatus.Enrolled,
            EnrollmentStatus.AlreadyEnrolled => ImageEnrollmentStatus.AlreadyEnrolled,
            EnrollmentStatus.LowQuality => ImageEnrollmentStatus.LowQuality,
            _ => ImageEnrollmentStatus.Duplicate,
        }, result.ToString(), result);
    }
}
