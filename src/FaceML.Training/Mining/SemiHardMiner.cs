namespace FaceML.Training.Mining;

/// <summary>
/// For each genuine pair the nearest negative that is farther than the positive but within the margin (Schroff et al. 2015,
/// section 3.2): hard enough to teach, not so hard that the embedding collapses. Pairs without such a negative give no triplet.
/// </summary>
public sealed record SemiHardMiner : TripletMiner
{
    internal override void Mine(MiningBatch batch, ICollection<Triplet> triplets)
    {
        foreach ((int anchor, int positive) in batch.GenuinePairs)
        {
            float near = batch.Distance(anchor, positive), best = near + batch.Margin;
            int negative = -1;
            for (int other = 0; other < batch.Labels.Length; other++)
            {
                float distance = batch.Distance(anchor, other);
                if (batch.Labels[other] != batch.Labels[anchor] && distance > near && distance < best)
                {
                    (negative, best) = (other, distance);
                }
            }

            if (negative >= 0)
            {
                triplets.Add(new Triplet(anchor, positive, negative));
            }
        }
    }
}
