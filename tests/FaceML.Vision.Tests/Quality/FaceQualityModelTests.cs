namespace FaceML.Vision.Tests.Quality;

[TestClass]
public sealed class FaceQualityModelTests
{
    // One direction, the third axis, of which three quarters are taken away.
    private static FaceQualityModel Model(double[]? weights = null, double floor = 50) => new(3, [0, 0, 1], [0, 0, 0.75f], weights ?? [-4, 8, 0], floor);

    [TestMethod]
    public void what_two_vectors_owe_to_a_direction_of_degradation_is_taken_from_their_score()
    {
        float[] a = [0.6f, 0, 0.8f], b = [0, 0.6f, 0.8f];
        Assert.AreEqual(0.64f, FaceComparison.Cosine(a, b), 1e-6f);
        CollectionAssert.AreEqual(new float[] { 0.6f, 0, 0.2f }, Model().Compensate(a).Select(x => MathF.Round(x, 6)).ToArray());
        Assert.AreEqual(0.04f, Model().Compare(a, b), 1e-6f);
        Assert.AreEqual(1f, Model().Compare([1, 0, 0], [1, 0, 0]), 1e-6f);
    }

    [TestMethod]
    public void a_face_that_is_mostly_degradation_is_a_short_vector_and_not_recognizable()
    {
        FaceQualityModel model = Model();
        Assert.AreEqual(100 / (1 + Math.Exp(-4)), model.Quality([1, 0, 0]), 1e-4);
        Assert.AreEqual(100 / (1 + Math.Exp(4 - 8 * 0.25)), model.Quality([0, 0, 1]), 1e-4);
        Assert.IsTrue(model.IsRecognizable([1, 0, 0]));
        Assert.IsFalse(model.IsRecognizable([0, 0, 1]));
    }

    [TestMethod]
    public void readings_and_their_squares_weigh_in()
    {
        FaceQualityModel model = Model([0, 0, 0, 2, -1]);
        Assert.AreEqual(100 / (1 + Math.Exp(-(2 * 0.8 - 0.64))), model.Quality([0.6f, 0, 0.8f]), 1e-4);
    }

    [TestMethod]
    public void numbers_that_do_not_fit_together_are_refused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new FaceQualityModel(3, [0, 0], [0, 0], [0, 0, 0], 5));
        Assert.ThrowsExactly<ArgumentException>(() => new FaceQualityModel(3, [0, 0, 1], [0, 0, 1, 0, 0, 1], [0, 0, 0], 5));
        Assert.ThrowsExactly<ArgumentException>(() => new FaceQualityModel(3, [0, 0, 1], [0, 0, 1], [0, 0], 5));
        Assert.ThrowsExactly<ArgumentException>(() => new FaceQualityModel(3, [0, 0, 1], [0, 0, 1], [0, 0, 0, 1, 1, 1, 1], 5));
        Assert.ThrowsExactly<ArgumentException>(() => Model(floor: 101));
        Assert.ThrowsExactly<ArgumentException>(() => Model([0, double.NaN, 0]));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Model().Compensate([1, 0])).Message, "vectors of 3 numbers; this one has 2");
        Assert.ThrowsExactly<ArgumentException>(() => Model().Compare([float.NaN, 0, 0], [1, 0, 0]));
    }
}
