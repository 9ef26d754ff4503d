namespace FaceML.Recognition;

/// <summary>
/// What is tried where a detector's first look at an image gives nothing that can be trusted: the image on a canvas that reaches beyond its
/// edges, and the turned image. Where the first look is good, all this costs is judging the landmarks of the largest face, those of one
/// pass where they are clear.
/// </summary>
/// <remarks>Safe to share between threads. Without a landmark network, whatever is found is trusted.</remarks>
internal sealed class FaceSearch
{
    // Where the largest face cannot be trusted, as many are judged together, so that one that is mistaken for upright, or for a face, does
    // not decide; none counts for more than this.
    private const int MostJudged = 4;
    private const float MostOfOne = 5;

    // How near to the image's edge a box is cut off, as a share of its sides, and how much of the image's width or height it fills when its
    // surroundings are missing.
    private const float EdgeShare = 0.03f, FullShare = 0.65f;

    // Evidence by which the face as it was seen first must be ahead of the same face on a canvas; less is no match for what the canvas
    // corrects.
    private const float AheadOfCanvas = 3;

    // The overlap, intersection over union, from which on the boxes of a face on several canvases say the same.
    private const float Alike = 0.5f;

    // The detector's score from which on a face that only the canvas shows counts.
    private const float Sure = 0.9f;

    // A turned image counts where a face of it is by this much evidence ahead of those of the image as it is, and more likely upright than
    // not or far ahead. It need not be trusted: of upright faces some are not, of faces still on their side few come as far as this.
    private const float Ahead = 2, Likely = 0, FarAhead = 8;

    // Evidence from which on a face cannot be one that is head down; some of those are trusted, with a little less.
    private const float Certain = 3.5f;

    // Evidence of the first pass's landmarks from which on those of all passes are not needed: in LFW's images they make the face certain
    // then, too, and no turned image has it.
    private const float Clear = 5;

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
        if (options.ImagesAreAligned || (!options.ExtendCanvas && options.Turns == TurnSearch.Never))
        {
            return first;
        }

        DetectedFace[] faces = [.. first];
        if (IsClear(image, faces))
        {
            return faces;
        }

        Look asItIs = Extend(image, Judge(image, faces)), best = asItIs;
        int turn = 0;
        foreach (int degrees in TurnsFor(asItIs))
        {
            Image turned = image.Turn(360 - degrees);
            Look look = Extend(turned, Judge(turned, detector.Detect(turned)));
            bool counts = look.Evidence > Likely
                || (look.Faces.Count > 0 && asItIs.Faces.Count > 0 && look.Evidence > asItIs.Evidence + FarAhead);
            if (counts && look.Evidence > best.Evidence + (turn == 0 && best.Faces.Count > 0 ? Ahead : 0))
            {
                (best, turn) = (look, degrees);
            }
        }

        if (turn > 0)
        {
            return Back(image, best, turn);
        }

