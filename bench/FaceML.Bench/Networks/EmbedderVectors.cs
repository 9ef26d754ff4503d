using System.Security.Cryptography;
using System.Text;

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

    public float[]? Of(int image, bool flip) => (flip ? flipped : plain)[image];

    public static EmbedderVectors Read(
        NetworkEntry entry, IReadOnlyList<string> images, IReadOnlyList<FacePoints?> points, string recipe, TextWriter log)
    {
        string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(entry.Card.ToJson() + recipe)))[..16];
        string[] caches = [.. new[] { "plain", "flip" }
            .Select(kind => Path.Combine(DataSets.Artifacts, $"lfw-{entry.Card.Name}-{recipe}-{key}.{kind}"))];
        float[]?[]?[] found = [.. caches.Select(cache => VectorFile.TryRead(cache, images))];
        if (found is not [not null, not null])
        {
            found = Compute(entry, images, points, recipe, log);
            VectorFile.Write(caches[0], images, found[0]!);
            VectorFile.Write(caches[1], images, found[1]!);
        }

        return new(entry.Card, found[0]!, found[1]!);
    }

    private static float[]?[][] Compute(
        NetworkEntry entry, IReadOnlyList<string> images, IReadOnlyList<FacePoints?> points, string recipe, TextWriter log)
    {
        using OnnxNetwork network = entry.Load();
        FaceEmbedder embedder = new(network, new EmbedderOptions { Flip = false }); // the mirrored faces are added here
        FaceAligner aligner = new(embedder.Template);
        float[]?[][] result = [new float[]?[images.Count], new float[]?[images.Count]];
        Progress progress = new(log, $"{entry.Card.Name}, {recipe}", images.Count);
        Parallel.For(0, images.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            Image image = Image.Load(DataSets.Find("lfw-deepfunneled", images[i]));
            if (points[i] is { } face && aligner.TryAlign(image, face, out Image? alignedFace))
            {
                float[][] both = embedder.EmbedAligned([alignedFace, alignedFace.FlipHorizontal()]);
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
