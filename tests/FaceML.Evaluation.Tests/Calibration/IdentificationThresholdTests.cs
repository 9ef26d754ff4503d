namespace FaceML.Evaluation.Tests.Calibration;

[TestClass]
public sealed class IdentificationThresholdTests
{
    [TestMethod]
    public void independent_comparisons_multiply_and_any_others_stay_below_their_sum()
    {
        Assert.AreEqual(1 - Math.Pow(1 - 1e-3, 1000), IdentificationThreshold.FalsePositiveRateFor(1000, 1e-3), 1e-12);
        Assert.AreEqual(1e-2, IdentificationThreshold.FalsePositiveRateFor(1_000_000, 1.005034e-8), 1e-8);
        foreach (int size in new[] { 1, 10, 1000 })
        {
            Assert.IsTrue(IdentificationThreshold.FalsePositiveRateFor(size, 0.01 / size) <= 0.01);
        }
    }

    [TestMethod]
    public void exact_quantiles_of_a_Pareto_tail_give_its_parameters_back()
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
    public void standard_error_of_the_shape_is_that_of_repetitions()
    {
        // Exponential exceedances: ξ = 0.
        Random random = new(1);
        ParetoTail[] fits = [.. Enumerable.Range(0, 400)
            .Select(_ => ParetoTail.Fit([0, .. Enumerable.Range(0, 500).Select(_ => (float)-Math.Log(1 - random.NextDouble()))], 501))];
        double mean = fits.Average(f => f.Shape), spread = Math.Sqrt(fits.Average(f => (f.Shape - mean) * (f.Shape - mean)));
        Assert.AreEqual(0, mean, 0.02);
        Assert.AreEqual(fits.Average(f => f.ShapeError), spread, 0.15 * spread);
        Assert.IsTrue(fits.Count(f => f.FitsWell) > 380);
        float[] twoHumps = [0, .. Enumerable.Range(0, 500).Select(i => i % 2 == 0 ? 1 + (i * 1e-4f) : 5 + (i * 1e-4f))];
        Assert.IsFalse(ParetoTail.Fit(twoHumps, 501).FitsWell);
    }

    [TestMethod]
    public void small_galleries_are_read_off_and_large_ones_extrapolated()
    {
        // 450 people in all pairs: 101,025 comparisons, independent standard normal scores.
        ImpostorTail tail = Tail(new Random(1), 450, 0, 4000);
        IdentificationThreshold small = IdentificationThreshold.For(tail, 10, 0.05), large = IdentificationThreshold.For(tail, 5000, 0.05);
        Assert.IsFalse(small.IsExtrapolated);
        Assert.AreEqual(0.005, small.FalseMatchRate, 1e-15);
        Assert.AreEqual(BoundMethod.EffectiveSize, small.Promise!.Method);
        Assert.IsTrue(small.Promise.Bound <= 0.005 && small.ScoresAbove is > 430 and < 505, $"{small}");
        Assert.IsTrue(large.IsExtrapolated && large.Tail!.FitsWell && large.Promise is null);
        // The true quantile of the normal distribution at FMR 1e-5 is 4.265.
        Assert.AreEqual(4.265, large.FittedThreshold!.Value, 0.25);
        Assert.IsTrue(large.Threshold > large.FittedThreshold && large.Threshold < large.FittedThreshold + 0.6,
            $"{large.FittedThreshold} {large.Threshold}");
        Assert.AreEqual("FPIR ≤ 0.05 in a gallery of 5,000 with 95 % confidence (extrapolated from 101,025 impostor comparisons of 450 "
            + "people, 0 of them above)",
            (large with { ScoresAbove = 0 }).ToString());
    }

    [TestMethod]
    public void the_bound_rises_with_the_confidence_and_the_gallery_and_one_seed_gives_one()
    {
        ImpostorTail tail = Tail(new Random(2), 200, 1, 800);
        float At(double confidence, int size, int seed = 1) =>
            IdentificationThreshold.For(
            tail, size, 0.05, new IdentificationOptions { Confidence = confidence, Seed = seed, Replicates = 300 }).Threshold;
        Assert.IsTrue(At(0.8, 1000) < At(0.95, 1000) && At(0.95, 1000) < At(0.99, 1000));
        Assert.IsTrue(At(0.95, 100) < At(0.95, 1000) && At(0.95, 1000) < At(0.95, 10_000));
        Assert.AreEqual(At(0.95, 1000), At(0.95, 1000));
        Assert.AreNotEqual(At(0.95, 1000), At(0.95, 1000, seed: 2));
    }

