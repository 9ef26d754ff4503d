namespace FaceML.Bench.Lfw;

/// <summary>The vectors of many images, computed by some workers and kept in a file, so that a second run is quick.</summary>
internal sealed class FaceVectors
{
    private const int ImagesPerWrite = 500;

    private readonly Dictionary<string, float[]?> vectors = new(StringComparer.Ordinal);

    /// <summary>Images in which no face was found.</summary>
    public int Missed => vectors.Values.Count(vector => vector is null);

    public int Count => vectors.Count;

    /// <summary>Images whose vector differs from another selection's.</summary>
    public int DifferentFrom(FaceVectors other) =>
        vectors.Count(v => v.Value is { } a && other[v.Key] is { } b && !a.AsSpan().SequenceEqual(b));

    public float[]? this[string file] => vectors[file];

    /// <summary>
    /// The vectors of the face that each selection means, in the selections' order. An image is decoded and searched once for all
    /// of them, and embedded once where they mean the same face. What the caches hold is not computed again; they grow as the work goes on.
    /// </summary>
    public static FaceVectors[] Compute(FaceRecognizer recognizer, IReadOnlyList<FaceSelection> selections, string folder,
        IReadOnlyList<string> images, int workers, IReadOnlyList<string> caches)
    {
        FaceVectors[] results = [.. caches.Select(Read)];
        string[] missing = [.. images.Where(p => results.Any(r => !r.vectors.ContainsKey(p)))];
        int done = images.Count - missing.Length;
        foreach (string[] part in missing.Chunk(ImagesPerWrite))
        {
            float[]?[][] found = new float[]?[part.Length][];
            Parallel.For(0, part.Length, new ParallelOptions { MaxDegreeOfParallelism = workers }, i =>
                found[i] = Embed(recognizer, selections, Image.Load(Path.Combine(folder, part[i]))));
            for (int s = 0; s < results.Length; s++)
            {
                for (int i = 0; i < part.Length; i++)
                {
                    results[s].vectors[part[i]] = found[i][s];
                }

                results[s].Write(caches[s]);
            }

            done += part.Length;
            Console.Error.WriteLine($"{done} of {images.Count}");
        }

        return [.. results.Select(r => r.Of(images))];
    }

    private static float[]?[] Embed(FaceRecognizer recognizer, IReadOnlyList<FaceSelection> selections, Image image)
    {
        IReadOnlyList<DetectedFace> faces = recognizer.Find(image);
        Dictionary<Box, float[]> embedded = [];
        return [.. selections.Select(selection =>
        {
            if (FaceRecognizer.Select(faces, image, selection, out DetectedFace face) != FaceStatus.Found)
            {
                return null;
            }

            if (!embedded.TryGetValue(face.Box, out float[]? vector))
            {
                vector = recognizer.Embedder.Embed(image, recognizer.Locate(image, face).Points);
                embedded.Add(face.Box, vector);
            }

            return vector;
        })];
    }

    private FaceVectors Of(IReadOnlyList<string> images)
    {
        FaceVectors part = new();
        foreach (string file in images)
        {
            part.vectors[file] = vectors[file];
        }

        return part;
    }

    private static FaceVectors Read(string cache)
    {
        FaceVectors result = new();
        if (!File.Exists(cache))
        {
            return result;
        }

        using BinaryReader reader = new(File.OpenRead(cache));
        int count = reader.ReadInt32();
        for (int n = 0; n < count; n++)
        {
            string file = reader.ReadString();
            int length = reader.ReadInt32();
            float[]? vector = length == 0 ? null : new float[length];
            for (int i = 0; i < length; i++)
            {
                vector![i] = reader.ReadSingle();
            }

            result.vectors[file] = vector;
        }

        return result;
    }

    private void Write(string cache)
    {
        string temporary = cache + ".tmp";
        using (BinaryWriter writer = new(File.Create(temporary)))
        {
            writer.Write(vectors.Count);
            foreach ((string file, float[]? found) in vectors)
            {
                float[] vector = found ?? [];
                writer.Write(file);
                writer.Write(vector.Length);
                foreach (float number in vector)
                {
                    writer.Write(number);
                }
            }
        }

        File.Move(temporary, cache, overwrite: true);
    }
}
