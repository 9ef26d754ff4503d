using System.Numerics;

namespace FaceML.Bench.Detection;

/// <summary>The detection sets' annotations.</summary>
internal static class GroundTruth
{
    /// <summary><c>cmu-mit</c>: a line a face, file x1 y1 x2 y2.</summary>
    public static ILookup<string, Box> CmuMit(string path) =>
        File.ReadLines(path).Select(Fields)
            .Where(f => f.Length == 5).ToLookup(f => f[0], f => new Box(Number(f[1]), Number(f[2]), Number(f[3]), Number(f[4])));

    /// <summary>
    /// <c>color-boxes</c>: a line an image, file and four points as x y: eye at the left, eye at the right, nose tip, center of the mouth.
    /// </summary>
    public static ILookup<string, Vector2[]> ColorBoxes(string path) =>
        File.ReadLines(path).Select(Fields)
            .Where(f => f.Length == 9).ToLookup(f => f[0], f => Enumerable.Range(0, 4)
            .Select(i => new Vector2(Number(f[1 + 2 * i]), Number(f[2 + 2 * i]))).ToArray());

    private static string[] Fields(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);
}
