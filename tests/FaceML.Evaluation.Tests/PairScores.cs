using System.Numerics.Tensors;

namespace FaceML.Evaluation.Tests;

/// <summary>The cosines of every pair of some vectors.</summary>
internal static class PairScores
{
    public static ComparisonScores Of(string[] people, float[][] vectors)
    {
        (int First, int Second)[] pairs =
            [.. from i in Enumerable.Range(0, people.Length) from j in Enumerable.Range(i + 1, people.Length - i - 1) select (i, j)];
        int[] numbers = [.. people.Select(person => Array.IndexOf(people, person))];
        return new(
            [.. pairs.Select(p => TensorPrimitives.CosineSimilarity<float>(vectors[p.First], vectors[p.Second]))],
            [.. pairs.Select(p => people[p.First] == people[p.Second])],
            [.. pairs.Select(p => numbers[p.First])],
            [.. pairs.Select(p => numbers[p.Second])]);
    }
}
