namespace FaceML.Training.Tests.Algebra;

[TestClass]
public sealed class TrainingRandomTests
{
    [TestMethod]
    public void the_generator_is_xoshiro256_starstar()
    {
        // From the authors' reference program, started with the state 1, 2, 3, 4.
        var random = new TrainingRandom([1, 2, 3, 4]);
        ulong[] first = [random.NextBits(), random.NextBits(), random.NextBits(), random.NextBits()];
        CollectionAssert.AreEqual(new ulong[] { 11520, 0, 1509978240, 1215971899390074240 }, first);
    }

    [TestMethod]
    public void a_saved_state_continues_the_sequence()
    {
        var random = new TrainingRandom(7);
        random.NextNormal();
        var copy = new TrainingRandom(random.GetState());
        Assert.AreEqual(random.NextDouble(), copy.NextDouble());
        Assert.AreEqual(random.Next(1000), copy.Next(1000));
    }

    [TestMethod]
    public void the_zero_state_is_refused() => Assert.ThrowsExactly<ArgumentException>(() => new TrainingRandom([0, 0, 0, 0]));

    [TestMethod]
    public void normal_numbers_have_mean_0_and_variance_1()
    {
        var random = new TrainingRandom(3);
        double[] draws = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextNormal())];
        double mean = draws.Average(), variance = draws.Average(x => (x - mean) * (x - mean));
        Assert.AreEqual(0, mean, 0.015);
        Assert.AreEqual(1, variance, 0.02);
    }

    [TestMethod]
    public void whole_numbers_are_equally_frequent()
    {
        var random = new TrainingRandom(5);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++)
        {
            counts[random.Next(7)]++;
        }

        // Six degrees of freedom: above 22.5 once in a thousand seeds.
        Assert.IsLessThan(22.5, counts.Sum(c => (c - 10_000.0) * (c - 10_000.0) / 10_000));
    }
}
