namespace FaceML.Evaluation.Tests;

/// <summary>Seeded comparisons for tests.</summary>
internal static class Draw
{
    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Normal scores, genuine ones higher by <paramref name="distance"/>; with coarse scores there are many ties.</summary>
    public static ComparisonScores Scores(int seed, int genuine, int impostor, double distance = 1.5, bool coarse = false)
    {
        Random random = new(seed);
        float Score(double mean) => coarse ? (float)Math.Round((mean + Normal(random)) * 3) / 3 : (float)(mean + Normal(random));
        float[] g = [.. Enumerable.Range(0, genuine).Select(_ => Score(distance))];
        float[] n = [.. Enumerable.Range(0, impostor).Select(_ => Score(0))];
        return ComparisonScores.FromClasses(g, n);
    }

    /// <summary>
    /// All pairs of <paramref name="people"/> people, one comparison a pair: score = wᵢ + wⱼ + e, with wᵢ ~ N(0, spread²) a person's own
    /// tendency to resemble others and e ~ N(0, 1); one genuine comparison a person.
    /// </summary>
    public static ComparisonScores SharedPeople(Random random, int people, double spread)
    {
        double[] own = [.. Enumerable.Range(0, people).Select(_ => spread * Normal(random))];
        int pairs = people * (people - 1) / 2, at = 0;
        float[] scores = new float[pairs + people];
        bool[] labels = new bool[scores.Length];
        int[] first = new int[scores.Length], second = new int[scores.Length];
        for (int i = 0; i < people; i++)
        {
            for (int j = i + 1; j < people; j++, at++)
            {
                (scores[at], first[at], second[at]) = ((float)(own[i] + own[j] + Normal(random)), i, j);
            }
        }

        for (int i = 0; i < people; i++, at++)
        {
            (scores[at], labels[at], first[at], second[at]) = ((float)(4 + Normal(random)), true, i, i);
        }

        return new ComparisonScores(scores, labels, first, second);
    }

    /// <summary>P(score ≥ threshold) of an impostor comparison of <see cref="SharedPeople"/>.</summary>
    public static double SharedPeopleRate(double threshold, double spread) =>
        1 - MathNet.Numerics.Distributions.Normal.CDF(0, Math.Sqrt(1 + (2 * spread * spread)), threshold);
}
