using System.Numerics;

namespace FaceML.Bench.Detection;

/// <summary>Counts of one set: annotated faces, those hit, and detections that hit none.</summary>
internal record struct Counts(int Faces, int Hits, int False)
{
    public readonly double Recall => (double)Hits / Faces;

    public readonly double Precision => (double)Hits / Math.Max(1, Hits + False);

    public static Counts operator +(Counts a, Counts b) => new(a.Faces + b.Faces, a.Hits + b.Hits, a.False + b.False);
}

/// <summary>Assigns detections to annotated faces, the surest first, each to the free face that it overlaps most.</summary>
internal static class Matching
{
    public static Counts Boxes(IReadOnlyList<DetectedFace> detections, IReadOnlyList<Box> faces, float minIou)
    {
        bool[] taken = new bool[faces.Count];
        int hits = 0;
        foreach (DetectedFace detection in detections.OrderByDescending(d => d.Score))
        {
            int best = -1;
            for (int i = 0; i < faces.Count; i++)
            {
                if (!taken[i] && (best < 0 || Overlap(i) > Overlap(best)))
                {
                    best = i;
                }
            }

            if (best >= 0 && Overlap(best) >= minIou)
            {
                taken[best] = true;
                hits++;
            }

            float Overlap(int face) => detection.Box.IntersectionOverUnion(faces[face]);
        }

        return new(faces.Count, hits, detections.Count - hits);
    }

    /// <summary>A hit is a detection that holds all points of the face. Further faces are not annotated, so nothing is false.</summary>
    public static Counts Points(IReadOnlyList<DetectedFace> detections, IReadOnlyList<Vector2[]> faces) =>
        new(faces.Count, faces.Count(points =>
            detections.Any(d => points.All(p => p.X >= d.Box.Left && p.X <= d.Box.Right && p.Y >= d.Box.Top && p.Y <= d.Box.Bottom))), 0);
}
