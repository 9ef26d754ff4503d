using System.Collections.Concurrent;
using System.Security.Cryptography;
using FaceML.Imaging;
using FaceML.Recognition;

namespace FaceML.Bench.Lfw;

/// <summary>What an embedder makes of aligned chips; a chip that was embedded before is not embedded again.</summary>
internal sealed class ChipVectors(FaceEmbedder embedder)
{
    private const int ChipsPerRun = 16;

    private readonly ConcurrentDictionary<string, float[]> known = new(StringComparer.Ordinal);

    /// <summary>The vectors of chips, in their order.</summary>
    public float[][] Of(Image[] chips)
    {
        string[] keys = [.. chips.AsParallel().AsOrdered().Select(chip => Convert.ToHexString(SHA256.HashData(chip.Pixels)))];
        int[] missing = [.. Enumerable.Range(0, chips.Length).Where(i => !known.ContainsKey(keys[i])).DistinctBy(i => keys[i])];
        Parallel.ForEach(missing.Chunk(ChipsPerRun), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, run =>
        {
            foreach ((int i, float[] vector) in run.Zip(embedder.EmbedChips([.. run.Select(i => chips[i])])))
            {
                known[keys[i]] = vector;
            }
        });
        return Array.ConvertAll(keys, key => known[key]);
    }
}
