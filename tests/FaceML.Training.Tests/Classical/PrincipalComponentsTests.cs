using FaceML.Training.Classical;
using MathNet.Numerics.LinearAlgebra;

namespace FaceML.Training.Tests.Classical;

[TestClass]
public sealed class PrincipalComponentsTests
{
    [TestMethod]
    [DataRow(40, 12)]
    [DataRow(12, 60)]
    [DataRow(150, 120)]
    public void they_equal_those_of_a_singular_value_decomposition(int n, int length)
    {
        const int count = 5;
        EmbeddingSet set = Made(n, length);
        PrincipalComponents fitted = PrincipalComponents.Fit(set, count);
        Matrix<double> x = Matrix<double>.Build.Dense(n, length, (i, j) => set.Row(i)[j]);
        for (int j = 0; j < length; j++)
        {
            x.SetColumn(j, x.Column(j) - x.Column(j).Average());
        }

        var svd = x.Svd();
        for (int i = 0; i < count; i++)
        {
            Assert.AreEqual(svd.S[i] * svd.S[i] / (n - 1), fitted.Variances[i], 1e-4 * svd.S[0] * svd.S[0] / (n - 1), $"variance {i}");
            double cosine = Enumerable.Range(0, length).Sum(j => svd.VT[i, j] * fitted.Components[i * length + j]);
            Assert.AreEqual(1, Math.Abs(cosine), 1e-3, $"component {i}");
        }
    }

    [TestMethod]
    public void saved_and_loaded_they_project_alike_and_damage_is_found()
    {
        EmbeddingSet set = Made(30, 8);
        var components = PrincipalComponents.Fit(set, 4);
        byte[] bytes = components.Save();
        CollectionAssert.AreEqual(
            components.Transform(set.Values, whiten: true), PrincipalComponents.Load(bytes).Transform(set.Values, whiten: true));
        Damage.AssertFound(bytes, damaged => PrincipalComponents.Load(damaged), step: 7);
    }

    [TestMethod]
    public void whitened_projections_have_unit_variance_and_are_uncorrelated()
    {
        EmbeddingSet set = Made(200, 30);
        PrincipalComponents fitted = PrincipalComponents.Fit(set, 4);
        float[] projected = fitted.Transform(set.Values, whiten: true);
        for (int a = 0; a < 4; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double covariance = Enumerable.Range(0, 200).Sum(i => (double)projected[i * 4 + a] * projected[i * 4 + b]) / 199;
                Assert.AreEqual(a == b ? 1 : 0, covariance, 2e-3);
            }
        }
    }

    [TestMethod]
    public void there_are_no_more_components_than_directions_of_variation()
    {
        // Five points in a plane of a space of seven.
        var random = new TrainingRandom(1);
        float[] u = Numeric.Normal(random, 7), v = Numeric.Normal(random, 7);
        float[][] points = [.. Enumerable.Range(0, 5).Select(i => u.Zip(v, (a, b) => a * i + b * i * i).ToArray())];
        Assert.AreEqual(2, PrincipalComponents.Fit(EmbeddingSet.FromVectors(points, [0, 1, 2, 3, 4]), 6).Count);
    }

    [TestMethod]
    public void equal_vectors_have_none() =>
        Assert.ThrowsExactly<TrainingDataException>(() => PrincipalComponents.Fit(EmbeddingSet.FromVectors([[1, 2], [1, 2]], [0, 0]), 1));

    private static EmbeddingSet Made(int n, int length)
    {
        var random = new TrainingRandom(n + length);
        float[] values = Numeric.Normal(random, n * length);
        for (int i = 0; i < values.Length; i++)
        {
            // Falling strengths, so that the order of the components is defined, and a mean that is not 0.
            values[i] = values[i] * MathF.Pow(0.7f, i % length % 9) + 3;
        }

        return new EmbeddingSet(values, new int[n], length);
    }
}
