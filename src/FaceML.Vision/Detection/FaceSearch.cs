using System.Numerics;
using FaceML.Imaging;

namespace FaceML.Vision;

/// <summary>
/// What is tried where a detector's first look at an image gives nothing that can be trusted: the image on a canvas that reaches beyond its edges, and the turned image.
/// Where the first look is good, all this costs is judging the landmarks of the largest face.
/// </summary>
/// <remarks>Safe to share between threads. Without a landmark network, whatever is found is trusted.</remarks>
internal sealed class FaceSearch
{
    // Faces that are judged, the largest first, until one can be trusted.
    private const int MostJudged = 4;

    // How near to the image's edge a box, and how far beyond it the aligned face, is cut off; as shares of their sides.
    private const float EdgeShare = 0.03f, BeyondShare = 0.02f;

    // Evidence by which a turned image must be ahead of the image as it is.
    private const float Ahead = 2;

    private readonly FaceDetector detector;
    private readonly FaceLandmarker? landmarker;
    private readonly DetectorOptions options;

    internal FaceSearch(FaceDetector detector, FaceLandmarker? landmarker)
    {
        this.detector = detector;
        this.landmarker = landmarker;
        options = detector.Options;
    }

    /// <summary>The faces of an image of which the first look found <paramref name="first"/>.</summary>
    internal IReadOnlyList<DetectedFace> Complete(Image image, IReadOnlyList<DetectedFace> first)
    {
        if (!options.ExtendCanvas && options.Turns == TurnSearch.Never)
        {
            return first;
        }

        Look best = Extend(image, Judge(image, first));
        if (options.Turns == TurnSearch.Always || (options.Turns == TurnSearch.WhenNeeded && !best.IsTrusted))
        {
            int turn = 0;
            foreach (int degrees in (ReadOnlySpan<int>)[90, 180, 270])
            {
                Image turned = image.Turn(360 - degrees);
                Look look = Extend(turned, Judge(turned, detector.Detect(turned)));
                if (look.IsTrusted && look.Evidence > best.Evidence + (turn == 0 ? Ahead : 0))
                {
                    (best, turn) = (look, degrees);
                }
            }

            if (turn > 0)
            {
                return Back(image, best, turn);
            }
        }

        return best.Faces;
    }

    private DetectedFace[] Back(Image image, Look look, int degrees)
    {
        bool swapped = degrees != 180;
        int width = swapped ? image.Height : image.Width, height = swapped ? image.Width : image.Height;
        Image upright = image.Turn(360 - degrees);
        QuarterTurn turn = new(degrees, width, height);
        return [.. look.Faces.Select(face => turn.Apply(Located(upright, face)))];
    }

    // Looks again on the canvas where that may help; what was seen before stays where it cannot be told to be worse.
    private Look Extend(Image image, Look look)
    {
        if (!options.ExtendCanvas || (look.IsTrusted && !look.IsCut))
        {
            return look;
        }

        DetectedFace[] extended = [.. detector.DetectOnCanvas(image).Select(face => face with { Landmarks = landmarker?.Locate(image, face.Box, onCanvas: true) })];
        if (extended.Length == 0)
        {
            return look;
        }

        List<DetectedFace> faces = [.. look.Faces];
        foreach (DetectedFace found in extended)
        {
            DetectedFace face = found with { Box = found.Box.ClipTo(image.Width, image.Height) };
            bool trusted = Evidence(face) >= Trusted;
            DetectedFace[] same = [.. faces.Where(known => IsSame(known.Box, face.Box))];
            if (same.Length == 0 ? trusted || faces.Count == 0 : same.All(known => IsCut(image, known) || !(Evidence(known) >= Trusted)) && (trusted || !look.IsTrusted))
            {
                faces.RemoveAll(known => same.Contains(known));
                faces.Add(face);
            }
        }

        return Judge(image, [.. faces.OrderByDescending(face => face.Score)]);
    }

    private Look Judge(Image image, IReadOnlyList<DetectedFace> faces)
    {
        if (faces.Count == 0)
        {
            return new(faces, float.NegativeInfinity, false, false);
        }

        DetectedFace[] judged = [.. faces];
        int[] order = [.. Enumerable.Range(0, judged.Length).OrderByDescending(i => judged[i].Box.Area).Take(MostJudged)];
        float best = float.NegativeInfinity;
        foreach (int i in order)
        {
            judged[i] = Located(image, judged[i]);
            best = MathF.Max(best, Evidence(judged[i]));
            if (best >= Trusted)
            {
                break;
            }
        }

        return new(judged, best, best >= Trusted, IsCut(image, judged[order[0]]));
    }

    private DetectedFace Located(Image image, DetectedFace face) =>
        landmarker is null || face.Landmarks is not null || face.Box.Width < 1 || face.Box.Height < 1 ? face : face with { Landmarks = landmarker.Locate(image, face.Box) };

    private float Trusted => landmarker is null ? 0 : UprightShape.Shipped.Trusted;

    private float Evidence(in DetectedFace face) =>
        landmarker is null ? face.Score : face.Landmarks is { } landmarks ? UprightShape.Shipped.Evidence(landmarks, face.Score) : float.NegativeInfinity;

    // The box reaches the image's edge, or the aligned face would show what lies beyond it.
    private static bool IsCut(Image image, in DetectedFace face)
    {
        float x = EdgeShare * face.Box.Width, y = EdgeShare * face.Box.Height;
        if (face.Box.Left <= x || face.Box.Top <= y || face.Box.Right >= image.Width - x || face.Box.Bottom >= image.Height - y)
        {
            return true;
        }

        AlignmentTemplate template = AlignmentTemplate.ArcFace112;
        if ((face.Landmarks?.FivePoints ?? face.Points) is not { } points || !template.TryAlign(points, out SimilarityTransform aligned))
        {
            return false;
        }

        SimilarityTransform back = aligned.Invert();
        float beyond = BeyondShare * template.Width * back.Scale;
        foreach (Vector2 corner in (ReadOnlySpan<Vector2>)[new(0, 0), new(template.Width, 0), new(0, template.Height), new(template.Width, template.Height)])
        {
            Vector2 place = back.Apply(corner);
            if (place.X < -beyond || place.Y < -beyond || place.X > image.Width + beyond || place.Y > image.Height + beyond)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSame(in Box a, in Box b)
    {
        float width = MathF.Min(a.Right, b.Right) - MathF.Max(a.Left, b.Left), height = MathF.Min(a.Bottom, b.Bottom) - MathF.Max(a.Top, b.Top);
        return width > 0 && height > 0 && width * height > 0.4f * MathF.Min(a.Area, b.Area);
    }

    private sealed record Look(IReadOnlyList<DetectedFace> Faces, float Evidence, bool IsTrusted, bool IsCut);
}
