using System.Numerics;

namespace FaceML.Cli;

/// <summary>A label of an annotated image: as large as its face allows, at a place where it covers no other label.</summary>
/// <param name="Text">The text.</param>
/// <param name="Place">The place.</param>
/// <param name="Height">A capital letter's height in pixels.</param>
internal readonly record struct FaceLabel(string Text, Box Place, float Height)
{
    // A capital's height as a share of the face's shorter side; below the least it cannot be read, above the most it hides the face.
    private const float Share = 0.12f, Least = 7, Most = 40;

    /// <summary>
    /// Places the labels of all faces: number and score, the number alone where there is no room for both, nothing where there is none for
    /// that.
    /// </summary>
    /// <param name="faces">The faces.</param>
    /// <param name="width">The image's.</param>
    /// <param name="height">The image's.</param>
    /// <param name="names">What each label says instead; null for number and score.</param>
    public static IReadOnlyList<FaceLabel> PlaceAll(IReadOnlyList<Face> faces, int width, int height, IReadOnlyList<string>? names = null)
    {
        List<FaceLabel> placed = [];
        foreach ((int number, Face face) in faces.Index())
        {
            string[] texts = names is not null
                ? [names[number]]
                : [FormattableString.Invariant($"{number + 1}  {face.Score:F2}"), FormattableString.Invariant($"{number + 1}")];
            FaceLabel[] possible = [.. texts.SelectMany(text => Around(face, text))
                .Where(label => IsInside(label.Place, width, height) && !placed.Exists(other => Covers(other.Place, label.Place)))];
            if (possible.Length > 0)
            {
                // Faces are worth more than the score: a place beside all of them comes first.
                placed.Add(possible.OrderBy(label => faces.Count(other => Covers(other.Box, label.Place))).First());
            }
        }

        return placed;
    }

    private static IEnumerable<FaceLabel> Around(Face face, string text)
    {
        Box box = face.Box;
        float height = Math.Clamp(Share * MathF.Min(box.Width, box.Height), Least, Most);
        Vector2 size = ImageDrawing.MeasureLabel(text, height);
        float gap = height / 4;
        Vector2[] corners =
        [
            new(box.Left, box.Top - gap - size.Y), new(box.Right - size.X, box.Top - gap - size.Y), new(box.Left, box.Bottom + gap),
            new(box.Right - size.X, box.Bottom + gap),
            new(box.Right + gap, box.Top), new(box.Left - gap - size.X, box.Top), new(box.Left, box.Top),
            new(box.Left, box.Bottom - size.Y),
        ];
        return corners.Select(corner => new Vector2(MathF.Round(corner.X), MathF.Round(corner.Y)))
            .Select(corner => new FaceLabel(text, new Box(corner.X, corner.Y, corner.X + size.X, corner.Y + size.Y), height));
    }

    private static bool IsInside(in Box place, int width, int height) => place.Left >= 0 && place.Top >= 0 && place.Right <= width
        && place.Bottom <= height;

    private static bool Covers(in Box a, in Box b) => a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;
}
