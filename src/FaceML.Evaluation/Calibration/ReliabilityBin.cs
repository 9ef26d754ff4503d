namespace FaceML.Evaluation.Calibration;

/// <summary>
/// One bin of a reliability diagram at prior ½: both classes weigh the same in total, whatever their numbers. Immutable.
/// </summary>
/// <param name="Low">The lower end of the bin's probabilities.</param>
/// <param name="High">The upper end.</param>
/// <param name="MeanProbability">The weighted mean of the stated probabilities.</param>
/// <param name="Genuine">The weighted share of genuine comparisons, with Wilson's interval on the effective number: (Σw)²/Σw² for the
/// weights (Kish 1965) and, when people are known, not more than the variance between people says.</param>
/// <param name="Weight">The bin's share of all weight.</param>
public sealed record ReliabilityBin(double Low, double High, double MeanProbability, Estimate Genuine, double Weight)
{
    internal static ReliabilityBin Of(
        ComparisonScores scores, int[] rows, double[] probabilities, double low, double high, double confidence)
    {
        double WeightOf(int row) => 0.5 / (scores.IsGenuine[row] ? scores.GenuineCount : scores.ImpostorCount);
        double weight = rows.Sum(WeightOf), squares = rows.Sum(r => WeightOf(r) * WeightOf(r)), stated =
            rows.Sum(r => WeightOf(r) * probabilities[r]);
        int matched = rows.Count(r => scores.IsGenuine[r]);
        double share = rows.Where(r => scores.IsGenuine[r]).Sum(WeightOf) / weight, size = weight * weight / squares;
        if (scores.HasIdentities)
        {
            size = Math.Min(size, SizeByPeople(scores, rows, r => WeightOf(r) * ((scores.IsGenuine[r] ? 1 : 0) - share) / weight, share));
        }

        (double lower, double upper) = BinomialInterval.Wilson(Math.Min(share, 1) * size, size, confidence);
        Estimate genuine = new(share, lower, upper, confidence,
            scores.HasIdentities ? IntervalMethod.IdentityWilson : IntervalMethod.Wilson, matched, rows.Length);
        return new ReliabilityBin(low, high, stated / weight, genuine, weight);
    }

    // p(1 − p) over the variance of the share that allows any dependence between comparisons with a common person (as IdentityClusters,
    // with weights); a bin of one class shows no variance and counts as many comparisons as share no person.
    private static double SizeByPeople(ComparisonScores scores, int[] rows, Func<int, double> residual, double share)
    {
        (int First, int Second) People(int row) => (scores.FirstIdentities[row], scores.SecondIdentities[row]);
        bool genuine = scores.IsGenuine[rows[0]];
        if (rows.All(r => scores.IsGenuine[r] == genuine))
        {
            return IdentityClusters.FromPairs(rows.Select(People), genuine, scores.IdentityCount).DisjointComparisons;
        }

        Dictionary<int, double> people = [];
        Dictionary<(int, int), double> pairs = [];
        foreach (int row in rows)
        {
            (int a, int b) = People(row);
            double r = residual(row);
            people[a] = people.GetValueOrDefault(a) + r;
            if (a != b)
            {
                people[b] = people.GetValueOrDefault(b) + r;
                pairs[(Math.Min(a, b), Math.Max(a, b))] = pairs.GetValueOrDefault((Math.Min(a, b), Math.Max(a, b))) + r;
            }
        }

        double variance = people.Values.Sum(r => r * r) - pairs.Values.Sum(r => r * r);
        return variance > 0 ? share * (1 - share) / variance : double.PositiveInfinity;
    }
}
