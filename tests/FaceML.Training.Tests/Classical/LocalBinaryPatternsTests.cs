using FaceML.Training.Classical;

namespace FaceML.Training.Tests.Classical;

[TestClass]
public sealed class LocalBinaryPatternsTests
{
    [TestMethod]
    public void a_flat_picture_has_the_pattern_of_all_ones()
    {
        float[] gray = new float[20 * 20];
        Array.Fill(gray, 77.7f);
        float[] histogram = new LocalBinaryPatterns(1, 1).Describe(gray, 20, 20);
        // 58 uniform patterns in order of their value: 255 is the last of them.
        Assert.AreEqual(1, histogram[57]);
        Assert.AreEqual(1, histogram.Sum());
    }

    [TestMethod]
    public void a_bright_dot_has_the_pattern_of_all_zeros_and_a_saltire_a_mixed_one()
    {
        float[] dot = new float[9], saltire = [9, 0, 9, 0, 4, 0, 9, 0, 9];
        dot[4] = 1;
        var patterns = new LocalBinaryPatterns(1, 1, radius: 1);
        Assert.AreEqual(1, patterns.Describe(dot, 3, 3)[0]);
        // A diagonal neighbor at distance 1 is interpolated: 9·½ + 4·0.086 = 4.84, above the center's 4; the straight ones are below: four
        // changes too many.
        Assert.AreEqual(1, patterns.Describe(saltire, 3, 3)[58]);
    }

    [TestMethod]
    public void a_rising_grey_scale_changes_nothing()
    {
        float[] gray = Numeric.Normal(new TrainingRandom(3), 40 * 30, 40), lighter = [.. gray.Select(g => 2 * g + 100)];
        var patterns = new LocalBinaryPatterns(3, 4);
        CollectionAssert.AreEqual(patterns.Describe(gray, 40, 30), patterns.Describe(lighter, 40, 30));
    }

    [TestMethod]
    public void embeddings_have_unit_length_and_their_cosine_is_Bhattacharyyas()
    {
        var random = new TrainingRandom(3);
        var patterns = new LocalBinaryPatterns(2, 2);
        float[] one = Numeric.Normal(random, 900), other = Numeric.Normal(random, 900);
        float[] a = patterns.Embed(one, 30, 30), b = patterns.Embed(other, 30, 30);
        Assert.AreEqual(patterns.Length, a.Length);
        Assert.AreEqual(1, a.Sum(v => (double)v * v), 1e-5);
        double expected = patterns.Describe(one, 30, 30)
            .Zip(patterns.Describe(other, 30, 30), (p, q) => Math.Sqrt((double)p * q)).Sum() / 4;
        Assert.AreEqual(expected, a.Zip(b, (v, w) => (double)v * w).Sum(), 1e-5);
    }

    [TestMethod]
    public void chi_square_follows_its_formula()
    {
        Assert.AreEqual(0.25 / 0.5 + 0.25 / 1.5, LocalBinaryPatterns.ChiSquare([0, 1, 0], [0.5f, 0.5f, 0]), 1e-9);
        Assert.ThrowsExactly<ArgumentException>(() => LocalBinaryPatterns.ChiSquare([0], [0, 1]));
    }

    [TestMethod]
    public void a_picture_too_small_for_the_grid_is_refused() =>
        Assert.ThrowsExactly<ArgumentException>(() => new LocalBinaryPatterns(7, 7).Describe(new float[100], 10, 10));
}
