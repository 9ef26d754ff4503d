namespace FaceML.Networks.Tests.Sessions;

[TestClass]
public sealed class StandardizationTests
{
    [TestMethod]
    public void mean_is_0_and_deviation_1()
    {
        float[] numbers = [1, 2, 3, 4];
        Standardization.Apply(numbers);

        // Mean 2.5, deviation √1.25.
        float[] expected = [-1.5f, -0.5f, 0.5f, 1.5f];
        for (int i = 0; i < numbers.Length; i++)
        {
            Assert.AreEqual(expected[i] / MathF.Sqrt(1.25f), numbers[i], 1e-6f);
        }
    }

    [TestMethod]
    public void an_even_picture_stays_finite()
    {
        float[] numbers = [7, 7, 7, 7];
        Standardization.Apply(numbers);
        CollectionAssert.AreEqual(new float[4], numbers);
    }
}
