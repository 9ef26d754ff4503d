using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using FaceML.Recognition;

namespace FaceML.Cli;

/// <summary>
/// A face as the tool writes it: pixels of the upright image, [x, y] pairs, the box as [left, top, right, bottom]; the turn in degrees
/// clockwise.
/// </summary>
internal sealed record FaceJson(float[] Box, float Score, FacePointsJson Points, int Turn)
{
    /// <summary>How all JSON of the tool is written: camel case, one object a line.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file or a terminal, never inside HTML
    };

    public static FaceJson From(Face face) =>
        new([face.Box.Left, face.Box.Top, face.Box.Right, face.Box.Bottom], face.Score, FacePointsJson.From(face.Points), face.Turn);
}

/// <summary>The five points; left and right are the image's.</summary>
internal sealed record FacePointsJson(float[] EyeLeft, float[] EyeRight, float[] Nose, float[] MouthLeft, float[] MouthRight)
{
    public static FacePointsJson From(in FacePoints points) =>
        new(Pair(points.EyeLeft), Pair(points.EyeRight), Pair(points.Nose), Pair(points.MouthLeft), Pair(points.MouthRight));

    private static float[] Pair(Vector2 point) => [point.X, point.Y];
}
