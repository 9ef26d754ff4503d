namespace FaceML.Training.Mining;

/// <summary>Picks the triplets of a batch that are worth learning from. Implementations hold no state and are safe to share.</summary>
public interface ITripletMiner
{
    /// <summary>Adds the triplets picked.</summary>
    /// <param name="batch">The batch's labels and distances.</param>
    /// <param name="triplets">Where the triplets are added, in a fixed order.</param>
    void Mine(MiningBatch batch, ICollection<Triplet> triplets);
}
