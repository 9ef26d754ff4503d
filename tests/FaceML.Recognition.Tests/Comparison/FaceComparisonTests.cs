using FsCheck;
using FsCheck.Fluent;

namespace FaceML.Recognition.Tests.Comparison;

[TestClass]
public sealed class FaceComparisonTests
{
    [TestMethod]
    public void cosine_and_distance_by_hand()
    {
        float[] a = [3, 4], b = [4, 3];
        Assert.AreEqual(24 / 25f, FaceComparison.Cosine(a, b), 1e-6f);
        Assert.AreEqual(MathF.Sqrt(2), FaceComparison.Euclidean(a, b), 1e-6f);
        Assert.AreEqual(-1, FaceComparison.Cosine([1, 0], [-2, 0]), 1e-6f);
        Assert.AreEqual(0, FaceComparison.Cosine([1, 0], [0, 5]), 1e-6f);
    }

    [TestMethod]
    public void the_two_metrics_run_in_opposite_directions()
    {
        Assert.IsTrue(FaceComparison.IsMatch(FaceMetric.Cosine, 0.5f, 0.4f));
        Assert.IsFalse(FaceComparison.IsMatch(FaceMetric.Cosine, 0.3f, 0.4f));
        Assert.IsFalse(FaceComparison.IsMatch(FaceMetric.Euclidean, 0.5f, 0.4f));
        Assert.IsTrue(FaceComparison.IsMatch(FaceMetric.Euclidean, 0.3f, 0.4f));
        Assert.IsTrue(FaceComparison.IsMatch(FaceMetric.Cosine, 0.4f, 0.4f) && FaceComparison.IsMatch(FaceMetric.Euclidean, 0.4f, 0.4f),
            "on the threshold");
    }

    [TestMethod]
    public void for_unit_vectors_the_squared_distance_is_two_minus_two_cosines() =>
        Prop.ForAll(Directions(), pair =>
        {
            float cosine = FaceComparison.Cosine(pair.A, pair.B), distance = FaceComparison.Euclidean(pair.A, pair.B);
            return MathF.Abs(FaceComparison.Compare(FaceMetric.Cosine, pair.A, pair.B) - cosine) == 0
                && MathF.Abs(distance * distance - (2 - 2 * cosine)) < 1e-5f
                && MathF.Abs(FaceComparison.CosineFromDistance(distance) - cosine) < 1e-5f
                && MathF.Abs(FaceComparison.DistanceFromCosine(cosine) * FaceComparison.DistanceFromCosine(
                    cosine) - distance * distance) < 1e-5f;
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void both_are_symmetric_and_stay_in_range() =>
        Prop.ForAll(Directions(), pair =>
        {
            float cosine = FaceComparison.Cosine(pair.A, pair.B), distance = FaceComparison.Euclidean(pair.A, pair.B);
            return cosine == FaceComparison.Cosine(pair.B, pair.A) && cosine is >= -1 and <= 1
                && distance == FaceComparison.Euclidean(pair.B, pair.A) && distance is >= 0 and <= 2.00001f;
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void what_cannot_be_compared_is_refused()
    {
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => FaceComparison.Cosine([1, 2], [1, 2, 3])).Message, "2 and 3");
        Assert.ThrowsExactly<ArgumentException>(() => FaceComparison.Euclidean([1], [1, 2]));
        Assert.ThrowsExactly<ArgumentException>(() => FaceComparison.Cosine([], []));
        Assert.ThrowsExactly<ArgumentException>(() => FaceComparison.Cosine([0, 0], [1, 2]));
        Assert.ThrowsExactly<ArgumentException>(() => FaceComparison.Cosine([float.NaN, 0], [1, 2]));
        Assert.ThrowsExactly<ArgumentException>(() => FaceComparison.Euclidean([float.PositiveInfinity], [1]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FaceComparison.Compare((FaceMetric)7, [1], [1]));
    }

    private static Arbitrary<(float[] A, float[] B)> Directions() =>
        Gen.Choose(1, int.MaxValue - 1).Select(seed => (Unit(new Random(seed)), Unit(new Random(seed + 1)))).ToArbitrary();

    private static float[] Unit(Random random)
    {
        float[] vector = new float[37];
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] = random.NextSingle() - 0.5f;
        }

        float norm = MathF.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / norm)];
    }
}
