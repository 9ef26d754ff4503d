using System.Collections.Concurrent;
using System.Numerics;

namespace FaceML.Cli;

/// <summary>A folder that gets a copy of each image with its faces drawn. Two images of one name get two files. Thread-safe.</summary>
internal sealed class AnnotationFolder
{
    private static readonly Rgb BoxColor = new(0x2D, 0xD4, 0xBF);

    private static readonly Rgb PointColor = new(0xFA, 0xCC, 0x15);

    // Line and dots as shares of the face's shorter side.
    private const float LineShare = 0.03f, DotShare = 0.025f;

    private readonly string path;

    private readonly ConcurrentDictionary<string, int> used = new(StringComparer.OrdinalIgnoreCase);

    public AnnotationFolder(DirectoryInfo directory)
    {
        directory.Create();
        path = directory.FullName;
    }

    /// <summary>Draws on a copy and writes it. Returns the file written.</summary>
    /// <param name="file">The image's file, for the name.</param>
    /// <param name="image">The image.</param>
    /// <param name="faces">Its faces.</param>
    /// <param name="names">What to call each face; null for numbers and scores.</param>
    public string Write(string file, Image image, IReadOnlyList<Face> faces, IReadOnlyList<string>? names = null)
    {
        Image drawn = Draw(image, faces, names);
        string name = Path.GetFileNameWithoutExtension(file);
        int count = used.AddOrUpdate(name, 1, (_, n) => n + 1);
        string target = Path.Combine(path, count == 1 ? $"{name}.jpg" : string.Create(CultureInfo.InvariantCulture, $"{name}-{count}.jpg"));
        drawn.Save(target);
        return target;
    }

    /// <summary>A copy of the image with boxes, points and labels: names, or numbers and scores.</summary>
    public static Image Draw(Image image, IReadOnlyList<Face> faces, IReadOnlyList<string>? names = null)
    {
        Image drawn = image.Clone();
        foreach (Face face in faces)
        {
            float width = MathF.Min(face.Box.Width, face.Box.Height);
            drawn.DrawBox(face.Box, BoxColor, Math.Clamp(width * LineShare, 1, drawn.SuitingThickness()));
            for (int i = 0; i < FacePoints.Count; i++)
            {
                drawn.DrawPoint(face.Points[i], PointColor, Math.Clamp(width * DotShare, 0.8f, 1.2f * drawn.SuitingThickness()));
            }
        }

        foreach (FaceLabel label in FaceLabel.PlaceAll(faces, image.Width, image.Height, names))
        {
            drawn.DrawLabel(new Vector2(label.Place.Left, label.Place.Bottom), label.Text, BoxColor, label.Height);
        }

        return drawn;
    }
}