        // A face that only the canvas shows and that cannot be trusted either way up is better than none where the detector is sure of it.
        return best.Faces.Count > 0 ? best.Faces : [.. best.Doubtful.Where(face => face.Score >= Sure)];
    }

    // Whether the largest face needs no second look. It keeps the landmarks by which that was told.
    private bool IsClear(Image image, DetectedFace[] faces)
    {
        if (landmarker is null || options.Turns == TurnSearch.Always || Largest(faces, 1) is not [var largest])
        {
            return false;
        }

        DetectedFace face = faces[largest];
        if (face.Box.Width < 1 || face.Box.Height < 1 || (options.ExtendCanvas && IsCut(image, face)))
        {
            return false;
        }

        FaceLandmarks glance = landmarker.Glance(image, face.Box);
        faces[largest] = face with { FirstLandmarks = glance };
        return UprightShape.Shipped.Evidence(glance, face.Score) >= Clear;
    }

    private ReadOnlySpan<int> TurnsFor(Look asItIs) => options.Turns switch
    {
        TurnSearch.Never => [],
        TurnSearch.WhenNeeded when asItIs.IsTrusted => landmarker is null || asItIs.Evidence >= Certain ? [] : [180],
        _ => [90, 180, 270],
    };

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

        List<DetectedFace> faces = [.. look.Faces], taken = SeenOnCanvas(image);
        foreach (DetectedFace found in taken)
        {
            DetectedFace face = found with { Box = found.Box.ClipTo(image.Width, image.Height) };
            DetectedFace[] same = [.. faces.Where(known => IsSame(known.Box, face.Box))];
            bool better = same.Length == 0
                ? Evidence(face) >= Trusted
                : Array.TrueForAll(same, known => (IsCut(image, known) || !(Evidence(known) >= Trusted))
                    && Evidence(face) > Evidence(known) - AheadOfCanvas);
            if (better && face.Box.Area > 0)
            {
                faces.RemoveAll(known => same.Contains(known));
                faces.Add(face);
            }
        }

        Look extendedLook = Judge(image, [.. faces.OrderByDescending(face => face.Score)]);
        return extendedLook with
        {
            Doubtful = [.. taken.Select(face => face with { Box = face.Box.ClipTo(image.Width, image.Height) })
            .Where(face => face.Box.Area > 0)]
        };
    }

    // Each face once, in the mean of the boxes that it has on the canvases: landmarks depend on where a box happens to end.
    private List<DetectedFace> SeenOnCanvas(Image image)
    {
        List<List<DetectedFace>> seen = [];
        foreach (DetectedFace face in Canvas.Borders.SelectMany(border => detector.DetectOnCanvas(image, border))
            .Where(face => face.Box.ClipTo(image.Width, image.Height) is { Width: >= 1, Height: >= 1 }))
        {
            if (seen.Find(same => IsSame(same[0].Box, face.Box)) is { } known)
            {
                known.Add(face);
            }
            else
            {
                seen.Add([face]);
            }
        }

        return [.. seen.Select(same => Merge(image, same)).OrderByDescending(face => Evidence(face))];
    }

    private DetectedFace Merge(Image image, List<DetectedFace> same)
    {
        DetectedFace surest = same.MaxBy(face => face.Score);
        if (landmarker is null)
        {
            return surest;
        }

        Box[] alike = [.. same.Select(face => face.Box).Where(box => box.IntersectionOverUnion(surest.Box) >= Alike)];
        Box mean = new(
            alike.Average(box => box.Left), alike.Average(box => box.Top), alike.Average(box => box.Right),
            alike.Average(box => box.Bottom));
        return surest with { Box = mean, Landmarks = landmarker.Locate(image, mean, onCanvas: true) };
    }

    private Look Judge(Image image, IReadOnlyList<DetectedFace> faces)
    {
        if (faces.Count == 0)
        {
            return new(faces, 0, false, false);
        }

        DetectedFace[] judged = [.. faces];
        List<int> order = Largest(judged, MostJudged);
        float sum = 0, most = float.NegativeInfinity;
        bool trusted = false;
        foreach (int i in order)
        {
            judged[i] = Located(image, judged[i]);
            float evidence = Evidence(judged[i]);
            most = MathF.Max(most, evidence);
            sum += Math.Clamp(evidence, -MostOfOne, MostOfOne);
            if (i == order[0] && evidence >= Trusted)
            {
                trusted = true;
                break;
            }
        }

        return new(judged, most, trusted || sum >= Trusted, IsCut(image, judged[order[0]]));
    }

    // Their places, the largest first; of equal ones, the one in front.
    private static List<int> Largest(DetectedFace[] faces, int most)
    {
        List<int> largest = [];
        for (int i = 0; i < faces.Length; i++)
        {
            float area = faces[i].Box.Area;
            int place = largest.FindIndex(other => faces[other].Box.Area < area);
            largest.Insert(place < 0 ? largest.Count : place, i);
            largest.RemoveRange(Math.Min(largest.Count, most), Math.Max(0, largest.Count - most));
        }

        return largest;
    }

    private DetectedFace Located(Image image, DetectedFace face) =>
        landmarker is null || face.Landmarks is not null || face.Box.Width < 1 || face.Box.Height < 1
            ? face
            : face with { Landmarks = landmarker.Locate(image, face.Box, face.FirstLandmarks) };

    private float Trusted => landmarker is null ? 0 : UprightShape.Shipped.Trusted;

    private float Evidence(in DetectedFace face) =>
        landmarker is null ? face.Score : face.Landmarks is { } landmarks
            ? UprightShape.Shipped.Evidence(landmarks, face.Score)
            : float.NegativeInfinity;

    // The box reaches the image's edge, or leaves little of the image around it.
    private static bool IsCut(Image image, in DetectedFace face)
    {
        float x = EdgeShare * face.Box.Width, y = EdgeShare * face.Box.Height;
        return face.Box.Left <= x || face.Box.Top <= y || face.Box.Right >= image.Width - x || face.Box.Bottom >= image.Height - y
            || face.Box.Width > FullShare * image.Width || face.Box.Height > FullShare * image.Height;
    }

    private static bool IsSame(in Box a, in Box b)
    {
        float width = MathF.Min(a.Right, b.Right) - MathF.Max(a.Left, b.Left), height =
            MathF.Min(a.Bottom, b.Bottom) - MathF.Max(a.Top, b.Top);
        return width > 0 && height > 0 && width * height > 0.4f * MathF.Min(a.Area, b.Area);
    }

    /// <summary>What was seen in one look; its evidence is that of the face that is most likely upright.</summary>
    private sealed record Look(IReadOnlyList<DetectedFace> Faces, float Evidence, bool IsTrusted, bool IsCut)
    {
        /// <summary>What the canvas showed, whether it was taken or not.</summary>
        public IReadOnlyList<DetectedFace> Doubtful { get; init; } = [];
    }
}
