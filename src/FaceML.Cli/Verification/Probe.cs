using FaceML.Imaging;
using FaceML.Vision;

namespace FaceML.Cli;

/// <summary>One of the two photographs: what was found in it, which face was taken and that face's vector.</summary>
internal sealed record Probe(string File, int FaceCount, FaceStatus Status, Box? Face, float[]? Vector, FaceSelection Selection)
{
    public static Probe Load(string file, FaceRecognizer recognizer, FaceSelection selection, CancellationToken cancellationToken)
    {
        Image image = Image.Load(file, cancellation: cancellationToken);
        IReadOnlyList<DetectedFace> faces = recognizer.Detector.Detect(image);
        FaceStatus status = FaceRecognizer.Select(faces, image, selection, out DetectedFace found);
        if (status != FaceStatus.Found)
        {
            return new(file, faces.Count, status, null, null, selection);
        }

        Face face = recognizer.Locate(image, found);
        return recognizer.Embedder.CanAlign(face.Points)
            ? new(file, faces.Count, status, face.Box, recognizer.Embed(image, face), selection)
            : new(file, faces.Count, FaceStatus.NotAligned, face.Box, null, selection);
    }

    /// <summary>What was found, in words.</summary>
    public string InWords => Status switch
    {
        FaceStatus.NoFace => "no face found",
        FaceStatus.SeveralFaces => $"{FaceCount} faces, and --face only wants exactly one",
        FaceStatus.NotAligned => "a face whose points could not be aligned",
        _ when FaceCount == 1 => "1 face",
        _ => $"{FaceCount} faces, the {(Selection == FaceSelection.Central ? "most central" : "largest")} taken",
    };
}