    [TestMethod]
    public void extrapolated_promises_hold_as_often_as_stated_where_people_are_shared()
    {
        // People differ (spread 1): scores are normal with variance 3, FMR for 1 % in a gallery of 2,000 is 5e-6, a tenth of one
        // comparison's share.
        const double rate = 5e-6;
        int broken = 0, brokenAlone = 0, fits = 150;
        for (int seed = 0; seed < fits; seed++)
        {
            IdentificationThreshold threshold =
                IdentificationThreshold.For(
                Tail(new Random(seed), 200, 1, 399), 2000, 0.01, new IdentificationOptions { Replicates = 200 });
            Assert.IsTrue(threshold.IsExtrapolated);
            broken += Draw.SharedPeopleRate(threshold.Threshold, 1) > rate ? 1 : 0;
            brokenAlone += Draw.SharedPeopleRate(threshold.FittedThreshold!.Value, 1) > rate ? 1 : 0;
        }

        Assert.IsTrue(broken <= 0.1 * fits, $"{broken} of {fits} at 95 %");
        Assert.IsTrue(brokenAlone > 0.2 * fits, $"the fit alone is no promise: {brokenAlone} of {fits}");
    }

    [TestMethod]
    public void bad_input_is_refused()
    {
        ImpostorTail tail = Tail(new Random(3), 100, 0, 200), few = Tail(new Random(3), 12, 0, 40);
        InsufficientDataException far =
            Assert.ThrowsExactly<InsufficientDataException>(() => IdentificationThreshold.For(tail, 1_000_000, 0.01));
        StringAssert.Contains(far.Message, "more identities");
        Assert.AreEqual(1_000_000L, far.NeededComparisons);
        Assert.ThrowsExactly<InsufficientDataException>(() => IdentificationThreshold.For(few, 100, 0.01), "40 scores are no tail");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => IdentificationThreshold.For(tail, 1, 0.2)).Message,
            "more are needed");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => IdentificationThreshold.For(tail, 0, 0.1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => IdentificationThreshold.For(tail, 1, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            IdentificationThreshold.For(tail, 1, 0.1, new IdentificationOptions { Replicates = 10 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => IdentificationThreshold.FalsePositiveRateFor(-1, 0.1));
        Assert.ThrowsExactly<EvaluationDataException>(() => ParetoTail.Fit([float.NaN], 10));
        Assert.ThrowsExactly<EvaluationDataException>(() => ParetoTail.Fit(new float[5], 4));
    }

    [TestMethod]
    public void a_few_people_who_hold_most_of_the_comparisons_are_refused()
    {
        // 100 people with one sample and one with 500.
        int[] samples = [500, .. Enumerable.Repeat(1, 100)];
        float[] scores = [.. Enumerable.Range(0, 2000).Select(i => 1 - (i * 1e-4f))];
        ImpostorTail tail = new(
            scores, [.. Enumerable.Repeat(0, 2000)], [.. Enumerable.Range(0, 2000).Select(i => 1 + (i % 100))], samples);
        StringAssert.Contains(Assert.ThrowsExactly<InsufficientDataException>(() => IdentificationThreshold.For(tail, 10, 0.01)).Message,
            "A few people hold most");
    }

    [TestMethod]
    public void weights_of_a_tail_are_repetitions()
    {
        Random random = new(4);
        double[] over = [.. Enumerable.Range(0, 200).Select(_ => -Math.Log(1 - random.NextDouble())).Order()];
        double[] weights = [.. over.Select(_ => (double)random.Next(3))];
        (double shape, double scale) = ParetoTail.Parameters(over, weights)!.Value;
        double[] repeated = [.. over.Zip(weights).SelectMany(p => Enumerable.Repeat(p.First, (int)p.Second))];
        (double wantedShape, double wantedScale) = ParetoTail.Parameters(repeated, null)!.Value;

        // Equal values that are written out take neighboring plotting positions; of weight w they take one: the same to the order of 1/n.
        Assert.AreEqual(wantedShape, shape, 0.02);
        Assert.AreEqual(wantedScale, scale, 0.02);
        Assert.IsNull(ParetoTail.Parameters([1, 1], [0, 0]));
    }

    // The largest impostor scores of all pairs of people, one sample each.
    private static ImpostorTail Tail(Random random, int people, double spread, int count)
    {
        ComparisonScores all = Draw.SharedPeople(random, people, spread);
        int[] rows = [.. Enumerable.Range(0, all.Count).Where(i => !all.IsGenuine[i]).OrderByDescending(i => all.Scores[i]).Take(count)];
        return new ImpostorTail([.. rows.Select(i => all.Scores[i])], [.. rows.Select(i => all.FirstIdentities[i])],
            [.. rows.Select(i => all.SecondIdentities[i])], [.. Enumerable.Repeat(1, people)]);
    }
}
