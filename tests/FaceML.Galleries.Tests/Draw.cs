using FaceML.Galleries.Decisions;

namespace FaceML.Galleries.Tests;

/// <summary>Random unit vectors and what galleries of them are made with.</summary>
internal static class Draw
{
    public const int Dimension = 64;

    public static GalleryRecipe Recipe { get; } = new("balanced", "3f2a91c0d4e5");

    public static GalleryDefinition Definition { get; } = new() { Id = "door", Recipe = Recipe, Dimension = Dimension };

    /// <summary>Decides at a score of 0.5.</summary>
    public static GalleryOptions Deciding { get; } = new() { Threshold = GalleryThreshold.Fixed(0.5f) };

    public static float[] Unit(Random random, int dimension = Dimension)
    {
        double[] numbers =
            [.. Enumerable.Range(0, dimension)
            .Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
        double norm = Math.Sqrt(numbers.Sum(x => x * x));
        return [.. numbers.Select(x => (float)(x / norm))];
    }

    /// <summary>A unit vector whose cosine with another is about <paramref name="cosine"/>.</summary>
    public static float[] Near(Random random, float[] vector, double cosine = 0.8)
    {
        float[] other = Unit(random, vector.Length);
        double dot = vector.Zip(other, (a, b) => (double)a * b).Sum();
        double[] across = [.. other.Zip(vector, (o, v) => o - (dot * v))];
        double norm = Math.Sqrt(across.Sum(x => x * x)), sine = Math.Sqrt(1 - (cosine * cosine));
        return [.. vector.Zip(across, (v, a) => (float)((cosine * v) + (sine * a / norm)))];
    }

    public static float Dot(float[] a, float[] b) => (float)a.Zip(b, (x, y) => (double)x * y).Sum();

    public static Enrollment Of(string person, float[] embedding) => new(person, embedding, Recipe);
}
