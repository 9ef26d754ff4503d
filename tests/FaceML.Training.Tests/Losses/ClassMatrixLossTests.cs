namespace FaceML.Training.Tests.Losses;

[TestClass]
public sealed class ClassMatrixLossTests
{
    [TestMethod]
    public void classes_start_at_the_means_of_their_embeddings()
    {
        var loss = (ClassMatrixLoss)new ArcFaceLossOptions().Create(3, 2, [], new TrainingRandom(1));
        float[] third = loss.Parameters[0].Values[4..];

        // Class 0 at 0° and 90°: its mean points to 45°. Class 1 at 180°. Class 2 has no embedding.
        loss.StartAt([1, 0, 0, 1, -1, 0], [0, 0, 1]);

        float[] weights = loss.Parameters[0].Values;
        Assert.AreEqual(MathF.Sqrt(0.5f), weights[0], 1e-6);
        Assert.AreEqual(MathF.Sqrt(0.5f), weights[1], 1e-6);
        CollectionAssert.AreEqual(new[] { -1f, 0f }, weights[2..4]);
        CollectionAssert.AreEqual(third, weights[4..]);
    }

    [TestMethod]
    public void what_does_not_fit_is_refused()
    {
        var loss = (ClassMatrixLoss)new SoftmaxLossOptions().Create(2, 3, [], new TrainingRandom(1));

        Assert.ThrowsExactly<ArgumentException>(() => loss.StartAt(new float[5], [0, 1]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => loss.StartAt(new float[6], [0, 2]));
    }
}
