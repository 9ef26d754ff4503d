using System.Numerics.Tensors;
using FaceML.Evaluation.AllPairs;

namespace FaceML.Evaluation.Tests.AllPairs;

[TestClass]
public sealed class AllPairsMetricsTests
{
    private const int Dimension = 8;

    private static readonly EvaluationOptions Options = new() { Replicates = 100, FalseMatchRates = [0.1, 0.01] };

    [TestMethod]
    public void figures_are_those_of_the_comparisons_one_by_one()
    {
        (AllPairsResult result, ComparisonScores scores) = Compare(1, 60, 4, int.MaxValue);
        AllPairsMetrics metrics = AllPairsMetrics.Measure(result, Options);
        VerificationMetrics single = VerificationMetrics.Measure(scores, Options);
        Assert.AreEqual(single.EqualErrorRate.Value, metrics.EqualErrorRate!.Value, 1.0 / scores.GenuineCount);
        Assert.AreEqual(2, metrics.MatchRates.Count);
        foreach ((MatchRateAt wanted, MatchRateAt got) in single.MatchRates.Zip(metrics.MatchRates))
        {
            Assert.AreEqual(wanted.TrueMatchRate.Value, got.TrueMatchRate.Value, 1e-12);
            Assert.AreEqual(scores.FalseMatches(wanted.Threshold), scores.FalseMatches(got.Threshold));
            Assert.AreEqual(IntervalMethod.IdentityBootstrap, got.TrueMatchRate.Method);

            // The same resampling on the same people, drawn in another order: about the same width.
            Assert.AreEqual(wanted.TrueMatchRate.HalfWidth, got.TrueMatchRate.HalfWidth, 0.4 * wanted.TrueMatchRate.HalfWidth);
        }
    }

    [TestMethod]
    public void rates_at_a_threshold_and_their_intervals_are_those_of_the_operating_point()
    {
        (AllPairsResult result, ComparisonScores scores) = Compare(2, 40, 3, int.MaxValue);
        foreach (float threshold in new[] { -0.2f, 0.3f, 0.9f })
        {
            OperatingPoint wanted = OperatingPoint.At(scores, threshold), got = result.At(threshold)!;
            foreach ((Estimate a, Estimate b) in new[] { (wanted.FalseMatchRate, got.FalseMatchRate),
                (wanted.FalseNonMatchRate, got.FalseNonMatchRate) })
            {
                Assert.AreEqual(a.Events, b.Events);
                Assert.AreEqual(a.Trials, b.Trials);
                Assert.AreEqual(a.Low, b.Low, 0.02);
                Assert.AreEqual(a.High, b.High, 0.02);
            }
        }
    }

    [TestMethod]
    public void what_the_kept_pairs_do_not_reach_is_null_and_not_guessed()
    {
        AllPairsResult result = Compare(3, 40, 3, 30).Result;
        AllPairsMetrics metrics = AllPairsMetrics.Measure(result, Options with { FalseMatchRates = [0.5, 1e-3] });
        Assert.IsNull(metrics.EqualErrorRate);
        Assert.IsFalse(metrics.MatchRates.Any(m => m.FalseMatchRate == 0.5));
        Assert.IsNull(result.At(-0.5f));
        AllPairsResult alone = AllPairsComparison.Run([1, 0, 0, 1], 2, [1, 2]);
        Assert.ThrowsExactly<EvaluationDataException>(() => AllPairsMetrics.Measure(alone));
    }

    private static (AllPairsResult Result, ComparisonScores Scores) Compare(int seed, int people, int samples, int kept)
    {
        Random random = new(seed);
        int count = people * samples;
        float[] vectors = new float[count * Dimension];
        int[] identities = [.. Enumerable.Range(0, count).Select(i => i / samples)];
        for (int person = 0; person < people; person++)
        {
            double[] center = [.. Enumerable.Range(0, Dimension).Select(_ => Draw.Normal(random))];
            for (int s = 0; s < samples; s++)
            {
                Span<float> vector = vectors.AsSpan(((person * samples) + s) * Dimension, Dimension);
                for (int k = 0; k < Dimension; k++)
                {
                    vector[k] = (float)(center[k] + (0.7 * Draw.Normal(random)));
                }

                TensorPrimitives.Divide(vector, TensorPrimitives.Norm(vector), vector);
            }
        }

        List<float> scores = [];
        List<int> first = [], second = [];
        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++)
            {
                scores.Add(TensorPrimitives.Dot<float>(vectors.AsSpan(i * Dimension, Dimension), vectors.AsSpan(j * Dimension, Dimension)));
                first.Add(identities[i]);
                second.Add(identities[j]);
            }
        }

        int most = Math.Min(kept, scores.Count);
        AllPairsResult result = AllPairsComparison.Run(
            vectors, Dimension, identities, new AllPairsOptions { LargestImpostors = most, SmallestGenuine = most });
        return (result, new ComparisonScores([.. scores], [.. first.Zip(second, (a, b) => a == b)], [.. first], [.. second]));
    }
}
