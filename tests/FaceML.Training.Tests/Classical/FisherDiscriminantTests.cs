using FaceML.Training.Classical;

namespace FaceML.Training.Tests.Classical;

[TestClass]
public sealed class FisherDiscriminantTests
{
    [TestMethod]
    public void two_classes_give_the_direction_of_Fishers_formula()
    {
        // Fisher 1936: w ∝ Sw⁻¹(m₁ − m₀). Within: variance 9 along x, 1 along y; the means differ by (3, 1): w ∝ (1/3, 1).
        var random = new TrainingRandom(8);
        float[][] vectors = [.. Enumerable.Range(0, 4000)
            .Select(i => new[] { (float)(3 * random.NextNormal()) + (i % 2) * 3, (float)random.NextNormal() + (i % 2) })];
        FisherDiscriminant fitted =
            FisherDiscriminant.Fit(EmbeddingSet.FromVectors(vectors, [.. Enumerable.Range(0, 4000).Select(i => i % 2)]), ridge: 0);
        Assert.AreEqual(1, fitted.Count);
        float[] axes = fitted.Transform([0, 0, 1, 0, 0, 1]);
        Assert.AreEqual(1.0 / 3, (axes[1] - axes[0]) / (axes[2] - axes[0]), 0.03);
    }

    [TestMethod]
    public void saved_and_loaded_it_projects_alike_and_damage_is_found()
    {
        var set = new EmbeddingSet(Numeric.Normal(new TrainingRandom(5), 40 * 6), [.. Enumerable.Range(0, 40).Select(i => i % 4)], 6);
        FisherDiscriminant fitted = FisherDiscriminant.Fit(set, 5);
        byte[] bytes = fitted.Save();
        FisherDiscriminant loaded = FisherDiscriminant.Load(bytes);
        CollectionAssert.AreEqual(fitted.Transform(set.Values), loaded.Transform(set.Values));
        CollectionAssert.AreEqual(fitted.Ratios.ToArray(), loaded.Ratios.ToArray());
        Damage.AssertFound(bytes, damaged => FisherDiscriminant.Load(damaged), step: 7);
    }

    [TestMethod]
    public void it_tells_people_apart_where_principal_components_show_the_noise()
    {
        var random = new TrainingRandom(4);
        const int people = 6, images = 30, length = 20;
        float[] values = Numeric.Normal(random, people * images * length, 5);
        int[] labels = new int[people * images];
        for (int row = 0; row < labels.Length; row++)
        {
            labels[row] = row / images;
            for (int j = 0; j < 3; j++)
            {
                values[row * length + j] = (labels[row] >> j & 1) * 2 + values[row * length + j] * 0.04f;
            }
        }

        var set = new EmbeddingSet(values, labels, length);
        Assert.IsLessThan(0.4, Nearest(PrincipalComponents.Fit(set, 5).Transform(set.Values), 5, labels));
        FisherDiscriminant fitted = FisherDiscriminant.Fit(set);
        Assert.AreEqual(people - 1, fitted.Count);
        Assert.IsGreaterThan(0.99, Nearest(fitted.Transform(set.Values), fitted.Count, labels));
        CollectionAssert.AreEqual(fitted.Ratios.OrderDescending().ToArray(), fitted.Ratios.ToArray());
    }

    [TestMethod]
    public void what_it_cannot_learn_from_is_refused()
    {
        Assert.AreEqual(TrainingDataProblem.OneIdentity,
            Assert.ThrowsExactly<TrainingDataException>(() =>
            FisherDiscriminant.Fit(EmbeddingSet.FromVectors([[1], [2]], [3, 3]))).Problem);
        Assert.AreEqual(TrainingDataProblem.TooFewImages,
            Assert.ThrowsExactly<TrainingDataException>(() =>
            FisherDiscriminant.Fit(EmbeddingSet.FromVectors([[1], [2]], [3, 4]))).Problem);
    }

    // The share of rows whose nearest other row is of their identity.
    private static double Nearest(float[] x, int length, int[] labels)
    {
        double[] d = Numeric.Doubles(x);
        return Enumerable.Range(0, labels.Length).Average(i =>
            labels[Enumerable.Range(0, labels.Length).Where(j => j != i).MinBy(j => Numeric.Squared(d, i, j, length))] == labels[i]
                ? 1.0
                : 0);
    }
}
