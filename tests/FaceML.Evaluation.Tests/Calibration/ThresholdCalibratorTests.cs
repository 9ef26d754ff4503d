using FsCheck;
using FsCheck.Fluent;

namespace FaceML.Evaluation.Tests.Calibration;

[TestClass]
public sealed class ThresholdCalibratorTests
{
    private static readonly ThresholdOptions Population = new() { Scope = PromiseScope.Population };

    [TestMethod]
    public void threshold_lies_just_above_the_score_that_order_statistics_name()
    {
        // 1,000 impostor scores, 1 %: P(Bin(1000, .01) ≤ 4) = 0.0287 ≤ 5 % < P(≤ 5) = 0.0661, so four may match.
        float[] impostor = [.. Enumerable.Range(0, 1000).Select(i => (float)i)];
        ThresholdCalibration fitted =
            ThresholdCalibrator.Fit(ComparisonScores.FromClasses([2000], impostor), ThresholdTarget.MaxFalseMatchRate(0.01), Population);
        Assert.AreEqual(MathF.BitIncrement(995), fitted.Threshold);
        Assert.AreEqual(4L, fitted.Promises[0].Errors);
        Assert.AreEqual(BinomialInterval.Upper(4, 1000, 0.95), fitted.Promises[0].Bound, 1e-9);
        Assert.AreEqual(BoundMethod.Exact, fitted.Promises[0].Method);
        Assert.AreEqual(MatchDecision.NoMatch, fitted.Decide(995));
        Assert.AreEqual(MatchDecision.Match, fitted.Decide(996));
        Assert.AreEqual(MatchDecision.Uncertain, fitted.Decide(float.NaN));
    }

    [TestMethod]
    public void ties_at_the_threshold_are_all_kept_out()
    {
        float[] impostor = [.. Enumerable.Range(0, 1000).Select(i => i >= 990 ? 7f : i / 1000f)];
        ThresholdCalibration fitted =
            ThresholdCalibrator.Fit(ComparisonScores.FromClasses([9], impostor), ThresholdTarget.MaxFalseMatchRate(0.01), Population);
        Assert.AreEqual(MathF.BitIncrement(7), fitted.Threshold);
        Assert.AreEqual(0L, fitted.Promises[0].Errors);
    }

    [TestMethod]
    public void false_non_match_target_is_the_mirror()
    {
        float[] scores = [.. Enumerable.Range(0, 1000).Select(i => (float)i)];
        ThresholdCalibration fitted =
            ThresholdCalibrator.Fit(ComparisonScores.FromClasses(scores, [-9]), ThresholdTarget.MaxFalseNonMatchRate(0.01), Population);
        Assert.AreEqual(4f, fitted.Threshold);
        Assert.AreEqual(4L, fitted.Promises[0].Errors);
        Assert.AreEqual(ErrorRateKind.FalseNonMatch, fitted.Promises[0].Rate);
    }

