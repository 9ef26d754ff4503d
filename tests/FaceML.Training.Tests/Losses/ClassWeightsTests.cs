namespace FaceML.Training.Tests.Losses;

[TestClass]
public sealed class ClassWeightsTests
{
    private static readonly int[] Labels = [0, 0, 0, 1];

    [TestMethod]
    public void without_balance_there_are_no_weights() => Assert.IsEmpty(ClassWeights.Compute(Labels, 2, ClassBalance.None));

    [TestMethod]
    public void by_frequency_every_class_counts_the_same()
    {
        float[] weights = ClassWeights.Compute(Labels, 2, ClassBalance.InverseFrequency);
        Assert.AreEqual(2.0 / 3, weights[0], 1e-6);
        Assert.AreEqual(2, weights[1], 1e-6);
    }

    [TestMethod]
    public void by_effective_number_the_mean_is_one_and_the_order_kept()
    {
        float[] weights = ClassWeights.Compute(
            [.. Enumerable.Repeat(0, 900), .. Enumerable.Repeat(1, 100)], 2, ClassBalance.EffectiveNumber);
        Assert.AreEqual(1, (900 * weights[0] + 100 * weights[1]) / 1000, 1e-5);
        // (1 − .999^900)/(1 − .999^100) = 6.2395…
        Assert.AreEqual((1 - Math.Pow(.999, 900)) / (1 - Math.Pow(.999, 100)), weights[1] / weights[0], 1e-4);
    }
}
