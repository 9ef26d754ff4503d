using System.Numerics;
using System.Runtime.InteropServices;

namespace FaceML.Bench.Peers;

/// <summary>The geometry that all peers written in C# share: it costs next to nothing, and the same results make them comparable.</summary>
internal static class PeerFaces
{
    public const int LandmarkCount = FaceLandmarks.Count;

    /// <summary>The faces that the detector's outputs show, overlaps suppressed, in pixels of the image.</summary>
    public static Box[] Boxes(PeerTask task, ReadOnlySpan<float> scores, ReadOnlySpan<float> boxes, int width, int height)
    {
        List<DetectedFace> faces = [];
        for (int i = 0; i < scores.Length / 2; i++)
        {
            if (scores[2 * i + 1] >= task.ScoreThreshold)
            {
                Box box = new(
                    boxes[4 * i] * width, boxes[4 * i + 1] * height, boxes[4 * i + 2] * width, boxes[4 * i + 3] * height);
                faces.Add(new(box.ClipTo(width, height), scores[2 * i + 1]));
            }
        }

        return [.. NonMaximumSuppression.Suppress(CollectionsMarshal.AsSpan(faces), task.NmsIou).Select(face => face.Box)
            .Where(box => box.Width >= 1 && box.Height >= 1)];
    }

    /// <summary>One of the crops that the landmark network is shown.</summary>
    public static Box Crop(in Box face, float[] crop, int width, int height) => new Box(
        face.Left + crop[0] * face.Width, face.Top + crop[1] * face.Height,
        face.Left + crop[2] * face.Width, face.Top + crop[3] * face.Height).ClipTo(width, height);

    /// <summary>Adds the landmarks that the network gave for a crop to sums.</summary>
    public static void Add(ReadOnlySpan<float> landmarks, in Box crop, Vector2[] sums)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += new Vector2(crop.Left + landmarks[2 * i] * crop.Width, crop.Top + landmarks[2 * i + 1] * crop.Height);
        }
    }

    /// <summary>The five points of alignment from the sums over all crops.</summary>
    public static FacePoints Points(Vector2[] sums, int crops) => new FaceLandmarks([.. sums.Select(sum => sum / crops)]).FivePoints;

    /// <summary>From the image to the aligned face.</summary>
    public static bool TryAlign(in FacePoints points, out SimilarityTransform imageToAligned) =>
        AlignmentTemplate.ArcFace112.TryAlign(points, out imageToAligned);

    /// <summary>The embedding of length 1 from what the network gave for the face, and for the mirrored face where there is one.</summary>
    public static float[] Embedding(params ReadOnlySpan<float[]> vectors)
    {
        float[] sum = new float[vectors[0].Length];
        foreach (float[] vector in vectors)
        {
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
            TensorPrimitives.Add(sum, vector, sum);
        }

        TensorPrimitives.Divide(sum, TensorPrimitives.Norm<float>(sum), sum);
        return sum;
    }

    public static PeerFace Face(in Box box, float[] vector) => new([box.Left, box.Top, box.Right, box.Bottom], vector);
}