    [TestMethod]
    public void bound_meets_the_target_and_one_error_more_would_not() => Prop.ForAll<int>(seed =>
    {
        ComparisonScores scores = Draw.Scores(seed, 10, 700, coarse: seed % 3 == 0);
        ThresholdPromise promise = ThresholdCalibrator.Fit(scores, ThresholdTarget.MaxFalseMatchRate(0.02), Population).Promises[0];
        return promise.Bound <= 0.02 && (seed % 3 == 0 || BinomialInterval.Upper(promise.Errors + 1, 700, 0.95) > 0.02);
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void too_few_pairs_are_refused_with_the_number_that_is_missing()
    {
        ComparisonScores scores = Draw.Scores(1, 10, 2994);
        InsufficientDataException error =
            Assert.ThrowsExactly<InsufficientDataException>(() =>
            ThresholdCalibrator.Fit(scores, ThresholdTarget.MaxFalseMatchRate(1e-3), Population));
        Assert.AreEqual("FMR ≤ 0.001 at 95 % needs at least 2,995 independent impostor pairs; there are 2,994, 1 too few.", error.Message);
        Assert.AreEqual(2995L, error.NeededComparisons);
        Assert.IsNotNull(ThresholdCalibrator.Fit(Draw.Scores(1, 10, 2995), ThresholdTarget.MaxFalseMatchRate(1e-3), Population));
    }

    [TestMethod]
    public void too_few_people_are_refused_with_the_number_that_is_missing()
    {
        ComparisonScores scores = Draw.SharedPeople(new Random(1), 60, 1);
        ThresholdOptions options = new() { Bound = BoundMethod.Conservative, Scope = PromiseScope.Population };
        InsufficientDataException error =
            Assert.ThrowsExactly<InsufficientDataException>(() =>
            ThresholdCalibrator.Fit(scores, ThresholdTarget.MaxFalseMatchRate(0.05), options));
        // 1,770 comparisons in 60 colors: 29 without a common person; ln .05 / ln .95 = 58.4.
        Assert.AreEqual(29, error.IndependentComparisons);
        Assert.AreEqual(59L, error.NeededComparisons);
        Assert.AreEqual(63L, error.MissingIdentities);
        StringAssert.Contains(error.Message, "About 63 more identities are needed.");
    }

    [TestMethod]
    public void automatic_takes_the_exact_bound_only_when_nobody_is_shared()
    {
        float[] scores = [.. Enumerable.Range(0, 400).Select(i => i / 400f), 2];
        bool[] labels = [.. new bool[400], true];
        int[] apart = [.. Enumerable.Range(0, 400).Select(i => i * 2), 0], others =
            [.. Enumerable.Range(0, 400).Select(i => (i * 2) + 1), 0];
        ThresholdCalibration disjoint =
            ThresholdCalibrator.Fit(
            new ComparisonScores(scores, labels, apart, others), ThresholdTarget.MaxFalseMatchRate(0.05), Population);
        Assert.AreEqual(BoundMethod.Exact, disjoint.Promises[0].Method);
        others[0] = apart[5];
        ThresholdCalibration shared =
            ThresholdCalibrator.Fit(
            new ComparisonScores(scores, labels, apart, others), ThresholdTarget.MaxFalseMatchRate(0.05), Population);
        Assert.AreEqual(BoundMethod.EffectiveSize, shared.Promises[0].Method);
        Assert.AreEqual(disjoint.Threshold, shared.Threshold, 0.01f);
    }

    [TestMethod]
    public void equal_error_and_cost_thresholds_are_those_of_the_curve_with_bounds_on_both_rates()
    {
        ComparisonScores scores = Draw.Scores(2, 2000, 3000);
        ThresholdCalibration equal = ThresholdCalibrator.Fit(scores, ThresholdTarget.EqualErrorRate);
        Assert.AreEqual(ErrorCurve.Of(scores).EqualErrorThreshold, equal.Threshold);
        // Massart 1990 with half of 5 % for each side: √(ln 40 / 2n).
        Assert.AreEqual(equal.FalseMatchRate.Value + Math.Sqrt(Math.Log(40) / 6000), equal.Promises[0].Bound, 1e-12);
        Assert.AreEqual(equal.FalseNonMatchRate!.Value + Math.Sqrt(Math.Log(40) / 4000), equal.Promises[1].Bound, 1e-12);
        ThresholdCalibration cost = ThresholdCalibrator.Fit(scores, ThresholdTarget.MinimumCost(0.01, 1, 1));
        Assert.IsTrue(cost.Threshold > equal.Threshold);
    }

    [TestMethod]
    public void abstain_band_lies_between_two_promises()
    {
        ComparisonScores scores = Draw.Scores(2, 2000, 3000, distance: 2);
        ThresholdCalibration fitted =
            ThresholdCalibrator.Fit(scores, ThresholdTarget.MaxFalseMatchRate(0.01),
            new ThresholdOptions { Scope = PromiseScope.Population, AbstainFalseNonMatchRate = 0.01 });
        AbstainBand band = fitted.Band!;
        Assert.IsTrue(band.Low < band.High && band.High == fitted.Threshold);
        Assert.AreEqual(MatchDecision.Uncertain, fitted.Decide(band.Low));
        Assert.AreEqual(MatchDecision.NoMatch, fitted.Decide(MathF.BitDecrement(band.Low)));
        Assert.AreEqual(MatchDecision.Match, fitted.Decide(band.High));
        Assert.IsTrue(band.Promise.Bound <= 0.01 && scores.FalseNonMatches(band.Low) == band.Promise.Errors);
        Assert.AreEqual(scores.Genuine.ToArray().Count(s => fitted.Decide(s) == MatchDecision.Uncertain), band.Genuine.Events);
        Assert.AreEqual(scores.Impostor.ToArray().Count(s => fitted.Decide(s) == MatchDecision.Uncertain), band.Impostor.Events);
        ThresholdCalibration easy =
            ThresholdCalibrator.Fit(Draw.Scores(2, 2000, 3000, distance: 20), ThresholdTarget.MaxFalseMatchRate(0.01),
            new ThresholdOptions { Scope = PromiseScope.Population, AbstainFalseNonMatchRate = 0.01 });
        Assert.AreEqual(easy.Band!.High, easy.Band.Low);
    }

    [TestMethod]
    public void a_tail_gives_the_same_as_all_comparisons()
    {
        ComparisonScores scores = Draw.SharedPeople(new Random(8), 80, 0.5);
        int[] rows = [.. Enumerable.Range(0, scores.Count).Where(i => !scores.IsGenuine[i]).OrderByDescending(i => scores.Scores[i])
            .Take(600)];
        ImpostorTail tail = new([.. rows.Select(i => scores.Scores[i])], [.. rows.Select(i => scores.FirstIdentities[i])],
            [.. rows.Select(i => scores.SecondIdentities[i])], [.. Enumerable.Repeat(1, 80)]);
        foreach (BoundMethod method in new[] { BoundMethod.Automatic, BoundMethod.EffectiveSize, BoundMethod.IdentityBootstrap,
            BoundMethod.Conservative, BoundMethod.Exact })
        {
            ThresholdOptions options = new() { Bound = method, Scope = PromiseScope.Population };
            ThresholdCalibration whole = ThresholdCalibrator.Fit(scores, ThresholdTarget.MaxFalseMatchRate(0.1), options);
            ThresholdCalibration head = ThresholdCalibrator.FitImpostors(tail, 0.1, options);
            Assert.AreEqual(whole.Threshold, head.Threshold, $"{method}");
            Assert.AreEqual(whole.Promises[0].IndependentComparisons, head.Promises[0].IndependentComparisons, 1e-6);
            Assert.AreEqual(whole.FalseMatchRate.High, head.FalseMatchRate.High, 1e-9);
        }

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => ThresholdCalibrator.FitImpostors(tail, 0.2)).Message,
            "more are needed");
    }

