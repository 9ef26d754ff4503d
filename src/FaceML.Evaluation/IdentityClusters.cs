using MathNet.Numerics.Distributions;

namespace FaceML.Evaluation;

/// <summary>
/// How comparisons of one class share people: what turns a number of comparisons into a number of independent ones.
/// Two comparisons depend on each other when they have a person in common.
/// </summary>
internal sealed class IdentityClusters
{
    private readonly long[] perIdentity;
    private readonly Dictionary<long, int>? perCell;
    private readonly int[]? samples;
    private readonly bool genuine;
    private readonly double squaredCells;

    private IdentityClusters(long[] perIdentity, Dictionary<long, int>? perCell, int[]? samples, bool genuine, long comparisons,
        double squaredCells, long largestCell)
    {
        (this.perIdentity, this.perCell, this.samples, this.genuine, this.squaredCells) =
            (perIdentity, perCell, samples, genuine, squaredCells);
        Comparisons = comparisons;
        Identities = perIdentity.Count(n => n > 0);
        double squares = perIdentity.Sum(n => (double)n * n), fourths = perIdentity.Sum(n => (double)n * n * n * n);
        WeighingIdentities = fourths == 0 ? 0 : squares * squares / fourths;
        long busiest = perIdentity.Max();

        // The comparisons split into this many sets of nearly equal size (de Werra 1971) in which no person appears twice: genuine ones by
        // taking one of each person at a time, impostor ones by an edge coloring (Shannon 1949: ⌊3Δ/2⌋ colors; Vizing 1964: Δ + μ).
        long colors = genuine ? busiest : Math.Min(busiest + largestCell, 3 * busiest / 2);
        DisjointComparisons = Math.Max(1, comparisons / colors);
    }

    /// <summary>The number of comparisons.</summary>
    public long Comparisons { get; }

    /// <summary>The number of people in them.</summary>
    public int Identities { get; }

    /// <summary>
    /// The number of people of equal weight that would tell the variance of a rate as well as these do: (Σ aᵢ²)² / Σ aᵢ⁴ for aᵢ comparisons
    /// of person i (Satterthwaite 1946, degrees of freedom of a sum of squares). Small when a few people hold most of the comparisons.
    /// </summary>
    public double WeighingIdentities { get; }

    /// <summary>
    /// A number of comparisons that share no person: at least so many independent ones are in the data (Hoeffding 1963, section 5; Janson
    /// 2004).
    /// </summary>
    public long DisjointComparisons { get; }

    /// <summary>One class's comparisons, given by their two people, 0 to <paramref name="identities"/> − 1.</summary>
    public static IdentityClusters FromPairs(IEnumerable<(int First, int Second)> pairs, bool genuine, int identities)
    {
        (long[] perIdentity, Dictionary<long, int> cells, long count) = Tally(pairs, genuine, identities);
        double squares = cells.Values.Sum(n => (double)n * n);
        return new IdentityClusters(perIdentity, cells, null, genuine, count, squares, cells.Count == 0 ? 0 : cells.Values.Max());
    }

    /// <summary>Every impostor comparison among samples of which person i has <paramref name="samples"/>[i].</summary>
    public static IdentityClusters AllPairs(int[] samples)
    {
        long total = 0;
        double squares = 0, fourths = 0;
        foreach (int n in samples)
        {
            total += n;
            squares += (double)n * n;
            fourths += (double)n * n * n * n;
        }

        long[] perIdentity = [.. samples.Select(n => n * (total - n))];
        long[] largest = [.. samples.OrderDescending().Take(2).Select(n => (long)n)];
        return new IdentityClusters(perIdentity, null, samples, false, perIdentity.Sum() / 2, ((squares * squares) - fourths) / 2,
            largest.Length == 2 ? largest[0] * largest[1] : 0);
    }

    /// <summary>Every genuine comparison among samples of which person i has <paramref name="samples"/>[i].</summary>
    public static IdentityClusters AllGenuine(int[] samples)
    {
        long[] perIdentity = [.. samples.Select(n => (long)n * (n - 1) / 2)];
        return new IdentityClusters(perIdentity, null, null, true, perIdentity.Sum(), 0, 0);
    }

