using FaceML.Evaluation.AllPairs;

namespace FaceML.Evaluation.Tests.AllPairs;

[TestClass]
public sealed class AllPairsComparisonTests
{
    [TestMethod]
    [DataRow(2, 1, 1)]
    [DataRow(7, 3, 3)]
    [DataRow(97, 64, 5)]
    [DataRow(257, 37, 90)]
    [DataRow(300, 512, 300)]
    public void everything_equals_the_comparison_one_by_one(int count, int dimension, int people)
    {
        (float[] rows, int[] identities) = Rows(count, dimension, people, 11);
        AllPairsOptions options = new() { Bins = 64, LargestImpostors = 25, SmallestGenuine = 10, Threads = 2 };
        AllPairsResult result = AllPairsComparison.Run(rows, dimension, identities, options);
        List<(ScoredPair Pair, bool Genuine)> expected = [];
        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++)
            {
                double dot = 0;
                for (int k = 0; k < dimension; k++)
                {
                    dot += (double)rows[(i * dimension) + k] * rows[(j * dimension) + k];
                }

                expected.Add((new ScoredPair(i, j, (float)dot), identities[i] == identities[j]));
            }
        }

        Assert.AreEqual(expected.Count(e => e.Genuine), result.Genuine.Total);
        Assert.AreEqual(expected.Count(e => !e.Genuine), result.Impostor.Total);
        Same([.. expected.Where(e => !e.Genuine).Select(e => e.Pair).OrderByDescending(p => p.Score).Take(25)], result.LargestImpostors);
        Same([.. expected.Where(e => e.Genuine).Select(e => e.Pair).OrderBy(p => p.Score).Take(10)], result.SmallestGenuine);
        SameHistogram([.. expected.Where(e => !e.Genuine).Select(e => e.Pair.Score)], result.Impostor);
        SameHistogram([.. expected.Where(e => e.Genuine).Select(e => e.Pair.Score)], result.Genuine);
    }

    [TestMethod]
    public void threads_do_not_change_the_result_not_even_among_ties()
    {
        // Rows of four values only: whole crowds of equal scores straddle the cut.
        Random random = new(3);
        float[] rows = [.. Enumerable.Range(0, 400)
            .SelectMany(_ => new[] { new[] { 1f, 0 }, [0f, 1], [-1f, 0], [0.6f, 0.8f] }[random.Next(4)])];
        int[] identities = [.. Enumerable.Range(0, 400).Select(_ => random.Next(60))];
        AllPairsResult[] results =
            [.. new[] { 1, 2, 5 }.Select(t =>
            AllPairsComparison.Run(rows, 2, identities, new AllPairsOptions { Threads = t, LargestImpostors = 77, SmallestGenuine = 33 }))];
        foreach (AllPairsResult result in results)
        {
            CollectionAssert.AreEqual(results[0].LargestImpostors.ToArray(), result.LargestImpostors.ToArray());
            CollectionAssert.AreEqual(results[0].SmallestGenuine.ToArray(), result.SmallestGenuine.ToArray());
            CollectionAssert.AreEqual(results[0].Impostor.Counts.ToArray(), result.Impostor.Counts.ToArray());
        }

        (int First, int Second)[] firstOnes = [.. results[0].LargestImpostors.Select(p => (p.First, p.Second))];
        CollectionAssert.AreEqual(
            firstOnes.Order().ToArray(), firstOnes, "All kept scores are equal to 1: the smallest rows are kept, in order.");
    }

    [TestMethod]
    public void tail_feeds_the_calibration_with_people_and_counts()
    {
        (float[] rows, int[] identities) = Rows(200, 16, 80, 5);
        AllPairsResult result = AllPairsComparison.Run(rows, 16, identities, new AllPairsOptions { LargestImpostors = 4000 });
        ImpostorTail tail = ImpostorTail.Of(result);
        Assert.AreEqual(result.Impostor.Total, tail.Comparisons);
        Assert.AreEqual(identities.Distinct().Count(), tail.Identities);
        ThresholdCalibration fitted = ThresholdCalibrator.FitImpostors(tail, 0.1);
        Assert.IsTrue(fitted.FalseMatchRate.Value is > 0.03 and < 0.1);
        Assert.AreEqual(fitted.FalseMatchRate.Events, result.LargestImpostors.Count(p => p.Score >= fitted.Threshold));
    }

    [TestMethod]
    public void bad_input_is_named()
    {
        Assert.AreEqual(1L, Assert.ThrowsExactly<EvaluationDataException>(() => AllPairsComparison.Run([1, 0, 0, 2], 2, [1, 2])).Row);
        Assert.AreEqual(0L, Assert.ThrowsExactly<EvaluationDataException>(() =>
            AllPairsComparison.Run([float.NaN, 0, 0, 1], 2, [1, 2])).Row);
        Assert.ThrowsExactly<EvaluationDataException>(() => AllPairsComparison.Run([1, 0, 0], 2, [1, 2]));
        Assert.ThrowsExactly<EvaluationDataException>(() => AllPairsComparison.Run([1, 0], 2, [1]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => AllPairsComparison.Run([1, 0], 0, [1]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            AllPairsComparison.Run([1, 0, 0, 1], 2, [1, 2], new AllPairsOptions { Bins = 0 }));
    }

    [TestMethod]
    public void cancellation_and_progress_are_kept()
    {
        (float[] rows, int[] identities) = Rows(500, 8, 80, 5);
        List<double> shares = [];
        AllPairsComparison.Run(rows, 8, identities, new AllPairsOptions { Threads = 1, Progress = new Collect(shares) });
        Assert.AreEqual(1, shares[^1], 1e-12);
        CollectionAssert.AreEqual(shares.Order().ToArray(), shares);
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() => AllPairsComparison.Run(rows, 8, identities, null, source.Token));
    }

    private static void Same(ScoredPair[] expected, IReadOnlyList<ScoredPair> actual)
    {
        Assert.AreEqual(expected.Length, actual.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i].Score, actual[i].Score, 1e-5f);
            Assert.IsTrue(actual[i].First < actual[i].Second);
        }
    }

    // A score at a bin's edge may fall on either side by its last bit.
    private static void SameHistogram(float[] expected, ScoreHistogram actual)
    {
        if (expected.Length == 0)
        {
            Assert.AreEqual(0, actual.Total);
            return;
        }

        long at = 0, differences = 0;
        ScoreHistogram wanted = ScoreHistogram.Of(expected, actual.Low, actual.High, actual.Counts.Length);
        for (int i = 0; i < actual.Counts.Length; i++)
        {
            at += wanted.Counts[i] - actual.Counts[i];
            differences = Math.Max(differences, Math.Abs(at));
        }

        Assert.IsTrue(differences <= 2, $"{differences} scores are in other bins.");
    }

    private static (float[] Rows, int[] Identities) Rows(int count, int dimension, int people, int seed)
    {
        Random random = new(seed);
        float[] rows = new float[count * dimension];
        for (int i = 0; i < count; i++)
        {
            double[] vector = [.. Enumerable.Range(0, dimension).Select(_ => Draw.Normal(random))];
            double length = Math.Sqrt(vector.Sum(v => v * v));
            for (int k = 0; k < dimension; k++)
            {
                rows[(i * dimension) + k] = (float)(vector[k] / length);
            }
        }

        return (rows, [.. Enumerable.Range(0, count).Select(_ => random.Next(people) * 3)]);
    }

    private sealed class Collect(List<double> values) : IProgress<double>
    {
        public void Report(double value) => values.Add(value);
    }
}
