using System.Diagnostics;
using System.Numerics.Tensors;
using System.Security.Cryptography;
using System.Text;
using FaceML.Imaging;
using FaceML.Networks;
using FaceML.Recognition;

namespace FaceML.Bench.Networks;

/// <summary>
/// One network's vectors of LFW's View 2 images: of each aligned face as it is and, from the same points, mirrored (the two halves of
/// <see cref="EmbedderOptions.Flip"/>), kept in a file.
/// </summary>
internal sealed class EmbedderVectors
{
    private readonly float[]?[] plain;
    private readonly float[]?[] flipped;

    private EmbedderVectors(NetworkCard card, float[]?[] plain, float[]?[] flipped)
    {
        Card = card;
        this.plain = plain;
        this.flipped = flipped;
    }

    public NetworkCard Card { get; }

    public float[]? Of(int picture, bool flip) => (flip ? flipped : plain)[picture];

    public static EmbedderVectors Read(
        NetworkEntry entry, IReadOnlyList<string> pictures, IReadOnlyList<FacePoints?> points, string recipe, TextWriter log)
    {
        string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(entry.Card.ToJson() + recipe)))[..16];
        string[] caches = [.. new[] { "plain", "flip" }
            .Select(kind => Path.Combine(DataSets.Artifacts, $"lfw-{entry.Card.Name}-{recipe}-{key}.{kind}"))];
        float[]?[]?[] found = [.. caches.Select(cache => VectorFile.TryRead(cache, pictures))];
        if (found is not [not null, not null])
        {
            found = Compute(entry, pictures, points, recipe, log);
            VectorFile.Write(caches[0], pictures, found[0]!);
            VectorFile.Write(caches[1], pictures, found[1]!);
        }

        return new(entry.Card, found[0]!, found[1]!);
    }

    private static float[]?[][] Compute(
        NetworkEntry entry, IReadOnlyList<string> pictures, IReadOnlyList<FacePoints?> points, string recipe, TextWriter log)
    {
        using OnnxNetwork network = entry.Load();
        FaceEmbedder embedder = new(network, new EmbedderOptions { Flip = false }); // the mirrored faces are added here
        FaceAligner aligner = new(embedder.Template);
        float[]?[][] result = [new float[]?[pictures.Count], new float[]?[pictures.Count]];
        Progress progress = new(log, $"{entry.Card.Name}, {recipe}", pictures.Count);
        Parallel.For(0, pictures.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            Image image = Image.Load(DataSets.Find("lfw-deepfunneled", pictures[i]));
            if (points[i] is { } face && aligner.TryAlign(image, face, out Image? chip))
            {
                float[][] both = embedder.EmbedChips([chip, chip.FlipHorizontal()]);
                float[] sum = new float[both[0].Length];
                TensorPrimitives.Add(both[0], both[1], sum);
                TensorPrimitives.Divide(sum, TensorPrimitives.Norm<float>(sum), sum);
                (result[0][i], result[1][i]) = (both[0], sum);
            }

            progress.Step();
        });
        return result;
    }
}
