using FsCheck;
using FsCheck.Fluent;

namespace FaceML.Training.Tests.Algebra;

[TestClass]
public sealed class MatrixProductTests
{
    [TestMethod]
    public void products_of_any_shape_equal_the_definition()
    {
        Gen<int> size = Gen.Choose(1, 40);
        Prop.ForAll((from m in size from k in size from n in size select (m, k, n)).ToArbitrary(), s =>
            Agrees(s.m, s.k, s.n)).QuickCheckThrowOnFailure();
    }

    [TestMethod]
    public void a_product_large_enough_for_threads_equals_the_definition() => Assert.IsTrue(Agrees(130, 131, 133));

    [TestMethod]
    public void accumulation_adds_to_what_is_there()
    {
        float[] c = [10, 20, 30, 40];
        MatrixProduct.Multiply([1, 2, 3, 4], [5, 6, 7, 8], c, 2, 2, 2, accumulate: true);
        CollectionAssert.AreEqual(new float[] { 29, 42, 73, 90 }, c);
    }

    [TestMethod]
    public void a_span_too_short_is_refused() =>
        Assert.ThrowsExactly<ArgumentException>(() => MatrixProduct.Multiply(new float[3], new float[4], new float[4], 2, 2, 2));

    private static bool Agrees(int m, int k, int n)
    {
        var random = new TrainingRandom(m * 10007 + k * 101 + n);
        float[] a = Numeric.Normal(random, m * k), b = Numeric.Normal(random, k * n), bTurned = new float[k * n], aTurned =
            new float[m * k];
        MatrixProduct.Transpose(b, bTurned, k, n);
        MatrixProduct.Transpose(a, aTurned, m, k);
        float[] plain = new float[m * n], byTransposed = new float[m * n], transposed = new float[m * n];
        MatrixProduct.Multiply(a, b, plain, m, k, n);
        MatrixProduct.MultiplyByTransposed(a, bTurned, byTransposed, m, k, n);
        MatrixProduct.TransposedMultiply(aTurned, b, transposed, m, k, n);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double wanted = 0;
                for (int p = 0; p < k; p++)
                {
                    wanted += (double)a[i * k + p] * b[p * n + j];
                }

                if (Math.Abs(wanted - plain[i * n + j]) > 1e-4 || plain[i * n + j] != byTransposed[i * n + j]
                    || plain[i * n + j] != transposed[i * n + j])
                {
                    return false;
                }
            }
        }

        return true;
    }
}
