using FaceML.Training.Algebra;
using FaceML.Training.Data;

namespace FaceML.Training;

/// <summary>Searches of people who are not enrolled, to know how alike strangers come.</summary>
internal static class StrangerSearch
{
    private const int Rounds = 5;

    /// <summary>The best cosine of every row among people learned without its person.</summary>
    public static float[] Scores(EmbeddingSet set, FaceIdentityOptions options)
    {
        int[] people = [.. set.ByIdentity().Keys];
        new TrainingRandom(options.Seed).Shuffle<int>(people);
        int rounds = Math.Min(Rounds, people.Length);
        List<float> scores = [];
        for (int round = 0; round < rounds; round++)
        {
            HashSet<int> strangers = [.. people.Where((_, i) => i % rounds == round)];
            int[] known = [.. Enumerable.Range(0, set.Count).Where(row => !strangers.Contains(set.Labels[row]))];
            var directions = PersonDirections.Fit(
                EmbeddingSet.FromVectors([.. known.Select(row => set.Row(row).ToArray())], [.. known.Select(row => set.Labels[row])]),
                options);
            for (int row = 0; row < set.Count; row++)
            {
                if (strangers.Contains(set.Labels[row]))
                {
                    scores.Add(directions.Search(set.Row(row), options.Scale).Cosine);
                }
            }
        }

        return [.. scores];
    }

    /// <summary>The smallest threshold that at most the given share of the scores reaches.</summary>
    public static float Threshold(float[] scores, double rate)
    {
        float[] falling = [.. scores.OrderDescending()];
        return MathF.BitIncrement(falling[(int)Math.Floor(rate * falling.Length)]);
    }
}
