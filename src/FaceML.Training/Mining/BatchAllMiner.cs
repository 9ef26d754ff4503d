namespace FaceML.Training.Mining;

/// <summary>
/// Every triplet of the batch that costs something, so that the mean is over those only (Hermans et al. 2017, "batch all" with non-zero
/// mean).
/// </summary>
public sealed record BatchAllMiner : TripletMiner
{
    internal override void Mine(MiningBatch batch, ICollection<Triplet> triplets)
    {
        foreach ((int anchor, int positive) in batch.GenuinePairs)
        {
            float reach = batch.Distance(anchor, positive) + batch.Margin;
            for (int negative = 0; negative < batch.Labels.Length; negative++)
            {
                if (batch.Labels[negative] != batch.Labels[anchor] && batch.Distance(anchor, negative) < reach)
                {
                    triplets.Add(new Triplet(anchor, positive, negative));
                }
            }
        }
    }
}
