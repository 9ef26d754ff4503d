namespace FaceML.Training.Tests.Heads;

[TestClass]
public sealed class VerificationMetricTests
{
    [TestMethod]
    public void it_equals_the_definition_over_all_pairs()
    {
        var random = new TrainingRandom(6);
        const int n = 300, length = 5;
        float[] x = Numeric.UnitRows(random, n, length);
        int[] labels = [.. Enumerable.Range(0, n).Select(i => i % 20)];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] += labels[i / length] == i % length ? 1 : 0;
        }

        double[] d = Numeric.Doubles(x);
        double Cosine(int i, int j) =>
            Numeric.Dot(d, i, d, j, length) / Math.Sqrt(Numeric.Dot(d, i, d, i, length) * Numeric.Dot(d, j, d, j, length));
        var pairs = (from i in Enumerable.Range(
            0, n)
                     from j in Enumerable.Range(0, i)
                     select (Same: labels[i] == labels[j], Score: Cosine(i, j))).ToList();
        double[] impostors = [.. pairs.Where(p => !p.Same).Select(p => p.Score).OrderDescending()];
        double threshold = impostors[(int)(0.05 * impostors.Length)];
        double expected = pairs.Where(p => p.Same).Average(p => p.Score > threshold ? 1.0 : 0);
        Assert.IsTrue(expected is > 0.05 and < 0.95);
        Assert.AreEqual(expected, VerificationMetric.TrueMatchRate(new EmbeddingSet(x, labels, length), 0.05), 2e-3);
    }

    [TestMethod]
    public void without_impostors_there_is_no_rate() =>
        Assert.IsTrue(double.IsNaN(VerificationMetric.TrueMatchRate(new EmbeddingSet([1, 2], [1, 1], 1), 0.1)));
}
