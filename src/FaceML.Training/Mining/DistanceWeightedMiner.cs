namespace FaceML.Training.Mining;

/// <summary>
/// For each genuine pair a negative drawn with a chance inverse to how common its distance is on the unit sphere,
/// q(d) ∝ d^{n−2}·(1 − d²/4)^{(n−3)/2} (Wu, Manmatha, Smola, Krähenbühl, "Sampling matters in deep embedding learning", 2017,
/// equations 4 and 6), so that near and far negatives are seen alike. Wants unit embeddings of at least 3 numbers.
/// </summary>
public sealed record DistanceWeightedMiner : TripletMiner
{
    /// <summary>Distances below this are taken as this, which bounds the weights. The default value is 0.5, that of the paper.</summary>
    public float NearestDistance { get; init; } = 0.5f;

    /// <summary>
    /// Negatives farther than this are not drawn while there are others. The default value is 1.4, that of the paper's program.
    /// </summary>
    public float FarthestDistance { get; init; } = 1.4f;

    internal override void Mine(MiningBatch batch, ICollection<Triplet> triplets)
    {
        int rows = batch.Labels.Length;
        double[] cumulative = new double[rows];
        for (int anchor = 0; anchor < rows; anchor++)
        {
            double total = Weigh(batch, anchor, cumulative);
            for (int positive = 0; positive < rows && total > 0; positive++)
            {
                if (batch.IsPositive(anchor, positive))
                {
                    triplets.Add(new Triplet(anchor, positive, Draw(cumulative, total, batch.Random)));
                }
            }
        }
    }

    // The running sum of the weights of the anchor's negatives; 0 when it has none.
    private double Weigh(MiningBatch batch, int anchor, double[] cumulative)
    {
        int rows = batch.Labels.Length, negatives = 0, near = 0;
        double largest = double.NegativeInfinity, total = 0;
        for (int j = 0; j < rows; j++)
        {
            bool negative = batch.Labels[j] != batch.Labels[anchor], within = negative && batch.Euclidean(anchor, j) <= FarthestDistance;
            negatives += negative ? 1 : 0;
            near += within ? 1 : 0;
            cumulative[j] = within ? LogWeight(batch.Euclidean(anchor, j), batch.Length) : double.NegativeInfinity;
            largest = Math.Max(largest, cumulative[j]);
        }

        for (int j = 0; j < rows; j++)
        {
            bool negative = batch.Labels[j] != batch.Labels[anchor];
            // All too far: every negative alike.
            total += near == 0 ? (negative ? 1.0 : 0) : Math.Exp(cumulative[j] - largest);
            cumulative[j] = total;
        }

        return negatives == 0 ? 0 : total;
    }

    private double LogWeight(double distance, int length)
    {
        double d = Math.Max(distance, NearestDistance);
        return (2.0 - length) * Math.Log(d) - 0.5 * (length - 3.0) * Math.Log(Math.Max(1 - 0.25 * d * d, 1e-8));
    }

    private static int Draw(double[] cumulative, double total, TrainingRandom random)
    {
        double wanted = random.NextDouble() * total;
        int low = 0, high = cumulative.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = cumulative[middle] > wanted ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
