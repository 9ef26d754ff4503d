using FaceML.Training.Fusion;

namespace FaceML.Training.Tests.Fusion;

[TestClass]
public sealed class FusionTests
{
    [TestMethod]
    public void z_normalization_takes_mean_and_deviation_of_impostors()
    {
        ZNormalization z = ZNormalization.Fit([1, 3]);
        Assert.AreEqual(2, z.Mean, 1e-9);
        Assert.AreEqual(Math.Sqrt(2), z.Deviation, 1e-9);
        Assert.AreEqual(Math.Sqrt(2), z.Apply(4), 1e-9);
    }

    [TestMethod]
    public void scores_without_spread_are_refused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => ZNormalization.Fit([1]));
        Assert.ThrowsExactly<ArgumentException>(() => ZNormalization.Fit([0.3f, 0.3f, 0.3f]));
        Assert.ThrowsExactly<ArgumentException>(() => ZNormalization.Fit([1, float.NaN]));
    }

    [TestMethod]
    public void logistic_fusion_finds_the_log_likelihood_ratio_of_normal_scores()
    {
        // Genuine N(1, 1), impostor N(−1, 1): the ratio is 2·s. Second comparer N(±1, 2²): s/2. Independent, so they add.
        var random = new TrainingRandom(6);
        const int pairs = 40_000;
        float[] scores = new float[2 * pairs];
        bool[] genuine = new bool[pairs];
        for (int i = 0; i < pairs; i++)
        {
            genuine[i] = i % 10 == 0;
            int mean = genuine[i] ? 1 : -1;
            scores[2 * i] = (float)(random.NextNormal() + mean);
            scores[2 * i + 1] = (float)(2 * random.NextNormal() + mean);
        }

        LogisticFusion fusion = LogisticFusion.Fit(scores, genuine);
        Assert.AreEqual(2, fusion.Weights[0], 0.1);
        Assert.AreEqual(0.5, fusion.Weights[1], 0.05);
        // Nine impostors to one genuine pair move nothing.
        Assert.AreEqual(0, fusion.Bias, 0.1);
        Assert.AreEqual(fusion.Bias + fusion.Weights[0] * 0.25 + fusion.Weights[1], fusion.Fuse([0.25f, 1]), 1e-9);
    }

    [TestMethod]
    public void scores_that_separate_everything_give_finite_weights()
    {
        LogisticFusion fusion = LogisticFusion.Fit([1, 2, 3, 10, 11, 12], [false, false, false, true, true, true]);
        Assert.IsTrue(double.IsFinite(fusion.Weights[0]) && fusion.Weights[0] > 0);
        Assert.IsTrue(fusion.Fuse([3f]) < 0 && fusion.Fuse([10f]) > 0);
    }

    [TestMethod]
    public void one_kind_of_pair_or_scores_that_are_not_finite_are_refused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => LogisticFusion.Fit([1, 2], [true, true]));
        Assert.ThrowsExactly<ArgumentException>(() => LogisticFusion.Fit([1, float.NaN], [true, false]));
        Assert.ThrowsExactly<ArgumentException>(() => LogisticFusion.Fit([1, 2, 3], [true, false]));
        Assert.ThrowsExactly<ArgumentException>(() => new LogisticFusion(0, [1]).Fuse([1, 2]));
    }
}
