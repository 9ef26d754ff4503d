using FaceML.Calibration;
using FaceML.Evaluation;

namespace FaceML.Tests.Calibration;

[TestClass]
public sealed class IdentificationThresholdTests
{
    [TestMethod]
    public void Rates_convert_both_ways()
    {
        Assert.AreEqual(1 - Math.Pow(1 - 1e-3, 1000), IdentificationThreshold.FalsePositiveRateFor(1000, 1e-3), 1e-12);
        Assert.AreEqual(0.01, IdentificationThreshold.FalsePositiveRateFor(1_000_000, IdentificationThreshold.FalseMatchRateFor(1_000_000, 0.01)), 1e-12);
        Assert.AreEqual(1.005034e-8, IdentificationThreshold.FalseMatchRateFor(1_000_000, 0.01), 1e-13);
    }

    [TestMethod]
    public void Exact_quantiles_of_a_Pareto_tail_give_its_parameters_back()
    {
        foreach ((double shape, double scale) in new[] { (-0.3, 0.1), (0.0, 0.2), (0.2, 0.05) })
        {
            float[] scores = [0.5f, .. Enumerable.Range(0, 4000).Select(i =>
            {
                double p = 1 - ((i + 0.65) / 4000);
                return (float)(0.5 + (shape == 0 ? -scale * Math.Log(p) : scale / shape * (Math.Pow(p, -shape) - 1)));
            })];
            ParetoTail tail = ParetoTail.Fit(scores, 400_000);
            Assert.AreEqual(shape, tail.Shape, 0.01);
            Assert.AreEqual(scale, tail.Scale, scale * 0.02);
            Assert.AreEqual(0.01, tail.Exceedance, 1e-12);
            Assert.IsTrue(tail.FitsWell && tail.Distance < 0.01);
            Assert.AreEqual(1e-5, tail.RateAt(tail.ScoreAt(1e-5)), 1e-12);
            Assert.AreEqual(0.01, tail.RateAt(0.5), 1e-12);
        }
    }

    [TestMethod]
    public void Standard_error_of_the_shape_is_that_of_repetitions()
    {
        // Exponential exceedances: ξ = 0.
        Random random = new(1);
        ParetoTail[] fits = [.. Enumerable.Range(0, 400).Select(_ => ParetoTail.Fit([0, .. Enumerable.Range(0, 500).Select(_ => (float)-Math.Log(1 - random.NextDouble()))], 501))];
        double mean = fits.Average(f => f.Shape), spread = Math.Sqrt(fits.Average(f => (f.Shape - mean) * (f.Shape - mean)));
        Assert.AreEqual(0, mean, 0.02);
        Assert.AreEqual(fits.Average(f => f.ShapeError), spread, 0.15 * spread);
        Assert.IsTrue(fits.Count(f => f.FitsWell) > 380);
        float[] twoHumps = [0, .. Enumerable.Range(0, 500).Select(i => i % 2 == 0 ? 1 + (i * 1e-4f) : 5 + (i * 1e-4f))];
        Assert.IsFalse(ParetoTail.Fit(twoHumps, 501).FitsWell);
    }

    [TestMethod]
    public void Small_galleries_are_read_off_and_large_ones_extrapolated()
    {
        float[] largest = [.. Normal(200_000, 1).OrderDescending().Take(2000)];
        IdentificationThreshold small = IdentificationThreshold.For(largest, 200_000, 100, 0.05), large = IdentificationThreshold.For(largest, 200_000, 100_000, 0.05);
        Assert.IsFalse(small.IsExtrapolated);
        Assert.IsNull(small.Tail);
        Assert.AreEqual((int)(200_000 * small.FalseMatchRate), small.ScoresAbove);
        Assert.IsTrue(large.IsExtrapolated && large.Tail!.FitsWell);
        Assert.IsTrue(large.Threshold > small.Threshold);
        // The true quantile of the normal distribution at FMR 5.1e-7 is 4.89; the last score seen lies near 4.4.
        Assert.AreEqual(4.89, large.Threshold, 0.35);
    }

    [TestMethod]
    public void False_positive_rate_stays_at_its_target_as_the_gallery_grows()
    {
        float[] largest = [.. Normal(400_000, 2).OrderDescending().Take(30_000)];
        Random random = new(3);
        foreach (int size in new[] { 1, 10, 100, 1000 })
        {
            float threshold = IdentificationThreshold.For(largest, 400_000, size, 0.05).Threshold;
            double fmr = 1 - MathNet.Numerics.Distributions.Normal.CDF(0, 1, threshold);
            int searches = 2000, positives = 0;
            for (int i = 0; i < searches; i++)
            {
                bool positive = false;
                for (int k = 0; k < size && !positive; k++)
                {
                    positive = random.NextDouble() < fmr;
                }

                positives += positive ? 1 : 0;
            }

            Assert.AreEqual(0.05, (double)positives / searches, 0.02, $"{size}");
        }
    }

    [TestMethod]
    public void Bad_input_is_refused()
    {
        Assert.ThrowsExactly<InsufficientDataException>(() => IdentificationThreshold.For([1, 2, 3], 1000, 1000, 0.01));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => IdentificationThreshold.For([1, 2, 3], 1000, 1, 0.01)).Message, "more are needed");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => IdentificationThreshold.FalseMatchRateFor(0, 0.1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => IdentificationThreshold.FalseMatchRateFor(1, 1));
        Assert.ThrowsExactly<EvaluationDataException>(() => ParetoTail.Fit([float.NaN], 10));
        Assert.ThrowsExactly<EvaluationDataException>(() => ParetoTail.Fit(new float[5], 4));
    }

    private static IEnumerable<float> Normal(int count, int seed)
    {
        Random random = new(seed);
        return Enumerable.Range(0, count).Select(_ => (float)Tests.Evaluation.Draw.Normal(random));
    }
}
