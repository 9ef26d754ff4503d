using FaceML.Imaging;
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
    public void Overlap_by_hand()
    {
        Assert.AreEqual(1 / 3f, Strong.Box.IntersectionOverUnion(Shifted.Box), 1e-6f);
        Assert.AreEqual(0, Strong.Box.IntersectionOverUnion(new(10, 0, 20, 10)), "touching boxes do not overlap");
    }

    [TestMethod]
    public void The_weaker_of_two_that_overlap_goes()
    {
        CollectionAssert.AreEqual(new[] { Strong }, NonMaximumSuppression.Suppress([Shifted, Strong], 0.33f));
        CollectionAssert.AreEqual(new[] { Strong, Shifted }, NonMaximumSuppression.Suppress([Shifted, Strong], 0.34f));
    }

    [TestMethod]
    public void What_was_dropped_drops_nothing()
    {
        // A covers B, B covers C, A does not cover C: C stays.
        DetectedFace a = new(new(0, 0, 10, 10), 0.9f), b = new(new(4, 0, 14, 10), 0.8f), c = new(new(8, 0, 18, 10), 0.7f);
        CollectionAssert.AreEqual(new[] { a, c }, NonMaximumSuppression.Suppress([a, b, c], 0.4f));
    }

    [TestMethod]
    public void Nothing_gives_nothing() => Assert.AreEqual(0, NonMaximumSuppression.Suppress([], 0.5f).Count);

    [TestMethod]
    public void Results_are_sorted_do_not_overlap_and_each_dropped_one_overlaps_a_surer_result() =>
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

    private static DetectedFace RandomFace(Random random)
    {
        float left = random.NextSingle() * 50, top = random.NextSingle() * 50;
        return new(new(left, top, left + 5 + random.NextSingle() * 20, top + 5 + random.NextSingle() * 20), random.NextSingle());
    }
}
