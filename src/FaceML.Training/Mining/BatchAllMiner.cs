namespace FaceML.Training.Mining;

/// <summary>
/// Every triplet of the batch that costs something, so that the mean is over those only (Hermans et al. 2017, "batch all" with non-zero
/// mean).
/// </summary>
public sealed record BatchAllMiner : TripletMiner
{
    internal override void Mine(MiningBatch batch, ICollection<Triplet> triplets)
    {
        int rows = batch.Labels.Length;
        for (int anchor = 0; anchor < rows; anchor++)
        {
            for (int positive = 0; positive < rows; positive++)
            {
                if (!batch.IsPositive(anchor, positive))
                {
                    continue;
                }

                float reach = batch.Distance(anchor, positive) + batch.Margin;
                for (int negative = 0; negative < rows; negative++)
                {
                    if (batch.Labels[negative] != batch.Labels[anchor] && batch.Distance(anchor, negative) < reach)
                    {
                        triplets.Add(new Triplet(anchor, positive, negative));
                    }
                }
            }
        }
    }
}
