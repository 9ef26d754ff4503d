using FaceML.Data;
using FaceML.Evaluation.Protocols;
using FaceML.Galleries;
using FaceML.Galleries.Stores;
using FaceML.Identification;
using FaceML.Imaging;
using FaceML.Recognition;

namespace Attendance;

/// <summary>The people who are expected: a gallery in memory, made from a folder with one folder a person.</summary>
public sealed class Roster : IDisposable
{
    private Roster(Gallery gallery, IReadOnlyList<string> remarks) => (Gallery, Remarks) = (gallery, remarks);

    /// <summary>The gallery. It is gone with the process: no template is left on the disk.</summary>
    public Gallery Gallery { get; }

    /// <summary>Of each image that could not be enrolled, why.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>Enrolls the people of a folder, under the names of their folders.</summary>
    /// <param name="recognizer">Finds and embeds their faces.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="face">Which face of an image is the person's; <see cref="FaceSelection.Only"/> refuses images with several.</param>
    /// <param name="maxFpir">The false positive identification rate to promise.</param>
    /// <exception cref="ProtocolFormatException">No person's folder holds an image.</exception>
    /// <exception cref="GalleryException">There are too many templates for that rate, or the images of one person show another.</exception>
    public static Roster Enroll(GalleryRecognizer recognizer, string folder, FaceSelection face, double maxFpir)
    {
        var gallery = Gallery.Create(new MemoryGalleryStore(), recognizer.Define("attendance"), new GalleryOptions
        {
            Threshold = recognizer.Threshold(maxFpir),
        });
        try
        {
            List<string> remarks = [];
            foreach (PersonImages person in PersonFolders.Read(folder))
            {
                gallery.Add(person.Identity); // who has no usable image is expected all the same
                remarks.AddRange(
                    person.Images.Select(image => Enroll(gallery, recognizer, person.Identity, Path.Combine(folder, image), face))
                    .OfType<string>());
            }

            return gallery.Threshold.Value is null
                ? throw new GalleryException(GalleryError.InvalidArgument, gallery.Threshold.Grounds)
                : new Roster(gallery, remarks);
        }
        catch
        {
            gallery.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Gallery.Dispose();

    // Why the image was not enrolled; null where it was.
    private static string? Enroll(Gallery gallery, GalleryRecognizer recognizer, string person, string file, FaceSelection selection)
    {
        try
        {
            GalleryFace? face = recognizer.EmbedSingle(Image.Load(file), selection, out FaceStatus status);
            if (face is null || status != FaceStatus.Found)
            {
                return $"{file}: {new FaceNotFoundException(status).Message}";
            }

            // The gallery itself refuses a face that is enrolled as somebody else: an image in the wrong folder.
            EnrollmentResult result = gallery.Enroll(
                new Enrollment(person, face.Embedding, recognizer.Recipe) { Quality = face.Quality });
            return result.Status is EnrollmentStatus.Enrolled or EnrollmentStatus.AlreadyEnrolled ? null : $"{file}: {result}";
        }
        catch (ImageFormatException exception)
        {
            return exception.Message;
        }
    }
}
