using FaceML.Galleries;
using FaceML.Identification;
using FaceML.Imaging;
using FaceML.Recognition;

namespace Attendance;

/// <summary>An expected person and where that person was seen. Immutable.</summary>
/// <param name="Name">The name.</param>
/// <param name="Score">The highest score; null for a person who was not seen.</param>
/// <param name="Image">The image with that score.</param>
/// <param name="Images">On how many images the person was seen.</param>
public sealed record Attendee(string Name, float? Score, string? Image, int Images)
{
    /// <summary>Whether the person was there.</summary>
    public bool IsPresent => Image is not null;
}

/// <summary>A face without a name, cut out for a person to look at. Immutable.</summary>
/// <param name="Image">The image that it is in.</param>
/// <param name="IsRecognizable">False where the face shows too little to be compared with anybody; true for a face that resembles no
/// expected person.</param>
/// <param name="Cut">The face with some of its surroundings.</param>
public sealed record UnknownFace(string Image, bool IsRecognizable, Image Cut);

/// <summary>Who was there, by images of groups.</summary>
/// <param name="recognizer">Finds and embeds faces.</param>
/// <param name="gallery">Who is expected.</param>
public sealed class AttendanceList(GalleryRecognizer recognizer, Gallery gallery)
{
    // Each person's sightings: the image and the score there.
    private readonly Dictionary<string, List<(string Image, float Score)>> sightings = [];
    private readonly List<UnknownFace> unknown = [];

    /// <summary>The faces without a name, in the order of the images.</summary>
    public IReadOnlyList<UnknownFace> Unknown => unknown;

    /// <summary>How many faces were found.</summary>
    public int Faces { get; private set; }

    /// <summary>How many images were read.</summary>
    public int Images { get; private set; }

    /// <summary>Everybody who is expected, in ordinal order of the names.</summary>
    public IReadOnlyList<Attendee> People => [.. gallery.List().OrderBy(person => person.Id, StringComparer.Ordinal).Select(Sightings)];

    /// <summary>Notes who is on an image.</summary>
    /// <param name="file">The image.</param>
    /// <exception cref="ImageFormatException">It cannot be read.</exception>
    public void Add(string file)
    {
        string name = Path.GetFileName(file);
        Image image = Image.Load(file);
        Images++;

        // A person is on an image once: where two faces match one person, the face with the higher score gets the name, and the other its
        // next candidate that matches, or none. That is what Identify does unless told otherwise.
        foreach (IdentifiedFace face in recognizer.Identify(gallery, image))
        {
            Faces++;
            if (face.Identity is { } person)
            {
                sightings.TryAdd(person.Id, []);
                sightings[person.Id].Add((name, face.Score!.Value));
            }
            else
            {
                unknown.Add(new UnknownFace(name, face.Face.IsRecognizable, CutOut(image, face.Face.Face)));
            }
        }
    }

    private Attendee Sightings(Person person)
    {
        if (!sightings.TryGetValue(person.Id, out List<(string Image, float Score)>? seen))
        {
            return new Attendee(person.DisplayName, null, null, 0);
        }

        (string image, float score) = seen.MaxBy(sighting => sighting.Score);
        return new Attendee(person.DisplayName, score, image, seen.Count);
    }

    private static Image CutOut(Image image, Face face)
    {
        float margin = 0.3f * MathF.Max(face.Box.Width, face.Box.Height);
        var around = new Box(face.Box.Left - margin, face.Box.Top - margin, face.Box.Right + margin, face.Box.Bottom + margin);
        return image.Crop(around.ClipTo(image.Width, image.Height));
    }
}
