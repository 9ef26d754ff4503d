namespace FaceML.Recognition.Tests.Quality;

[TestClass]
public sealed class FaceQualityModelTests
{
    // One direction, the third axis, of which the first filter keeps a quarter; where quality is 20 and less a quarter is kept, from 80 on
    // all.
    private static FaceQualityModel Model(double[]? weights = null, double floor = 50) =>
        new(3, [0, 0, 1], [0, 0, 1], [0.25f], [20, 80], [0.25f, 1], weights ?? [-4, 8, 0], floor);

    [TestMethod]
    public void what_two_vectors_owe_to_a_direction_of_degradation_is_taken_from_their_score()
    {
        float[] a = [0.6f, 0, 0.8f], b = [0, 0.6f, 0.8f];
        FaceQualityModel bad = Model([-2, 0, 0]);
        Assert.AreEqual(0.64f, FaceComparison.Cosine(a, b), 1e-6f);
        CollectionAssert.AreEqual(new float[] { 0.6f, 0, 0.2f }, bad.Compensate(a).Select(x => MathF.Round(x, 6)).ToArray());
        Assert.AreEqual(0.04f, bad.Compare(a, b), 1e-6f);
    }

    [TestMethod]
    public void a_good_face_is_left_as_it_is_and_one_in_between_loses_a_share_in_between()
    {
        float[] a = [0.6f, 0, 0.8f], b = [0, 0.6f, 0.8f];
        Assert.AreEqual(FaceComparison.Cosine(a, b), Model([2, 0, 0]).Compare(a, b), 1e-6f);
        Assert.AreEqual(0.625f * 0.8f, Model([0, 0, 0]).Compensate(a)[2], 1e-6f);
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
        static FaceQualityModel Of(float[] readings, float[] removals, float[] first, double[] levels, float[] kept, double[] weights) =>
            new(3, readings, removals, first, levels, kept, weights, 5);
        float[] axis = [0, 0, 1];
        Assert.ThrowsExactly<ArgumentException>(() => Of([0, 0], [0, 0], [1], [50], [1], [0, 0, 0]));
        Assert.ThrowsExactly<ArgumentException>(() => Of(axis, [0, 0, 1, 0, 0, 1], [1], [50], [1], [0, 0, 0]));
        Assert.ThrowsExactly<ArgumentException>(() => Of(axis, axis, [1, 1], [50], [1], [0, 0, 0]));
        Assert.ThrowsExactly<ArgumentException>(() => Of(axis, axis, [1], [50], [1, 1], [0, 0, 0]));
        Assert.ThrowsExactly<ArgumentException>(() => Of(axis, axis, [1], [50], [1.5f], [0, 0, 0]));
        Assert.ThrowsExactly<ArgumentException>(() => Of(axis, axis, [1], [50, 50], [1, 1], [0, 0, 0]));
        Assert.ThrowsExactly<ArgumentException>(() => Of(axis, axis, [1], [50], [1], [0, 0]));
        Assert.ThrowsExactly<ArgumentException>(() => Of(axis, axis, [1], [50], [1], [0, 0, 0, 1, 1, 1, 1]));
        Assert.ThrowsExactly<ArgumentException>(() => Model(floor: 101));
        Assert.ThrowsExactly<ArgumentException>(() => Model([0, double.NaN, 0]));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Model().Compensate([1, 0])).Message,
            "vectors of 3 numbers; this one has 2");
        Assert.ThrowsExactly<ArgumentException>(() => Model().Compare([float.NaN, 0, 0], [1, 0, 0]));
    }
}
