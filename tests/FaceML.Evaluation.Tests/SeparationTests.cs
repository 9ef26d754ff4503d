namespace FaceML.Evaluation.Tests;

[TestClass]
public sealed class SeparationTests
{
    [TestMethod]
    public void four_faces_of_two_people_by_hand()
    {
        // a1 = a2 = (1, 0), b1 = b2 = (0, 1): genuine cosines 1, 1; impostor 0, 0, 0, 0.
        Separation separation = Separation.Measure(PairScores.Of(["a", "a", "b", "b"], [[1, 0], [1, 0], [0, 1], [0, 1]]));
        Assert.AreEqual((2, 4), (separation.Genuine, separation.Impostor));
        Assert.AreEqual((1, 0), (separation.GenuineMean, separation.ImpostorMean));
        Assert.AreEqual(1, separation.AreaUnderCurve);
    }

    [TestMethod]
    public void equal_scores_are_half_a_win()
    {
        Separation separation = Separation.Measure(PairScores.Of(["a", "a", "b"], [[1, 0], [1, 0], [1, 0]]));
        Assert.AreEqual(0.5, separation.AreaUnderCurve);
        Assert.AreEqual(0, separation.DPrime);
    }

    [TestMethod]
    public void d_prime_is_the_distance_in_deviations() =>
        Assert.AreEqual((0.7 - 0.1) / Math.Sqrt((0.04 + 0.01) / 2), new Separation(10, 10, 0.7, 0.2, 0.1, 0.1, 1).DPrime, 1e-12);
}
