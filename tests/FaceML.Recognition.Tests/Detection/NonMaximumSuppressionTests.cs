using FsCheck;
using FsCheck.Fluent;

namespace FaceML.Recognition.Tests.Detection;

[TestClass]
public sealed class NonMaximumSuppressionTests
{
    // Two boxes of 10×10, the second shifted by 5: intersection 50, union 150.
    private static readonly DetectedFace Strong = new(new(0, 0, 10, 10), 0.9f);
    private static readonly DetectedFace Shifted = new(new(5, 0, 15, 10), 0.8f);

    [TestMethod]
    public void overlap_by_hand()
    {
        Assert.AreEqual(1 / 3f, Strong.Box.IntersectionOverUnion(Shifted.Box), 1e-6f);
        Assert.AreEqual(0, Strong.Box.IntersectionOverUnion(new(10, 0, 20, 10)), "touching boxes do not overlap");
    }

    [TestMethod]
    public void the_weaker_of_two_that_overlap_goes()
    {
        CollectionAssert.AreEqual(new[] { Strong }, NonMaximumSuppression.Suppress([Shifted, Strong], 0.33f));
        CollectionAssert.AreEqual(new[] { Strong, Shifted }, NonMaximumSuppression.Suppress([Shifted, Strong], 0.34f));
    }

    [TestMethod]
    public void what_was_dropped_drops_nothing()
    {
        // A covers B, B covers C, A does not cover C: C stays.
        DetectedFace a = new(new(0, 0, 10, 10), 0.9f), b = new(new(4, 0, 14, 10), 0.8f), c = new(new(8, 0, 18, 10), 0.7f);
        CollectionAssert.AreEqual(new[] { a, c }, NonMaximumSuppression.Suppress([a, b, c], 0.4f));
    }

    [TestMethod]
    public void nothing_gives_nothing() => Assert.AreEqual(0, NonMaximumSuppression.Suppress([], 0.5f).Count);

    [TestMethod]
    public void results_are_sorted_do_not_overlap_and_each_dropped_one_overlaps_a_surer_result() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            Random random = new(seed);
            DetectedFace[] faces = [.. Enumerable.Range(0, 40).Select(_ => RandomFace(random))];
            List<DetectedFace> kept = NonMaximumSuppression.Suppress(faces, 0.4f);
            bool sorted = kept.Zip(kept.Skip(1)).All(pair => pair.First.Score >= pair.Second.Score);
            bool apart = kept.All(a => kept.All(b => a == b || a.Box.IntersectionOverUnion(b.Box) <= 0.4f));
            bool reasoned = faces.Except(kept).All(gone =>
                kept.Exists(k => k.Score >= gone.Score && k.Box.IntersectionOverUnion(gone.Box) > 0.4f));
            return sorted && apart && reasoned;
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void the_same_stay_in_the_same_order_as_by_sorting_and_comparing_all() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            Random random = new(seed);
            (DetectedFace[] faces, float maxIou) = (Adversarial(random), random.Next(3) * 0.35f);
            CollectionAssert.AreEqual(Plainly(faces, (a, b) => a.IntersectionOverUnion(b) > maxIou),
                NonMaximumSuppression.Suppress(faces, maxIou));
            CollectionAssert.AreEqual(Plainly(faces, (a, b) => a.IntersectionOverUnion(b) > maxIou || Shared(a, b) / Smaller(a, b) > 0.6f),
                TileMerge.Suppress(faces, maxIou));
            List<MtcnnCandidate> candidates = [.. faces.Select(face => new MtcnnCandidate(face.Box, face.Score, default, null))];
            CollectionAssert.AreEqual(Plainly(faces, (a, b) => a.IntersectionOverUnion(b) > maxIou).ConvertAll(face => face.Box),
                MtcnnCandidate.Suppress(candidates, maxIou).ConvertAll(candidate => candidate.Box));
            CollectionAssert.AreEqual(
                Plainly(faces, (a, b) => Shared(a, b) > 0 && Shared(a, b) > maxIou * Smaller(a, b)).ConvertAll(face => face.Box),
                MtcnnCandidate.SuppressInside(candidates, maxIou).ConvertAll(candidate => candidate.Box));
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void equal_scores_keep_the_order_given_and_both_zeros_are_equal()
    {
        DetectedFace[] faces = [.. Enumerable.Range(0, 21).Select(i => new DetectedFace(new(20 * i, 0, 20 * i + 10, 10), i % 2 * -0f))];
        CollectionAssert.AreEqual(faces, NonMaximumSuppression.Suppress(faces, 0.4f));
    }

    [TestMethod]
    public void five_thousand_that_do_not_overlap_all_stay()
    {
        Random random = new(3);
        DetectedFace[] faces = [.. Enumerable.Range(0, 5000).Select(i =>
            new DetectedFace(new(i % 70 * 10, i / 70 * 10, i % 70 * 10 + 9, i / 70 * 10 + 9), random.NextSingle()))];
        CollectionAssert.AreEqual(faces.OrderByDescending(face => face.Score).ToArray(), NonMaximumSuppression.Suppress(faces, 0.4f));
    }

    // What the vectorized passes must give, bit by bit.
    private static List<DetectedFace> Plainly(DetectedFace[] faces, Func<Box, Box, bool> covers)
    {
        List<DetectedFace> kept = [];
        foreach (DetectedFace face in faces.OrderByDescending(f => f.Score))
        {
            if (!kept.Exists(stronger => covers(stronger.Box, face.Box)))
            {
                kept.Add(face);
            }
        }

        return kept;
    }

    private static float Shared(Box a, Box b)
    {
        float width = MathF.Min(a.Right, b.Right) - MathF.Max(a.Left, b.Left), height =
            MathF.Min(a.Bottom, b.Bottom) - MathF.Max(a.Top, b.Top);
        return width <= 0 || height <= 0 ? 0 : width * height;
    }

    private static float Smaller(Box a, Box b) => MathF.Min(a.Area, b.Area);

    // Few places and scores, so that many are equal, touch, are empty or inverted; now and then what is no number, or infinite.
    private static DetectedFace[] Adversarial(Random random)
    {
        int kind = random.Next(4);
        return [.. Enumerable.Range(0, random.Next(300)).Select(_ =>
        {
            (float left, float top) = (Edge(), Edge());
            return new DetectedFace(new(left, top, left + Edge() - 1, top + Edge() - 1), kind == 0 ? random.NextSingle() : Edge() / 8);
        })];

        float Edge() => kind switch
        {
            0 or 1 => 20 * random.NextSingle(),
            3 when random.Next(10) == 0 => random.Next(3) switch { 0 => float.NaN, 1 => float.PositiveInfinity, _ => -1e30f },
            _ => random.Next(8),
        };
    }

    private static DetectedFace RandomFace(Random random)
    {
        float left = random.NextSingle() * 50, top = random.NextSingle() * 50;
        return new(new(left, top, left + 5 + random.NextSingle() * 20, top + 5 + random.NextSingle() * 20), random.NextSingle());
    }
}
