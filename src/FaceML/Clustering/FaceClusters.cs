using System.Numerics.Tensors;
using FaceML.Training.Clustering;
using FaceML.Training.Data;

namespace FaceML.Clustering;

/// <summary>
/// Vectors with the group of each, and the groups' means: of length 1, or compensated where a quality model says how faces are compared. A
/// score is an inner product. Immutable and safe to share.
/// </summary>
internal sealed class FaceClusters
{
    /// <summary>The group of a face that is in none.</summary>
    public const int Ungrouped = -1;

    private readonly float[] vectors;
    private readonly int[] groups;
    private readonly float[] means;

    /// <param name="vectors">Faces × length, row-major, of length 1 or compensated.</param>
    /// <param name="groups">The group of each, numbered from 0 without gaps, or <see cref="Ungrouped"/>.</param>
    /// <param name="length">Numbers in a vector.</param>
    /// <param name="quality">What compensates vectors; null where they are compared by the cosine.</param>
    public FaceClusters(float[] vectors, int[] groups, int length, FaceQualityModel? quality)
    {
        (this.vectors, this.groups, Length, Quality) = (vectors, groups, length, quality);
        Count = groups.Length == 0 ? 0 : groups.Max() + 1;
        means = Means(vectors, groups, Count, length);
    }

    public int Length { get; }

    public FaceQualityModel? Quality { get; }

    /// <summary>The number of groups.</summary>
    public int Count { get; }

    public ReadOnlySpan<float> Vectors => vectors;

    public ReadOnlySpan<int> Groups => groups;

    /// <summary>Finds groups, and releases those that are too small or too loose.</summary>
    public static FaceClusters Find(EmbeddingSet set, FaceClusterOptions options)
    {
        float[] compared = new float[set.Values.Length];
        List<int> recognizable = [];
        for (int row = 0; row < set.Count; row++)
        {
            if (TryCompensate(set.Row(row), options.QualityModel, compared.AsSpan(row * set.Length, set.Length)))
            {
                recognizable.Add(row);
            }
        }

        int[] found = Enumerable.Repeat(Ungrouped, set.Count).ToArray();
        if (recognizable.Count > 0)
        {
            int[] groups = Group(new EmbeddingSet(compared, set.Labels.ToArray(), set.Length).Take(recognizable), options);
            for (int i = 0; i < groups.Length; i++)
            {
                found[recognizable[i]] = groups[i];
            }
        }

        return new FaceClusters(compared, Large(found, options.MinimumSize), set.Length, options.QualityModel);
    }

    /// <summary>
    /// The group of the nearest face that was learned, and the score with the group's mean; none when that face is in none or not
    /// linked, and for a face that is not recognizable.
    /// </summary>
    public (int Group, float Score) Assign(ReadOnlySpan<float> vector, float threshold)
    {
        float[] compared = new float[Length];
        if (!TryCompensate(vector, Quality, compared))
        {
            return (Ungrouped, float.NaN);
        }

        float best = float.NegativeInfinity;
        int nearest = 0;
        for (int i = 0; i < groups.Length; i++)
        {
            float score = TensorPrimitives.Dot<float>(compared, vectors.AsSpan(i * Length, Length));
            (nearest, best) = score > best ? (i, score) : (nearest, best);
        }

        int group = best >= threshold ? groups[nearest] : Ungrouped;
        return group == Ungrouped
            ? (Ungrouped, float.NaN)
            : (group, TensorPrimitives.Dot<float>(compared, means.AsSpan(group * Length, Length)));
    }

    // How a vector is compared; false for a face that is not recognizable, which is in no group.
    private static bool TryCompensate(ReadOnlySpan<float> vector, FaceQualityModel? quality, Span<float> compared)
    {
        if (quality is null)
        {
            vector.CopyTo(compared);
            Normalize(compared);
            return true;
        }

        FaceQualityModel.Assessed face = quality.Assess(vector);
        face.Compensated.CopyTo(compared);
        return face.Quality >= quality.Floor;
    }

    private static int[] Group(EmbeddingSet set, FaceClusterOptions options)
    {
        var graph = SimilarityGraph.Build(set, options.Threshold);
        int[] found = options.Method switch
        {
            FaceClusterMethod.ChineseWhispers => ChineseWhispers.Cluster(graph, seed: options.Seed),
            FaceClusterMethod.Linking => ThresholdLinking.Cluster(graph),
            _ => Dbscan.Cluster(graph, options.MinimumPoints),
        };
        float[] vectors = set.Values.ToArray(), means = Means(vectors, found, found.Max() + 1, set.Length);
        for (int i = 0; i < found.Length; i++)
        {
            bool loose = found[i] != Ungrouped && Dot(vectors, i, means, found[i], set.Length) < options.MinimumScore;
            found[i] = loose ? Ungrouped : found[i];
        }

        return found;
    }

    // Numbered anew by first appearance.
    private static int[] Large(int[] found, int minimumSize)
    {
        Dictionary<int, int> sizes = found.Where(g => g != Ungrouped).CountBy(g => g).ToDictionary(g => g.Key, g => g.Value);
        var numbers = new Dictionary<int, int>();
        return Array.ConvertAll(found, group =>
        {
            if (group == Ungrouped || sizes[group] < minimumSize)
            {
                return Ungrouped;
            }

            numbers.TryAdd(group, numbers.Count);
            return numbers[group];
        });
    }

    private static float[] Means(float[] vectors, int[] groups, int count, int length)
    {
        float[] means = new float[count * length];
        for (int i = 0; i < groups.Length; i++)
        {
            if (groups[i] != Ungrouped)
            {
                Span<float> mean = means.AsSpan(groups[i] * length, length);
                TensorPrimitives.Add(mean, vectors.AsSpan(i * length, length), mean);
            }
        }

        for (int at = 0; at < means.Length; at += length)
        {
            Normalize(means.AsSpan(at, length));
        }

        return means;
    }

    private static float Dot(float[] left, int row, float[] right, int other, int length) =>
        TensorPrimitives.Dot<float>(left.AsSpan(row * length, length), right.AsSpan(other * length, length));

    private static void Normalize(Span<float> vector) =>
        TensorPrimitives.Divide(vector, MathF.Max(TensorPrimitives.Norm<float>(vector), 1e-12f), vector);
}
