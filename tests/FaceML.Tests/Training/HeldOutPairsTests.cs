namespace FaceML.Tests.Training;

[TestClass]
public sealed class HeldOutPairsTests
{
    [TestMethod]
    public void all_genuine_pairs_and_as_many_impostors_as_allowed_always_the_same()
    {
        EmbeddingSet set = FaceMetricHeadEstimatorTests.Vectors(ShiftedFaces.People(0, 20, images: 4));

        ComparisonScores all = HeldOutPairs.Score(set), some = HeldOutPairs.Score(set, mostImpostors: 500), again =
            HeldOutPairs.Score(set, mostImpostors: 500);

        // 20 people with 4·3/2 pairs; 80·79/2 pairs in all.
        Assert.AreEqual((120, 3040), (all.GenuineCount, all.ImpostorCount));
        Assert.AreEqual((120, 500), (some.GenuineCount, some.ImpostorCount));
        CollectionAssert.AreEqual(some.Scores.ToArray(), again.Scores.ToArray());
        Assert.AreEqual(20, some.IdentityCount);
    }

    [TestMethod]
    public void no_change_is_not_separable()
    {
        EmbeddingSet set = FaceMetricHeadEstimatorTests.Vectors(ShiftedFaces.People(0, 20));

        PairedComparison same = HeldOutPairs.Compare(set, set, new EvaluationOptions { Replicates = 100 });

        Assert.IsTrue(same.Differences.All(d => !d.IsSeparable && d.Difference.Value == 0));
    }
}
