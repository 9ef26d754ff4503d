namespace FaceML.Training.Tests.Algebra;

[TestClass]
public sealed class SymmetricSpectrumTests
{
    [TestMethod]
    public void a_function_of_a_matrix_is_that_function_of_its_eigenvalues()
    {
        // [2 1; 1 2] has the eigenvalues 3 along (1, 1) and 1 along (1, −1).
        float[] root = SymmetricSpectrum.Decompose([2, 1, 1, 2], 2).Apply(Math.Sqrt);

        double same = (Math.Sqrt(3) + 1) / 2, crossed = (Math.Sqrt(3) - 1) / 2;
        double[] expected = [same, crossed, crossed, same];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], root[i], 1e-6);
        }
    }
}
