using FaceML.Imaging;
using FaceML.Recognition;

namespace FaceML.Bench.Lfw;

/// <summary>The vectors of many images, computed by some workers and kept in a file, so that a second run is quick.</summary>
internal sealed class FaceVectors
{
    private const int PicturesPerWrite = 500;

    private readonly Dictionary<string, float[]?> vectors = new(StringComparer.Ordinal);

    /// <summary>Images in which no face was found.</summary>
    public int Missed => vectors.Values.Count(vector => vector is null);

    public int Count => vectors.Count;

    /// <summary>Images whose vector differs from another selection's.</summary>
    public int DifferentFrom(FaceVectors other) =>
        vectors.Count(v => v.Value is { } a && other[v.Key] is { } b && !a.AsSpan().SequenceEqual(b));

    public float[]? this[string picture] => vectors[picture];

    /// <summary>
    /// The vectors of the face that each selection means, in the selections' order. An image is decoded and searched once for all
    /// of them, and embedded once where they mean the same face. What the caches hold is not computed again; they grow as the work goes on.
    /// </summary>
    public static FaceVectors[] Compute(FaceRecognizer recognizer, IReadOnlyList<FaceSelection> selections, string folder,
        IReadOnlyList<string> pictures, int workers, IReadOnlyList<string> caches)
    {
        FaceVectors[] results = [.. caches.Select(Read)];
        string[] missing = [.. pictures.Where(p => results.Any(r => !r.vectors.ContainsKey(p)))];
        int done = pictures.Count - missing.Length;
        foreach (string[] part in missing.Chunk(PicturesPerWrite))
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
            Console.Error.WriteLine($"{done} of {pictures.Count}");
        }

        return [.. results.Select(r => r.Of(pictures))];
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

    private FaceVectors Of(IReadOnlyList<string> pictures)
    {
        FaceVectors part = new();
        foreach (string picture in pictures)
        {
            part.vectors[picture] = vectors[picture];
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
            string picture = reader.ReadString();
            int length = reader.ReadInt32();
            float[]? vector = length == 0 ? null : new float[length];
            for (int i = 0; i < length; i++)
            {
                vector![i] = reader.ReadSingle();
            }

            result.vectors[picture] = vector;
        }

        return result;
    }

    private void Write(string cache)
    {
        string temporary = cache + ".tmp";
        using (BinaryWriter writer = new(File.Create(temporary)))
        {
            writer.Write(vectors.Count);
            foreach ((string picture, float[]? found) in vectors)
            {
                float[] vector = found ?? [];
                writer.Write(picture);
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
