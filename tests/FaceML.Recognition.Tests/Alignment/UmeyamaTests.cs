using FsCheck;
using FsCheck.Fluent;

namespace FaceML.Recognition.Tests.Alignment;

[TestClass]
public sealed class UmeyamaTests
{
    [TestMethod]
    public void a_quarter_turn_doubled_and_shifted_by_hand()
    {
        // (1, 0) → (3, 6), (0, 1) → (1, 4), (0, 0) → (3, 4): twice as large, turned by 90°, moved to (3, 4).
        Assert.IsTrue(Umeyama.TryEstimate(
            [new(1, 0), new(0, 1), new(0, 0)], [new(3, 6), new(1, 4), new(3, 4)], out SimilarityTransform found));
        AssertClose(new(0, 2, 3, 4), found, 1e-5f);
    }

    [TestMethod]
    public void the_papers_example_whose_best_fit_with_reflection_is_forbidden()
    {
        // Umeyama 1991, section IV: A = (0,0) (1,0) (0,2), B = (0,0) (−1,0) (0,2); R = [0.832, 0.555; −0.555, 0.832], t = (−0.8, 0.4), c =
        // 0.721.
        Assert.IsTrue(Umeyama.TryEstimate(
            [new(0, 0), new(1, 0), new(0, 2)], [new(0, 0), new(-1, 0), new(0, 2)], out SimilarityTransform found));
        Assert.AreEqual(0.721f, found.Scale, 1e-3f);
        Assert.AreEqual(0.832f, found.A / found.Scale, 1e-3f);
        Assert.AreEqual(-0.555f, found.B / found.Scale, 1e-3f);
        Assert.AreEqual(-0.8f, found.X, 1e-3f);
        Assert.AreEqual(0.4f, found.Y, 1e-3f);
    }

    [TestMethod]
    public void a_known_transform_is_found_again() =>
        Prop.ForAll(Seeds(), seed =>
        {
            Random random = new(seed);
            SimilarityTransform known = RandomTransform(random);
            Vector2[] from = RandomPoints(random, 5), to = [.. from.Select(known.Apply)];
            return Umeyama.TryEstimate(from, to, out SimilarityTransform found)
                && from.All(p => Vector2.Distance(found.Apply(p), known.Apply(p)) < 0.05f);
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void no_neighboring_transform_fits_better() =>
        Prop.ForAll(Seeds(), seed =>
        {
            Random random = new(seed);
            Vector2[] from = RandomPoints(random, 5), to = RandomPoints(random, 5);
            if (!Umeyama.TryEstimate(from, to, out SimilarityTransform best))
            {
                return false;
            }

            double least = Error(best, from, to);
            return new[] { 0.999f, 1.001f }.All(factor =>
                Error(best with { A = best.A * factor }, from, to) >= least * (1 - 1e-4)
                && Error(best with { B = best.B * factor + (factor - 1) }, from, to) >= least * (1 - 1e-4)
                && Error(best with { X = best.X + (factor - 1) * 100 }, from, to) >= least * (1 - 1e-4)
                && Error(best with { Y = best.Y + (factor - 1) * 100 }, from, to) >= least * (1 - 1e-4));
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void points_that_fix_nothing_give_false()
    {
        Vector2[] good = [new(0, 0), new(1, 0), new(0, 1)];
        Assert.IsFalse(Umeyama.TryEstimate([new(7, 7), new(7, 7), new(7, 7)], good, out _), "coinciding source");
        Assert.IsFalse(Umeyama.TryEstimate([new(1e4f, 1e4f), new(1e4f, 1e4f), new(1e4f, 1e4f)], good, out _),
            "coinciding source, far away");
        Assert.IsFalse(Umeyama.TryEstimate(good, [new(2, 2), new(2, 2), new(2, 2)], out _), "coinciding target");
        Assert.IsFalse(Umeyama.TryEstimate([new(float.NaN, 0), new(1, 0), new(0, 1)], good, out _), "not a number");
        Assert.IsFalse(Umeyama.TryEstimate([new(float.PositiveInfinity, 0), new(1, 0), new(0, 1)], good, out _), "infinite");
        Assert.IsFalse(Umeyama.TryEstimate([new(1, 0), new(-1, 0), new(0, 1), new(0, -1)], [new(1, 0), new(-1, 0), new(0, -1), new(0, 1)],
            out _), "no rotation is better than another");
    }

    [TestMethod]
    public void two_points_are_enough_and_one_is_an_error()
    {
        Assert.IsTrue(Umeyama.TryEstimate([new(0, 0), new(2, 0)], [new(1, 1), new(1, 5)], out SimilarityTransform found));
        AssertClose(new(0, 2, 1, 1), found, 1e-5f);
        Assert.ThrowsExactly<ArgumentException>(() => Umeyama.TryEstimate([new(0, 0)], [new(1, 1)], out _));
        Assert.ThrowsExactly<ArgumentException>(() => Umeyama.TryEstimate([new(0, 0), new(1, 1)], [new(1, 1)], out _));
    }

    private static Arbitrary<int> Seeds() => Gen.Choose(0, int.MaxValue - 1).ToArbitrary();

    private static SimilarityTransform RandomTransform(Random random)
    {
        float scale = 0.1f + random.NextSingle() * 5, angle = random.NextSingle() * MathF.Tau;
        return new(scale * MathF.Cos(angle), scale * MathF.Sin(angle), random.NextSingle() * 200 - 100, random.NextSingle() * 200 - 100);
    }

    private static Vector2[] RandomPoints(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new Vector2(random.NextSingle() * 1000, random.NextSingle() * 1000))];

    private static double Error(SimilarityTransform transform, Vector2[] from, Vector2[] to) =>
        from.Zip(to, (p, q) => (double)Vector2.DistanceSquared(transform.Apply(p), q)).Sum();

    private static void AssertClose(SimilarityTransform expected, SimilarityTransform found, float tolerance)
    {
        Assert.AreEqual(expected.A, found.A, tolerance);
        Assert.AreEqual(expected.B, found.B, tolerance);
        Assert.AreEqual(expected.X, found.X, tolerance);
        Assert.AreEqual(expected.Y, found.Y, tolerance);
    }
}