    /// <summary>
    /// The effective number of independent comparisons behind the rate of the events given: p(1 − p) over the variance of the
    /// rate that allows any dependence between comparisons with a common person, V = (Σᵢ Rᵢ² − Σᵢⱼ rᵢⱼ²) / n², where rᵢⱼ is the
    /// residual (events − p·comparisons) of a pair of people and Rᵢ that of all comparisons of person i (Fafchamps and Gubert 2007,
    /// "The formation of risk sharing networks", eq. 2.6; Aronow, Samii and Assenova 2015), times (z/t)² for the quantiles at
    /// <paramref name="confidence"/>, since the variance is itself estimated, with <see cref="WeighingIdentities"/> degrees of freedom
    /// (Korn and Graubard 1998). Never more than <see cref="Comparisons"/>;
    /// <see cref="DisjointComparisons"/> when there is no event (or nothing else), from which dependence cannot be seen, and when no
    /// person is shared.
    /// </summary>
    /// <param name="events">The two people of every comparison with the event.</param>
    /// <param name="confidence">The one-sided confidence of the bound that the size is for; (1 + c)/2 for a two-sided interval.</param>
    public double EffectiveSize(IEnumerable<(int First, int Second)> events, double confidence)
    {
        (long[] eventsOf, Dictionary<long, int> eventCells, long total) = Tally(events, genuine, perIdentity.Length);
        if (total == 0 || total == Comparisons || DisjointComparisons == Comparisons)
        {
            return DisjointComparisons;
        }

        double p = (double)total / Comparisons, vertices = 0, cells = 0;
        for (int i = 0; i < perIdentity.Length; i++)
        {
            double residual = eventsOf[i] - (p * perIdentity[i]);
            vertices += residual * residual;
        }

        if (!genuine)
        {
            double crossed = 0, squared = 0;
            foreach ((long cell, int n) in eventCells)
            {
                squared += (double)n * n;
                crossed += (double)n * Size(cell);
            }

            cells = squared - (2 * p * crossed) + (p * p * squaredCells);
        }

        double variance = (vertices - cells) * Identities / Math.Max(1.0, Identities - 1) / ((double)Comparisons * Comparisons);
        double binomial = p * (1 - p) / Comparisons;
        return variance <= binomial ? Comparisons : p * (1 - p) / variance * Shrinkage(confidence);
    }

    private double Shrinkage(double confidence)
    {
        // At one half both quantiles are zero, and their ratio has the limit φ_t(0)/φ(0); a bound there is hardly one.
        double z = Normal.InvCDF(0, 1, Math.Max(confidence, 0.51)), t =
            StudentT.InvCDF(0, 1, WeighingIdentities, Math.Max(confidence, 0.51));
        return z * z / (t * t);
    }

    /// <summary>
    /// The total weight of all comparisons when a genuine one weighs its person's weight and an impostor one the product of both.
    /// </summary>
    public double TotalWeight(double[] people)
    {
        double sum = 0, squares = 0;
        if (perCell is not null && !genuine)
        {
            foreach ((long cell, int n) in perCell)
            {
                sum += n * people[(int)(cell >> 32)] * people[(int)(cell & int.MaxValue)];
            }

            return sum;
        }

        for (int i = 0; i < people.Length; i++)
        {
            double weight = people[i] * (genuine ? perIdentity[i] : samples![i]);
            sum += weight;
            squares += weight * weight;
        }

        return genuine ? sum : ((sum * sum) - squares) / 2;
    }

    private double Size(long cell) => perCell is not null
        ? perCell[cell]
        : (double)samples![(int)(cell >> 32)] * samples[(int)(cell & int.MaxValue)];

    // Comparisons of each person, of each pair of people (impostors alone), and in all.
    private static (long[] PerIdentity, Dictionary<long, int> Cells, long Count) Tally(
        IEnumerable<(int First, int Second)> pairs, bool genuine, int identities)
    {
        long[] perIdentity = new long[identities];
        Dictionary<long, int> cells = [];
        long count = 0;
        foreach ((int first, int second) in pairs)
        {
            count++;
            perIdentity[first]++;
            if (!genuine)
            {
                perIdentity[second]++;
                long cell = Cell(first, second);
                cells[cell] = cells.GetValueOrDefault(cell) + 1;
            }
        }

        return (perIdentity, cells, count);
    }

    private static long Cell(int a, int b) => a < b ? ((long)a << 32) | (uint)b : ((long)b << 32) | (uint)a;
}
