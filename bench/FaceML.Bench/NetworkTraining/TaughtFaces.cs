using FaceML.Bench.Networks;

namespace FaceML.Bench.NetworkTraining;

/// <summary>A face to learn from.</summary>
/// <param name="AlignedFace">As a student sees it.</param>
/// <param name="Person">Who it shows.</param>
/// <param name="Teacher">What the teacher makes of it, from the image.</param>
internal sealed record TaughtFace(Image AlignedFace, int Person, float[] Teacher);

/// <summary>
/// LFW's faces with a recognizer's vectors of them, which are kept in files of 250 images: a run that is interrupted goes on where it was.
/// </summary>
internal static class TaughtFaces
{
    private const int Block = 250;

    /// <summary>
    /// The people with at least <paramref name="fewest"/> images, at most <paramref name="most"/> of each; in ordinal order.
    /// </summary>
    public static TaughtFace[] OfLfw(int fewest, int most, FaceRecognizerOptions teacher, NetworkCatalog catalog)
    {
        string root = DataSets.Find("lfw-deepfunneled");
        (string File, int Person)[] images = [.. Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal)
            .Select(d => Directory.GetFiles(d).Order(StringComparer.Ordinal).ToArray()).Where(f => f.Length >= fewest)
            .SelectMany((files, person) => files.Take(most).Select(file => (Path.GetRelativePath(root, file), person)))];
        Image?[] alignedFaces;
        using (FaceRecognizer recognizer = FaceRecognizer.CreateDefault())
        {
            alignedFaces = new AlignedFaceCache(Path.Combine(DataSets.Artifacts, "chips"), recognizer, FaceSelection.Central).Read(
                [.. images.Select(p => Path.Combine(root, p.File))]);
        }

        float[]?[] vectors = Vectors(root, [.. images.Select(p => p.File)], teacher, catalog);
        return [.. images.Select((p, i) => (p.Person, AlignedFace: alignedFaces[i], Teacher: vectors[i]))
            .Where(f => f.AlignedFace is not null && f.Teacher is not null)
            .GroupBy(f => f.Person).Where(g => g.Count() >= fewest).SelectMany(g => g)
                .Select(f => new TaughtFace(f.AlignedFace!, f.Person, f.Teacher!))];
    }

    private static float[]?[] Vectors(string root, string[] images, FaceRecognizerOptions teacher, NetworkCatalog catalog)
    {
        using FaceRecognizer recognizer = FaceRecognizer.Create(catalog, teacher);
        string key = teacher.Fingerprint(catalog)[..16];
        List<float[]?> result = [];
        foreach ((string[] block, int number) in images.Chunk(Block).Select((b, i) => (b, i)))
        {
            string file = Path.Combine(DataSets.Artifacts, $"lfw-teacher-{key}-{number}.vectors");
            if (VectorFile.TryRead(file, block) is not { } found)
            {
                found = new float[]?[block.Length];
                Parallel.For(0, block.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
                    found[i] = recognizer.TryEmbedSingle(Image.Load(Path.Combine(root, block[i])), FaceSelection.Central,
                        out FaceEmbedding? face, out _) ? face.Vector.ToArray() : null);
                VectorFile.Write(file, block, found);
                Console.Error.WriteLine($"{Math.Min(images.Length, (number + 1) * Block)} of {images.Length} images by the teacher");
            }

            result.AddRange(found);
        }

        return [.. result];
    }
}
