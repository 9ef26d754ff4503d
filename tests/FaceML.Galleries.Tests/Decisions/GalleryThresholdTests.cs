using FaceML.Evaluation.AllPairs;

namespace FaceML.Galleries.Tests.Decisions;

[TestClass]
public sealed class GalleryThresholdTests
{
    private static readonly Lazy<ImpostorTail> Tail = new(() =>
    {
        Random random = new(1);
        float[] vectors = [.. Enumerable.Range(0, 2000).SelectMany(_ => Draw.Unit(random))];
        AllPairsResult result = AllPairsComparison.Run(
            vectors, Draw.Dimension, [.. Enumerable.Range(0, 2000)], new AllPairsOptions { LargestImpostors = 5000 });
        return ImpostorTail.Of(result);
    });

    [TestMethod]
    public void the_larger_the_gallery_the_stricter_the_threshold()
    {
        GalleryThreshold threshold = GalleryThreshold.FromImpostors(Tail.Value);
        float[] values = [.. ((long[])[1, 10, 100, 1000, 10_000]).Select(n => threshold.For(n).Value!.Value)];
        CollectionAssert.AreEqual(values.Order().ToArray(), values);
        Assert.IsGreaterThan(values[0] + 0.05f, values[^1]);
    }

    [TestMethod]
    public void sizes_in_between_take_the_threshold_of_the_next_larger_one()
    {
        GalleryThreshold threshold = GalleryThreshold.FromImpostors(Tail.Value);
        Assert.AreSame(threshold.For(1234), threshold.For(1300));
        Assert.AreEqual(1300, threshold.For(1234).Templates);
        Assert.AreEqual(99, threshold.For(99).Templates);
    }

    [TestMethod]
    public void where_the_data_cannot_support_the_promise_nothing_is_decided_and_the_answer_says_what_is_missing()
    {
        SearchThreshold refused = GalleryThreshold.FromImpostors(Tail.Value).For(1_000_000_000);
        Assert.IsNull(refused.Value);
        StringAssert.Contains(refused.Grounds, "more identities");
        Assert.AreEqual(MatchDecision.Uncertain, refused.Decide(0.99f));
    }

    [TestMethod]
    public void the_promised_false_positive_rate_is_kept_on_people_who_were_not_seen()
    {
        const int enrolled = 500, strangers = 3000;
        using Gallery gallery = Gallery.Create(
            new MemoryGalleryStore(), Draw.Definition
            with
            { Duplicates = DuplicateRule.Ignore }, new() { Threshold = GalleryThreshold.FromImpostors(Tail.Value, 0.05) });
        Random random = new(2);
        gallery.Enroll([.. Enumerable.Range(0, enrolled).Select(i => Draw.Of($"p{i}", Draw.Unit(random)))]);
        IReadOnlyList<SearchResult> answers = gallery.Search(
            [.. Enumerable.Range(0, strangers).Select(_ => (ReadOnlyMemory<float>)Draw.Unit(random))], Draw.Recipe,
            new SearchOptions { Top = 1 });
        double rate = answers.Count(answer => answer.Identity is not null) / (double)strangers;
        Assert.IsTrue(rate is > 0 and <= 0.05, $"{rate}");
    }

    [TestMethod]
    public void of_promised_thresholds_the_lowest_that_is_strict_enough_decides()
    {
        GalleryThreshold threshold = GalleryThreshold.FromCalibrations(
            [Calibration(0.6f, 1e-5), Calibration(0.3f, 1e-3), Calibration(0.4f, 1e-4)], 0.01);
        Assert.AreEqual(0.3f, threshold.For(10).Value);
        Assert.AreEqual(0.4f, threshold.For(11).Value);
        Assert.AreEqual(0.6f, threshold.For(1000).Value);
        SearchThreshold none = threshold.For(1001);
        Assert.IsNull(none.Value);
        StringAssert.Contains(none.Grounds, "for 1,000 templates");
        StringAssert.Contains(threshold.For(50).Grounds, "Of searches for people who are not among 50 templates at most 1% find somebody");
        StringAssert.Contains(threshold.For(1).Grounds, "among 1 template at most");
    }

    [TestMethod]
    public void a_rate_that_cannot_be_promised_is_refused_with_one_that_can()
    {
        ThresholdCalibration[] calibrations = [Calibration(0.4f, 1e-4), Calibration(0.6f, 0.99e-5)];

        StringAssert.Contains(GalleryThreshold.FromCalibrations(calibrations, 0.01).For(4200).Grounds, "For this gallery promise 4.2%,");

        Assert.AreEqual(0.6f, GalleryThreshold.FromCalibrations(calibrations, 0.042).For(4200).Value);
        StringAssert.Contains(
            GalleryThreshold.FromCalibrations(calibrations, 0.01).For(200_000).Grounds, "For this gallery search among fewer people, or");
    }

    [TestMethod]
    public void average_templates_carry_no_promise()
    {
        using Gallery gallery = Gallery.Create(
            new MemoryGalleryStore(), Draw.Definition
            with
            { Fusion = ScoreFusion.AverageTemplate }, new() { Threshold = GalleryThreshold.FromImpostors(Tail.Value) });
        Assert.IsNotNull(gallery.Threshold.Value);
        Assert.IsNull(gallery.Threshold.FalsePositiveRate);
    }

    private static ThresholdCalibration Calibration(float threshold, double rate)
    {
        ThresholdPromise promise = new(
            ThresholdTarget.MaxFalseMatchRate(rate), ErrorRateKind.FalseMatch, rate, 0.95, BoundMethod.EffectiveSize,
            PromiseScope.Population, 1, 1_000_000, 900_000, 4000);
        return new(threshold, [promise], Evaluation.Estimate.Rate(1, 1_000_000), null, null);
    }
}
