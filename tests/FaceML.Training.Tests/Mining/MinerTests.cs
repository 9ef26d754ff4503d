namespace FaceML.Training.Tests.Mining;

/// <summary>Four people on a line: positions 0 and 1 are A, 1.5 and 9 are B. Distances can be read off.</summary>
[TestClass]
public sealed class MinerTests
{
    private static readonly float[] Positions = [0, 1, 1.5f, 9];
    private static readonly int[] Labels = [0, 0, 1, 1];

    [TestMethod]
    public void batch_all_takes_every_triplet_that_costs()
    {
        // d(0,1) = 1, d(0,2) = 1.5: costs with margin 1; d(0,3) = 9: not. d(1,2) = 0.5 costs; d(1,3) = 8 not.
        // d(2,3) = 7.5 against d(2,0) = 1.5 and d(2,1) = 0.5; d(3,2) = 7.5 against d(3,0) = 9: not, d(3,1) = 8.
        CollectionAssert.AreEqual(
            new Triplet[] { new(0, 1, 2), new(1, 0, 2), new(2, 3, 0), new(2, 3, 1), new(3, 2, 1) }, Mine(new BatchAllMiner(), 1));
    }

    [TestMethod]
    public void batch_hard_takes_the_farthest_positive_and_the_nearest_negative() =>
        CollectionAssert.AreEqual(new Triplet[] { new(0, 1, 2), new(1, 0, 2), new(2, 3, 1), new(3, 2, 1) }, Mine(new BatchHardMiner(), 1));

    [TestMethod]
    public void semi_hard_takes_the_nearest_negative_between_positive_and_margin() =>
        CollectionAssert.AreEqual(new Triplet[] { new(0, 1, 2), new(3, 2, 1) }, Mine(new SemiHardMiner(), 1));

    [TestMethod]
    public void distance_weighted_draws_near_and_far_by_the_paper()
    {
        // Unit vectors in 8 dimensions are meant; only the distances count: negatives at 0.6 and 1.2, one beyond 1.4.
        float[] squared = new float[25];
        void Set(int i, int j, float d) => squared[i * 5 + j] = squared[j * 5 + i] = d * d;
        Set(0, 1, 0.5f);
        Set(0, 2, 0.6f);
        Set(0, 3, 1.2f);
        Set(0, 4, 1.9f);
        int[] labels = [0, 0, 1, 2, 3], counts = new int[5];
        var random = new TrainingRandom(9);
        for (int i = 0; i < 20_000; i++)
        {
            List<Triplet> triplets = [];
            new DistanceWeightedMiner().Mine(new MiningBatch(squared, labels, 8, 0.2f, squared: false, random), triplets);
            counts[triplets.First(t => t.Anchor == 0).Negative]++;
        }

        static double Weight(double d) => Math.Pow(d, -6) * Math.Pow(1 - d * d / 4, -2.5);
        Assert.AreEqual(0, counts[4]);
        Assert.AreEqual(Weight(0.6) / (Weight(0.6) + Weight(1.2)), counts[2] / 20_000.0, 0.005);
    }

    [TestMethod]
    public void distance_weighted_draws_even_when_all_negatives_are_far()
    {
        List<Triplet> triplets = Mine(new DistanceWeightedMiner { FarthestDistance = 0.1f }, 1);
        Assert.HasCount(4, triplets);
        Assert.IsTrue(triplets.All(t => Labels[t.Anchor] == Labels[t.Positive] && Labels[t.Anchor] != Labels[t.Negative]));
    }

    private static List<Triplet> Mine(TripletMiner miner, float margin)
    {
        float[] squared = [.. from a in Positions from b in Positions select (a - b) * (a - b)];
        List<Triplet> triplets = [];
        miner.Mine(new MiningBatch(squared, Labels, 8, margin, squared: false, new TrainingRandom(1)), triplets);
        return triplets;
    }
}
