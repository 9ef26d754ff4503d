namespace FaceML.Evaluation.Protocols;

/// <summary>An annotated face of WIDER FACE.</summary>
/// <param name="Left">Pixels from the image's left edge to the box.</param>
/// <param name="Top">Pixels from the image's upper edge to the box.</param>
/// <param name="Width">The width of the box.</param>
/// <param name="Height">The height of the box.</param>
/// <param name="Blur">0 clear, 1 normal, 2 heavy.</param>
/// <param name="Expression">0 typical, 1 exaggerated.</param>
/// <param name="Illumination">0 normal, 1 extreme.</param>
/// <param name="Invalid">1 where the annotators doubt the face.</param>
/// <param name="Occlusion">0 none, 1 partial, 2 heavy.</param>
/// <param name="Pose">0 typical, 1 atypical.</param>
internal readonly record struct WiderFaceBox(
    int Left, int Top, int Width, int Height, int Blur, int Expression, int Illumination, int Invalid, int Occlusion, int Pose);

/// <summary>An image of WIDER FACE and its faces.</summary>
/// <param name="Path">The path below the image folder, with forward slashes.</param>
/// <param name="Faces">The faces; empty when none is annotated.</param>
internal sealed record WiderFaceImage(string Path, IReadOnlyList<WiderFaceBox> Faces);

/// <summary>
/// The annotations of WIDER FACE (Yang et al. 2016), <c>wider_face_val_bbx_gt.txt</c>: an image's path, the number of its faces, a line of
/// ten numbers for each; of an image without a face, one line of zeros. Images are read as they are asked for. Thread-safe.
/// </summary>
internal static class WiderFaceProtocol
{
    private const int MostFaces = 100_000, Fields = 10;

    /// <summary>Reads the images.</summary>
    /// <param name="file">The annotations.</param>
    /// <param name="images">The published number of images; null to take any.</param>
    /// <exception cref="ProtocolFormatException">A line of another form, when it is reached; another number of images, at the
    /// end.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<WiderFaceImage> Read(string file, long? images)
    {
        using IEnumerator<string> lines = File.ReadLines(file).GetEnumerator();
        int number = 0;
        long found = 0;
        while (Next(lines, ref number) is { } path)
        {
            path = path.Trim().Replace('\\', '/');
            if (path.Length == 0)
            {
                continue;
            }

            if (!SafePath.IsInside(path) || !Path.HasExtension(path))
            {
                throw new ProtocolFormatException(file, number, $"expected the path of an image, got '{path}'.");
            }

            string? text = Next(lines, ref number);
            if (!int.TryParse(text, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int count) || count > MostFaces)
            {
                throw new ProtocolFormatException(file, number, $"expected the number of faces of {path}, got '{text ?? "the end"}'.");
            }

            List<WiderFaceBox> faces = [];
            for (int face = 0; face < Math.Max(1, count); face++)
            {
                string? line = Next(lines, ref number);
                WiderFaceBox box = Box(line) ?? throw new ProtocolFormatException(
                    file, number, $"expected ten numbers for face {face + 1} of {path}, got '{line ?? "the end"}'.");
                faces.Add(box);
            }

            found++;
            yield return new WiderFaceImage(path, count == 0 ? [] : faces);
        }

        ImagePairs.RequireCount(file, "images", found, images);
    }

    private static string? Next(IEnumerator<string> lines, ref int number)
    {
        number++;
        return lines.MoveNext() ? lines.Current : null;
    }

    private static WiderFaceBox? Box(string? line)
    {
        string[] parts = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        int[] n = new int[Fields];
        for (int i = 0; i < Fields; i++)
        {
            if (parts.Length != Fields || !int.TryParse(parts[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out n[i])
                || (i > 1 && n[i] < 0))
            {
                return null;
            }
        }

        return new(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9]);
    }
}
