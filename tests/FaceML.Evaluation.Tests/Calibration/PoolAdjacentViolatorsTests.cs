using FsCheck;
using FsCheck.Fluent;

namespace FaceML.Evaluation.Tests.Calibration;

[TestClass]
public sealed class PoolAdjacentViolatorsTests
{
    [TestMethod]
    public void fits_a_case_computed_by_hand()
    {
        CollectionAssert.AreEqual(new double[] { 1, 2.5, 2.5, 4 }, PoolAdjacentViolators.Fit([1, 3, 2, 4], [1, 1, 1, 1]));
        CollectionAssert.AreEqual(new double[] { 2, 2, 2 }, PoolAdjacentViolators.Fit([3, 2, 1], [1, 1, 1]));
        CollectionAssert.AreEqual(new double[] { 1.75, 1.75, 5 }, PoolAdjacentViolators.Fit([4, 1, 5], [1, 3, 2]));
    }

    [TestMethod]
    public void equals_the_max_min_formula_is_monotone_and_idempotent() => Prop.ForAll<NonEmptyArray<byte>, int>((bytes, seed) =>
    {
        double[] values = [.. bytes.Get.Select(b => (double)(b % 16))];
        Random random = new(seed);
        double[] weights = [.. values.Select(_ => 1.0 + random.Next(4))];
        double[] fit = PoolAdjacentViolators.Fit(values, weights), again = PoolAdjacentViolators.Fit(fit, weights);
        double Mean(int from, int to)
        {
            double sum = 0, total = 0;
            for (int i = from; i <= to; i++)
            {
                (sum, total) = (sum + (values[i] * weights[i]), total + weights[i]);
            }

            return sum / total;
        }

        // Robertson, Wright and Dykstra 1988, theorem 1.4.4: max over lower ends of min over upper ends of the weighted means.
        for (int i = 0; i < values.Length; i++)
        {
            double expected = Enumerable.Range(0, i + 1).Max(s => Enumerable.Range(i, values.Length - i).Min(t => Mean(s, t)));
            if (Math.Abs(expected - fit[i]) > 1e-9)
            {
                return false;
            }
        }

        return fit.SequenceEqual(again) && fit.Zip(fit.Skip(1)).All(p => p.First <= p.Second);
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void bad_input_is_refused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => PoolAdjacentViolators.Fit([1, 2], [1]));
        Assert.ThrowsExactly<ArgumentException>(() => PoolAdjacentViolators.Fit([1, double.NaN], [1, 1]));
        Assert.ThrowsExactly<ArgumentException>(() => PoolAdjacentViolators.Fit([1, 2], [1, 0]));
    }
}
