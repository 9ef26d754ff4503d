namespace FaceML.Bench.Galleries;

/// <summary>Vectors to fill galleries with: those of LFW, then perturbed copies of them until there are enough; or random ones. All of
/// 512 numbers and of length 1.</summary>
internal sealed class GalleryVectors
{
    // A copy is as like its original as two images of one person are: the median genuine cosine of the preset fast on LFW is about 0.7.
    private const float Likeness = 0.7f;

    // A probe is another image of one of the vectors.
    private const float ProbeLikeness = 0.6f;

    private const int Dimension = 512, RandomSeed = 1, FaceSeed = 2, ProbeSeed = 3;

    private GalleryVectors(string name, string kind, int seed, float[][] all) =>
        (Name, FileName, All) = (name, $"{kind}-{all.Length}x{Dimension}-seed{seed}", all);

    /// <summary>What they are, for tables.</summary>
    public string Name { get; }

    /// <summary>The name of a file of them: kind, count, numbers and seed.</summary>
    public string FileName { get; }

    public float[][] All { get; }

    /// <summary><c>--random-only</c> and <c>--faces-only</c> of a command.</summary>
    public static (Option<bool> Random, Option<bool> Faces) Options() => (
        new("--random-only") { Description = "Random vectors only: no data set is needed." },
        new("--faces-only") { Description = "Vectors of LFW and their copies only." });

    /// <summary>The kinds of vectors that were asked for, each made when it is come to: a million take 2 GB.</summary>
    public static IEnumerable<GalleryVectors> Of(int count, bool randomOnly, bool facesOnly)
    {
        if (!facesOnly)
        {
            yield return Random(count);
        }

        if (!randomOnly)
        {
            yield return Faces(count);
        }
    }

    /// <summary>Images of some of them.</summary>
    public ReadOnlyMemory<float>[] Probes(int count)
    {
        Random random = new(ProbeSeed);
        return [.. Enumerable.Range(0, count)
            .Select(_ => (ReadOnlyMemory<float>)Near(random, All[random.Next(All.Length)], ProbeLikeness))];
    }

    /// <summary>Random unit vectors.</summary>
    public static float[][] Units(int count, int dimension, int seed)
    {
        float[][] all = new float[count][];
        Parallel.For(0, count, i => all[i] = Unit(Source(seed, i), dimension));
        return all;
    }

    private static GalleryVectors Random(int count) => new("random", "random", RandomSeed, Units(count, Dimension, RandomSeed));

    private static GalleryVectors Faces(int count)
    {
        LfwEmbeddings lfw = LfwEmbeddings.Load();
        float[][] originals = [.. lfw.Vectors.Chunk(lfw.Dimension)], all = new float[count][];
        Parallel.For(0, count, i => all[i] = i < originals.Length
            ? originals[i]
            : Near(Source(FaceSeed, i), originals[i % originals.Length], Likeness));
        return new("LFW and copies", "faces", FaceSeed, all);
    }

    private static Random Source(int seed, int vector) => new((seed * 1_000_003) + vector);

    // A unit vector of a cosine with another.
    private static float[] Near(Random random, float[] vector, float cosine)
    {
        float[] across = Unit(random, vector.Length);
        float dot = TensorPrimitives.Dot<float>(across, vector);
        TensorPrimitives.MultiplyAdd(vector, -dot, across, across);
        TensorPrimitives.Multiply(across, MathF.Sqrt(1 - (cosine * cosine)) / TensorPrimitives.Norm<float>(across), across);
        TensorPrimitives.MultiplyAdd(vector, cosine, across, across);
        TensorPrimitives.Divide(across, TensorPrimitives.Norm<float>(across), across);
        return across;
    }

    private static float[] Unit(Random random, int dimension)
    {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i += 2)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())), angle = 2 * Math.PI * random.NextDouble();
            vector[i] = (float)(radius * Math.Cos(angle));
            if (i + 1 < dimension)
            {
                vector[i + 1] = (float)(radius * Math.Sin(angle));
            }
        }

        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }
}
