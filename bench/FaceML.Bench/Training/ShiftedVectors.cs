using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using FaceML.Augmentation;
using FaceML.Files;

namespace FaceML.Bench.Training;

/// <summary>
/// The vectors of LFW's aligned faces after a shift, by the embedding network of the default recipe; kept in a file for the next run.
/// </summary>
internal static class ShiftedVectors
{
    private const int FacesPerRun = 16;

    /// <summary>A vector for every image of everybody with two images or more; the same rows and people for every shift.</summary>
    public static EmbeddingSet Load(FaceShift shift)
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        string recipe = string.Join('|', recognizer.Networks.Select(n => n.Card.Sha256)) + recognizer.Options + shift.Options;
        string cache = Path.Combine(
            DataSets.Artifacts, $"lfw-{shift.Name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recipe)))[..16]}.bin");
        if (!File.Exists(cache))
        {
            Write(cache, Compute(recognizer, shift));
        }

        return Read(cache);
    }

    private static EmbeddingSet Compute(FaceRecognizer recognizer, FaceShift shift)
    {
        LfwAlignedFaces lfw = LfwAlignedFaces.Load(recognizer);
        FaceAugmentation? augmentation = shift.Options is { } options ? new FaceAugmentation(options, recognizer.Embedder.Template) : null;
        float[][] vectors = new float[lfw.AlignedFaces.Length][];
        int[][] runs = [.. Enumerable.Range(0, vectors.Length).Chunk(FacesPerRun)];
        int done = 0;
        Parallel.ForEach(runs, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, run =>
        {
            Image[] alignedFaces = [.. run.Select(i => augmentation?.Apply(lfw.AlignedFaces[i]) ?? lfw.AlignedFaces[i])];
            recognizer.Embedder.EmbedAligned(alignedFaces).CopyTo(vectors, run[0]);
            if (Interlocked.Increment(ref done) % 100 == 0)
            {
                Console.Error.WriteLine($"{shift.Name}: {done * FacesPerRun} of {vectors.Length}");
            }
        });
        return EmbeddingSet.FromVectors(vectors, lfw.People);
    }

    private static void Write(string cache, EmbeddingSet set) => AtomicFile.Write(cache, stream =>
    {
        using BinaryWriter writer = new(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(set.Count);
        writer.Write(set.Length);
        writer.Write(MemoryMarshal.AsBytes(set.Labels));
        writer.Write(MemoryMarshal.AsBytes(set.Values));
    });

    private static EmbeddingSet Read(string cache)
    {
        using FileStream stream = File.OpenRead(cache);
        using BinaryReader reader = new(stream);
        int count = reader.ReadInt32(), length = reader.ReadInt32();
        int[] labels = new int[count];
        float[] values = new float[count * length];
        stream.ReadExactly(MemoryMarshal.AsBytes(labels.AsSpan()));
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return new EmbeddingSet(values, labels, length);
    }
}
