using FaceML.Imaging;
using FaceML.Vision;

namespace FaceML.Cli;

/// <summary>One of the two images: what was found in it, which face was taken and that face's embedding.</summary>
/// <param name="File">The path as it was given.</param>
/// <param name="FaceCount">The faces in it.</param>
/// <param name="Status">What came of looking for the face that is meant.</param>
/// <param name="Face">That face.</param>
/// <param name="Vector">Its embedding; null when there is none, and when a saved pipeline compares.</param>
/// <param name="Selection">Which face is meant when there are several.</param>
internal sealed record Probe(string File, int FaceCount, FaceStatus Status, Box? Face, float[]? Vector, FaceSelection Selection)
{
    /// <summary>How sure the detector is of the face, 0 to 1.</summary>
    public float? DetectorScore { get; init; }

    /// <summary>How far the face is turned, in degrees clockwise.</summary>
    public int Turn { get; init; }

    /// <summary>How likely such a face is recognized, 0 to 100; null without a quality model.</summary>
    public double? Quality { get; init; }

    /// <summary>What was measured of the face; null where nothing was.</summary>
    public FaceQualityComponents? Components { get; init; }

    public static Probe Load(string file, FaceRecognizer recognizer, FaceSelection selection, CancellationToken cancellationToken)
    {
        Image image = Image.Load(file, cancellation: cancellationToken);
        IReadOnlyList<DetectedFace> faces = recognizer.Find(image);
        FaceStatus status = FaceRecognizer.Select(faces, image, selection, out DetectedFace found);
        if (status != FaceStatus.Found)
        {
            return new(file, faces.Count, status, null, null, selection);
        }

        Face face = recognizer.Locate(image, found);
        return recognizer.Embedder.CanAlign(face.Points)
            ? new(file, faces.Count, status, face.Box, recognizer.Embed(image, face), selection)
            {
                DetectorScore = found.Score,
                Turn = found.Turn,
                Components = FaceQualityComponents.Measure(image, face),
            }
            : new(file, faces.Count, FaceStatus.NotAligned, face.Box, null, selection) { DetectorScore = found.Score, Turn = found.Turn };
    }

    /// <summary>The same, judged by a quality model.</summary>
    public Probe JudgedBy(FaceQualityModel? model)
    {
        if (model is null || Vector is null)
        {
            return this;
        }

        double quality = model.Quality(Vector);
        return this with { Quality = quality, Status = quality >= model.Floor ? Status : FaceStatus.NotRecognizable };
    }

    /// <summary>What was found, in words.</summary>
    public string InWords => Status switch
    {
        FaceStatus.NoImage => "no image",
        FaceStatus.NoFace => "no face found",
        FaceStatus.SeveralFaces => $"{FaceCount} faces, and --face only wants exactly one",
        FaceStatus.NotAligned => "a face whose points could not be aligned",
        FaceStatus.NotRecognizable => "a face of too low quality" + (Components?.Reason is { } reason ? $" ({reason})" : ""),
        _ => (FaceCount == 1 ? "1 face" : $"{FaceCount} faces, the {SelectionInWords} taken") + (Turn == 0 ? "" : FormattableString.Invariant($", turned by {Turn}°")),
    };

    private string SelectionInWords => Selection == FaceSelection.Central ? "most central" : "largest";
}
