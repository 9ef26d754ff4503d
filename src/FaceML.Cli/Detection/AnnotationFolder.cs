using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using FaceML.Imaging;
using FaceML.Vision;

namespace FaceML.Cli;

/// <summary>A folder that gets a copy of each picture with its faces drawn. Two pictures of one name get two files. Thread-safe.</summary>
internal sealed class AnnotationFolder
{
    private static readonly Rgb BoxColor = new(0x2D, 0xD4, 0xBF);

    private static readonly Rgb PointColor = new(0xFA, 0xCC, 0x15);

    private readonly string path;

    private readonly ConcurrentDictionary<string, int> used = new(StringComparer.OrdinalIgnoreCase);

    public AnnotationFolder(DirectoryInfo directory)
    {
        directory.Create();
        path = directory.FullName;
    }

    /// <summary>Draws on a copy and writes it. Returns the file written.</summary>
    public string Write(string file, Image image, IReadOnlyList<Face> faces)
    {
        Image drawn = Draw(image, faces);
        string name = Path.GetFileNameWithoutExtension(file);
        int count = used.AddOrUpdate(name, 1, (_, n) => n + 1);
        string target = Path.Combine(path, count == 1 ? $"{name}.jpg" : string.Create(CultureInfo.InvariantCulture, $"{name}-{count}.jpg"));
        drawn.Save(target);
        return target;
    }

    /// <summary>A copy of the picture with boxes, points and numbered labels.</summary>
    public static Image Draw(Image image, IReadOnlyList<Face> faces)
    {
        Image drawn = image.Clone();
        foreach ((int number, Face face) in faces.Index())
        {
            drawn.DrawBox(face.Box, BoxColor);
            for (int i = 0; i < FacePoints.Count; i++)
            {
                drawn.DrawPoint(face.Points[i], PointColor);
            }

            drawn.DrawLabel(new Vector2(face.Box.Left, face.Box.Top), string.Create(CultureInfo.InvariantCulture, $"{number + 1}  {face.Score:F2}"), BoxColor);
        }

        return drawn;
    }
}
