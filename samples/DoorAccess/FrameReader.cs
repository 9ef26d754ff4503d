using FaceML.Galleries;
using FaceML.Galleries.Decisions;
using FaceML.Galleries.Search;
using FaceML.Identification;
using FaceML.Imaging;
using FaceML.Recognition;

namespace DoorAccess;

/// <summary>Says of a frame whom it shows: the largest face is whoever stands before the door.</summary>
/// <param name="recognizer">Finds and embeds the face.</param>
/// <param name="gallery">Who may be let in.</param>
/// <param name="liveness">Tells live faces from prints and screens; null where that is not asked.</param>
/// <param name="minimumLiveness">The probability from which a face is taken for live.</param>
public sealed class FrameReader(
    GalleryRecognizer recognizer, Gallery gallery, FaceLivenessDetector? liveness = null, double minimumLiveness = 0)
{
    private static readonly SearchOptions Best = new() { Top = 1 };

    /// <summary>Looks at a frame. A frame that cannot be read is one about which nothing can be decided, not an error: a camera writes
    /// such frames now and then, and the door goes on.</summary>
    public Observation Read(string file)
    {
        string frame = Path.GetFileName(file);
        Image image;
        try
        {
            image = Image.Load(file);
        }
        catch (Exception exception) when (exception is ImageFormatException or IOException or UnauthorizedAccessException)
        {
            return new Observation(frame, Sight.Unclear, exception.Message);
        }

        GalleryFace? face = recognizer.EmbedSingle(image, FaceSelection.Largest, out FaceStatus status);
        if (status == FaceStatus.NoFace)
        {
            return new Observation(frame, Sight.NoFace, "no face");
        }

        // The quality gate: of a face that shows too little, the most alike person is as good as drawn by lot.
        if (face is null || status != FaceStatus.Found)
        {
            return new Observation(frame, Sight.Unclear, new FaceNotFoundException(status).Message) { Quality = face?.Quality };
        }

        float? live = liveness?.Assess(image, face.Face.Box);
        SearchResult answer = gallery.Search(face.Embedding, recognizer.Recipe, Best);
        (Sight sight, string reason) = answer switch
        {
            _ when live < minimumLiveness => (Sight.NotLive, $"not taken for a live face ({live:P0} live)"),
            { IsDecided: false } => (Sight.Unclear, answer.Threshold.Grounds),
            { Identity: { } person } => (Sight.Enrolled, person.DisplayName),
            _ => (Sight.Stranger, "not enrolled"),
        };
        return new Observation(frame, sight, reason)
        {
            Person = sight == Sight.Enrolled ? answer.Identity : null,
            Score = answer.Candidates is [{ } best, ..] ? best.Score : null,
            Threshold = answer.Threshold.Value,
            Quality = face.Quality,
            Liveness = live,
        };
    }
}
