using FaceML.Imaging;
using FaceML.Vision;

namespace FaceML.Bench.Lfw;

/// <summary>The vectors of many pictures, computed by some workers and kept in a file, so that a second run is quick.</summary>
internal sealed class FaceVectors
{
    private readonly Dictionary<string, float[]?> vectors = new(StringComparer.Ordinal);

    /// <summary>Pictures in which no face was found.</summary>
    public int Missed => vectors.Values.Count(vector => vector is null);

    public int Count => vectors.Count;

    /// <summary>Pictures whose vector differs from another selection's.</summary>
    public int DifferentFrom(FaceVectors other) => vectors.Count(v => v.Value is { } a && other[v.Key] is { } b && !a.AsSpan().SequenceEqual(b));

    public float[]? this[string picture] => vectors[picture];

    /// <summary>
    /// The vectors of the face that each selection means, in the selections' order. A picture is decoded and searched once for all
    /// of them, and embedded once where they mean the same face.
    /// </summary>
    public static FaceVectors[] Compute(FaceRecognizer recognizer, IReadOnlyList<FaceSelection> selections, string folder, IReadOnlyList<string> pictures, int workers, IReadOnlyList<string> caches)
    {
        FaceVectors[] results = [.. selections.Select(_ => new FaceVectors())];
        if (results.Zip(caches).All(pair => File.Exists(pair.Second) && pair.First.TryRead(pair.Second, pictures)))
        {
            return results;
        }

        float[]?[][] found = new float[]?[pictures.Count][];
        int done = 0;
        Parallel.For(0, pictures.Count, new ParallelOptions { MaxDegreeOfParallelism = workers }, i =>
        {
            found[i] = Embed(recognizer, selections, Image.Load(Path.Combine(folder, pictures[i])));
            int count = Interlocked.Increment(ref done);
            if (count % 500 == 0)
            {
                Console.Error.WriteLine($"{count} of {pictures.Count}");
            }
        });
        for (int s = 0; s < results.Length; s++)
        {
            for (int i = 0; i < found.Length; i++)
            {
                results[s].vectors[pictures[i]] = found[i][s];
            }

            results[s].Write(caches[s], pictures);
        }

        return results;
    }

    private static float[]?[] Embed(FaceRecognizer recognizer, IReadOnlyList<FaceSelection> selections, Image image)
    {
        IReadOnlyList<DetectedFace> faces = recognizer.Detector.Detect(image);
        Dictionary<Box, float[]> embedded = [];
        return [.. selections.Select(selection =>
        {
            if (FaceRecognizer.Select(faces, image, selection, out DetectedFace face) != FaceStatus.Found)
            {
                return null;
            }

            if (!embedded.TryGetValue(face.Box, out float[]? vector))
            {
                vector = recognizer.Embedder.Embed(image, recognizer.Landmarker.Locate(image, face.Box).FivePoints);
                embedded.Add(face.Box, vector);
            }

            return vector;
        })];
    }

    private bool TryRead(string cache, IReadOnlyList<string> pictures)
    {
        using BinaryReader reader = new(File.OpenRead(cache));
        if (reader.ReadInt32() != pictures.Count)
        {
            return false;
        }

        foreach (string picture in pictures)
        {
            if (reader.ReadString() != picture)
            {
                return false;
            }

            int length = reader.ReadInt32();
            float[]? vector = length == 0 ? null : new float[length];
            for (int i = 0; i < length; i++)
            {
                vector![i] = reader.ReadSingle();
            }

            vectors[picture] = vector;
        }

        return true;
    }

    private void Write(string cache, IReadOnlyList<string> pictures)
    {
        using BinaryWriter writer = new(File.Create(cache));
        writer.Write(pictures.Count);
        foreach (string picture in pictures)
        {
            float[] vector = vectors[picture] ?? [];
            writer.Write(picture);
            writer.Write(vector.Length);
            foreach (float number in vector)
            {
                writer.Write(number);
            }
        }
    }
}
