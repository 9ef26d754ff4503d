namespace FaceML.Recognition.Tests.Quality;

[TestClass]
public sealed class FaceQualityModelTests
{
    private const float Deviation = 0.1f;
    private const double Prior = 0.8, Temperature = 0.6;

    // One direction, the third axis; degradation moves vectors along it by 0.8.
    private static Degradations Upward(float center = 0.8f) =>
        new(3, [0, 0, 1 / Deviation], [0], [0, 0, Deviation], [center / Deviation], Prior, Temperature);

    private static FaceQualityModel Model(float scale = 1, double[]? weights = null, double floor = 50) =>
        new(Upward(), [scale], weights ?? [4, -8], floor);

    [TestMethod]
    public void what_two_vectors_owe_to_degradation_is_taken_from_their_score()
    {
        float[] a = [0.6f, 0, 0.8f], b = [0, 0.6f, 0.8f];
        Assert.AreEqual(0.64f, FaceComparison.Cosine(a, b), 1e-6f);
        Assert.AreEqual(0, Model().Compare(a, b), 1e-6f);
        CollectionAssert.AreEqual(new float[] { 0.6f, 0, 0 }, Model().Compensate(a).Select(x => MathF.Round(x, 6)).ToArray());
        CollectionAssert.AreEqual(new float[] { 0.3f, 0, 0 }, Model(scale: 0.5f).Compensate(a).Select(x => MathF.Round(x, 6)).ToArray());
    }

    [TestMethod]
    public void a_good_face_is_left_as_it_is_and_one_in_between_loses_what_is_expected()
    {
        float[] a = [0.995f, 0, 0.1f], b = [0.995f, 0.1f, 0];
        Assert.AreEqual(FaceComparison.Cosine(a, b), Model(scale: 0.5f).Compare(a, b), 1e-4f);

        // Where the class is as likely as not, half of what it adds is subtracted; in the middle the prior decides alone.
        double[] chances = Upward().Chances([0.9165f, 0, 0.4f]);
        Assert.AreEqual(1 - Prior, chances[1], 1e-6);
        Assert.AreEqual(1, chances.Sum(), 1e-9);
        Assert.AreEqual(0.4 - 0.8 * chances[1], Model().Compensate([0.9165f, 0, 0.4f])[2], 1e-5);
    }

    [TestMethod]
    public void evidence_is_what_discriminant_analysis_gives()
    {
        const double reading = 0.5 / Deviation, center = 0.8 / Deviation;
        double odds = (1 - Prior) / Prior * Math.Exp((reading * center - center * center / 2) / Temperature);
        double[] chances = Upward().Chances([0.8660254f, 0, 0.5f]);
        Assert.AreEqual(odds / (1 + odds), chances[1], 1e-6);
    }

    [TestMethod]
    public void a_vector_is_shortened_as_far_as_its_class_is_likely()
    {
        double[] chances = Upward().Chances([0.9165f, 0, 0.4f]);
        Assert.AreEqual(0.2 * Math.Log(0.5), FaceQualityModel.LogScale(chances, [Math.Log(0.5)]), 1e-6);
    }

    [TestMethod]
    public void no_vector_gets_longer()
    {
        Degradations tooMuch = new(3, [0, 0, 1 / Deviation], [0], [0, 0, 0.25f], [8], Prior, Temperature);
        float[] compensated = new FaceQualityModel(tooMuch, [1], [0, 0], 5).Compensate([0.6f, 0, 0.8f]);
        Assert.AreEqual(-1.2f / 0.6f, compensated[2] / compensated[0], 1e-3f);
        Assert.AreEqual(1, compensated.Sum(x => x * x), 1e-5f);
    }

    [TestMethod]
    public void a_face_that_is_mostly_degradation_is_a_short_vector_and_not_recognizable()
    {
        FaceQualityModel model = Model();
        Assert.AreEqual(100 / (1 + Math.Exp(-4)), model.Quality([1, 0, 0]), 1e-4);
        Assert.AreEqual(100 / (1 + Math.Exp(4)), model.Quality([0, 0, 1]), 1e-4);
        Assert.AreEqual(0.2f, model.Compensate([0, 0, 1])[2], 1e-5f);
        Assert.IsTrue(model.IsRecognizable([1, 0, 0]));
        Assert.IsFalse(model.IsRecognizable([0, 0, 1]));
        Assert.IsTrue(float.IsNaN(model.CompareRecognizable([1, 0, 0], [0, 0, 1])));
    }

    [TestMethod]
    public void a_file_may_name_more_directions_than_the_stack_holds()
    {
        const int many = 1_000_000;
        Degradations degradations = new(1, new float[many], new float[many], new float[many], new float[many], Prior, Temperature);
        Assert.AreEqual(0.6f, new FaceQualityModel(degradations, [1], [0, 0], 5).Compensate([0.6f])[0]);
    }

    [TestMethod]
    public void numbers_that_do_not_fit_together_are_refused()
    {
        float[] axis = [0, 0, 1];
        foreach (Func<object> wrong in (Func<object>[])
            [
                () => new Degradations(3, axis, [0], [0, 0], [1], Prior, Temperature),
                () => new Degradations(3, axis, [], axis, [1], Prior, Temperature),
                () => new Degradations(3, axis, [0], axis, [], Prior, Temperature),
                () => new Degradations(3, [0, 0, float.NaN], [0], axis, [1], Prior, Temperature),
                () => new Degradations(3, axis, [0], axis, [1], 1, Temperature),
                () => new Degradations(3, axis, [0], axis, [1], double.NaN, Temperature),
                () => new Degradations(3, axis, [0], axis, [1], Prior, 0),
                () => new Degradations(3, axis, [0], axis, [1], Prior, double.PositiveInfinity),
                () => new FaceQualityModel(Upward(), [1, 1], [0, 0], 5),
                () => new FaceQualityModel(Upward(), [1], [0], 5),
                () => Model(scale: 0),
                () => Model(scale: 1.5f),
                () => Model(weights: [0, double.NaN]),
                () => Model(floor: 101),
                () => Model().Compare([float.NaN, 0, 0], [1, 0, 0]),
            ])
        {
            Assert.ThrowsExactly<ArgumentException>(() => wrong());
        }

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Model().Compensate([1, 0])).Message,
            "vectors of 3 numbers; this one has 2");
    }
}
