using FaceML.Bench.Networks;

namespace FaceML.Bench.Lfw;

/// <summary>The vectors of many images, computed by some workers and kept in a file, so that a second run is quick.</summary>
internal sealed class FaceVectors
{
    private const int ImagesPerWrite = 500;

    private readonly Dictionary<string, float[]?> vectors;

    private FaceVectors(Dictionary<string, float[]?> vectors) => this.vectors = vectors;

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
        FaceVectors[] results = [.. caches.Select(cache => new FaceVectors(VectorFile.Read(cache)))];
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

                VectorFile.Write(caches[s], results[s].vectors);
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

    private FaceVectors Of(IReadOnlyList<string> images) =>
        new(images.Distinct().ToDictionary(file => file, file => vectors[file], StringComparer.Ordinal));
}
