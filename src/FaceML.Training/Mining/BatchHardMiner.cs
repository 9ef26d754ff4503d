namespace FaceML.Training.Mining;

/// <summary>
/// For each anchor its farthest positive and its nearest negative (Hermans et al. 2017, equation 5); one triplet per anchor that has both.
/// </summary>
public sealed record BatchHardMiner : TripletMiner
{
    internal override void Mine(MiningBatch batch, ICollection<Triplet> triplets)
    {
        int rows = batch.Labels.Length;
        for (int anchor = 0; anchor < rows; anchor++)
        {
            int positive = -1, negative = -1;
            float farthest = -1, nearest = float.PositiveInfinity;
            for (int other = 0; other < rows; other++)
            {
                float distance = batch.Distance(anchor, other);
                if (batch.IsPositive(anchor, other) && distance > farthest)
                {
                    (positive, farthest) = (other, distance);
                }
                else if (batch.Labels[other] != batch.Labels[anchor] && distance < nearest)
                {
                    (negative, nearest) = (other, distance);
                }
            }

            if (positive >= 0 && negative >= 0)
            {
                triplets.Add(new Triplet(anchor, positive, negative));
            }
        }
    }
}
