using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace FaceML.Bench.Lfw;

/// <summary>What an embedder makes of aligned aligned faces; an aligned face that was embedded before is not embedded again.</summary>
internal sealed class AlignedFaceVectors(FaceEmbedder embedder)
{
    private const int FacesPerRun = 16;

    private readonly ConcurrentDictionary<string, float[]> known = new(StringComparer.Ordinal);

    /// <summary>The vectors of aligned faces, in their order.</summary>
    public float[][] Of(Image[] alignedFaces)
    {
        string[] keys = [.. alignedFaces.AsParallel().AsOrdered()
            .Select(alignedFace => Convert.ToHexString(SHA256.HashData(alignedFace.Pixels)))];
        int[] missing = [.. Enumerable.Range(0, alignedFaces.Length).Where(i => !known.ContainsKey(keys[i])).DistinctBy(i => keys[i])];
        Parallel.ForEach(missing.Chunk(FacesPerRun), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, run =>
        {
            foreach ((int i, float[] vector) in run.Zip(embedder.EmbedAligned([.. run.Select(i => alignedFaces[i])])))
            {
                known[keys[i]] = vector;
            }
        });
        return Array.ConvertAll(keys, key => known[key]);
    }
}