    [TestMethod]
    public void a_few_people_who_hold_most_of_the_comparisons_are_refused()
    {
        // One man meets 99 others fifty times each, and they meet each other once: every variance would be his.
        (int First, int Second)[] lopsided =
            [.. Enumerable.Range(0, 50 * 99).Select(i => (0, 1 + (i % 99))), .. Enumerable.Range(1, 98).Select(i => (i, i + 1))];
        (int First, int Second)[] even = [.. Enumerable.Range(0, 50 * 100).Select(i => (i % 100, ((i % 100) + 1 + (i / 100)) % 100))];

        InsufficientDataException refusal =
            Assert.ThrowsExactly<InsufficientDataException>(() =>
            ThresholdCalibrator.Fit(Scores(lopsided), ThresholdTarget.MaxFalseMatchRate(0.2), Population));
        StringAssert.StartsWith(refusal.Message,
            "A few people hold most of the 5,048 comparisons: the 100 people carry the statistical weight of 1.0 with equal shares, and "
                + "30 are needed.");
        Assert.AreEqual(BoundMethod.EffectiveSize,
            ThresholdCalibrator.Fit(Scores(even), ThresholdTarget.MaxFalseMatchRate(0.2), Population).Promises[0].Method);

        static ComparisonScores Scores((int First, int Second)[] pairs) => new(
            [2, .. pairs.Select((_, i) => i * 7919 % 5051 / 5051f)],
            [true, .. pairs.Select(_ => false)],
            [0, .. pairs.Select(p => p.First)],
            [0, .. pairs.Select(p => p.Second)]);
    }

    [TestMethod]
    public void promise_reads_as_a_sentence()
    {
        ThresholdCalibration fitted =
            ThresholdCalibrator.Fit(Draw.Scores(1, 10, 3000), ThresholdTarget.MaxFalseMatchRate(0.01), Population);
        Assert.AreEqual("FMR ≤ 0.009673 with 95 % confidence (Exact: 20 errors in 3,000 impostor comparisons worth 3,000 independent "
            + "ones; people not known, taken as independent)", fitted.Promises[0].ToString());
        Assert.AreEqual("At this threshold at most 1 in 100 pairs of different people match, with 95 % confidence, measured on 3,000 "
            + "pairs whose people are not known.", fitted.Promises[0].ToSentence());
    }

    [TestMethod]
    public void options_that_do_not_fit_are_refused()
    {
        ComparisonScores scores = Draw.Scores(1, 10, 3000);
        ThresholdTarget target = ThresholdTarget.MaxFalseMatchRate(0.01);
        foreach (ThresholdOptions options in new ThresholdOptions[]
        {
            new() { Confidence = 1 }, new() { Bound = BoundMethod.EffectiveSize }, new() { AbstainFalseNonMatchRate = 0 },
            new() { Bound = BoundMethod.IdentityBootstrap, Scope = PromiseScope.NextSample }, new() { Replicates = 3 },
        })
        {
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ThresholdCalibrator.Fit(scores, target, options));
        }

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            ThresholdCalibrator.Fit(scores, ThresholdTarget.EqualErrorRate, new ThresholdOptions { Scope = PromiseScope.NextSample }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ThresholdTarget.MaxFalseMatchRate(0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ThresholdTarget.MinimumCost(0.5, 1, 0));
    }
}
