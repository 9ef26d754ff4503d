using System.Numerics;

namespace FaceML.Answers;

/// <summary>
/// A face: pixels of the upright image, [x, y] pairs, the box as [left, top, right, bottom]; the turn in degrees clockwise.
/// </summary>
internal sealed record FaceJson(float[] Box, float Score, FacePointsJson Points, int Turn)
{
    public static FaceJson From(Face face) => new(BoxOf(face.Box), face.Score, FacePointsJson.From(face.Points), face.Turn);

    public static float[] BoxOf(in Box box) => [box.Left, box.Top, box.Right, box.Bottom];
}

/// <summary>The five points; left and right are the image's.</summary>
internal sealed record FacePointsJson(float[] EyeLeft, float[] EyeRight, float[] Nose, float[] MouthLeft, float[] MouthRight)
{
    public static FacePointsJson From(in FacePoints points) =>
        new(Pair(points.EyeLeft), Pair(points.EyeRight), Pair(points.Nose), Pair(points.MouthLeft), Pair(points.MouthRight));

    private static float[] Pair(Vector2 point) => [point.X, point.Y];
}
