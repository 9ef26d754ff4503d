namespace FaceML.Training.Mining;

/// <summary>
/// How the triplets of a batch that are worth learning from are picked: <see cref="SemiHardMiner"/>, <see cref="BatchHardMiner"/>,
/// <see cref="BatchAllMiner"/> or <see cref="DistanceWeightedMiner"/>. Immutable, holds no state, safe to share.
/// </summary>
public abstract record TripletMiner
{
    private protected TripletMiner()
    {
    }

    /// <summary>Adds the triplets picked, in a fixed order.</summary>
    internal abstract void Mine(MiningBatch batch, ICollection<Triplet> triplets);
}
