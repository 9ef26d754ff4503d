using FaceML.Training.Classical;
using FaceML.Training.Tests.Heads;
using MathNet.Numerics.LinearAlgebra;

namespace FaceML.Training.Tests.Classical;

[TestClass]
public sealed class PldaTests
{
    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(3, 1)]
    [DataRow(2, 4)]
    public void the_score_is_the_log_likelihood_ratio_of_the_joint_gaussian(int enrolled, int probes)
    {
        Plda model = Plda.Fit(LinearDiscriminantTests.People(0, 30));
        EmbeddingSet one = LinearDiscriminantTests.People(50, 51, enrolled), other = LinearDiscriminantTests.People(51, 52, probes);
        float[] a = model.Project(one.Values), b = model.Project(other.Values);

        double expected = LogDensity(model, [.. a, .. b]) - LogDensity(model, a) - LogDensity(model, b);

        expected = model.Slope * expected + model.Intercept;
        Assert.AreEqual(expected, model.Score(a, b), 1e-3 * Math.Max(1, Math.Abs(expected)));
    }

    [TestMethod]
    public void both_sides_count_alike()
    {
        Plda model = Plda.Fit(LinearDiscriminantTests.People(0, 30));
        float[] a = model.Project(LinearDiscriminantTests.People(50, 51, 2).Values), b =
            model.Project(LinearDiscriminantTests.People(51, 52, 3).Values);

        Assert.AreEqual(model.Score(a, b), model.Score(b, a), 1e-9);
    }

    [TestMethod]
    public void scores_of_people_never_seen_have_the_size_of_evidence()
    {
        Plda model = Plda.Fit(LinearDiscriminantTests.People(0, 100));
        EmbeddingSet others = LinearDiscriminantTests.People(200, 240);
        float[] projected = model.Project(others.Values);
        double genuine = 0, impostor = 0;
        int mates = 0, strangers = 0;
        for (int i = 0; i < others.Count; i++)
        {
            for (int j = i + 1; j < others.Count; j++)
            {
                double score = model.Score(
                    projected.AsSpan(i * model.InputLength, model.InputLength), projected.AsSpan(j * model.InputLength, model.InputLength));
                bool same = others.Labels[i] == others.Labels[j];
                (mates, strangers) = same ? (mates + 1, strangers) : (mates, strangers + 1);
                genuine += same ? Math.Log2(1 + Math.Exp(-score)) : 0;
                impostor += same ? 0 : Math.Log2(1 + Math.Exp(score));
            }
        }

        // Cllr: 1 bit is what a score without information costs.
        Assert.IsLessThan(0.4, (genuine / mates + impostor / strangers) / 2);
    }

    [TestMethod]
    public void every_changed_byte_is_found()
    {
        Plda model = Plda.Fit(LinearDiscriminantTests.People(0, 10));
        byte[] saved = model.Save();

        CollectionAssert.AreEqual(saved, Plda.Load(saved).Save());
        Damage.AssertFound(saved, damaged => Plda.Load(damaged), step: 97);
    }

    // The density of a joint Gaussian, written out with its covariance matrix, less the part that does not depend on who is who.
    private static double LogDensity(Plda model, float[] rows)
    {
        int size = model.InputLength, n = rows.Length / size;
        double sum = 0;
        for (int d = 0; d < size; d++)
        {
            double ratio = model.Ratios[d];
            Matrix<double> covariance = Matrix<double>.Build.Dense(n, n, (i, j) => ratio + (i == j ? 1 : 0));
            Vector<double> x = Vector<double>.Build.Dense(n, i => rows[i * size + d]);
            sum += -0.5 * (Math.Log(covariance.Determinant()) + x * covariance.Inverse() * x);
        }

        return sum;
    }
}
