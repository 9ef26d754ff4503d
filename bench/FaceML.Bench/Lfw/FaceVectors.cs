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

    public float[]? this[string picture] => vectors[picture];

    public static FaceVectors Compute(FaceRecognizer recognizer, FaceSelection selection, string folder, IReadOnlyList<string> pictures, int workers, string cache)
    {
        FaceVectors result = new();
        if (File.Exists(cache) && result.TryRead(cache, pictures))
        {
            return result;
        }

        float[]?[] found = new float[]?[pictures.Count];
        int done = 0;
        Parallel.For(0, pictures.Count, new ParallelOptions { MaxDegreeOfParallelism = workers }, i =>
        {
            Image image = Image.Load(Path.Combine(folder, pictures[i]));
            found[i] = recognizer.TryEmbedSingle(image, selection, out FaceEmbedding? face, out _) ? face.Vector.ToArray() : null;
            int count = Interlocked.Increment(ref done);
            if (count % 500 == 0)
            {
                Console.Error.WriteLine($"{count} of {pictures.Count}");
            }
        });
        for (int i = 0; i < found.Length; i++)
        {
            result.vectors[pictures[i]] = found[i];
        }

        result.Write(cache, pictures);
        return result;
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
