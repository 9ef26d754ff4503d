namespace FaceML.Evaluation;

/// <summary>
/// By how much one way of showing some labeled faces separates their people better than another way of showing the same faces, and how sure
/// that is. Both ways are measured on the same pairs, so that what makes these people easy or hard drops out: the difference of two d′ is
/// known many times better than either of them.
/// </summary>
/// <param name="DPrime">
/// The difference of d′ (<see cref="Separation.DPrime"/>), above 0 where the first way separates better. The lowest twentieth of each way's
/// genuine scores is left out: some images of any collection show somebody else.
/// </param>
/// <param name="StandardError">
/// The difference's standard error by the jackknife over people (each person left out once, with all pairs; Efron and Stein, 1981): other
/// images of the same people say little that is new, other people do. Infinite with fewer than <see cref="FewestPeople"/> people.
/// </param>
/// <param name="People">The people.</param>
public sealed record SeparationAdvantage(double DPrime, double StandardError, int People)
{
    /// <summary>With fewer people nothing is concluded.</summary>
    public const int FewestPeople = 5;

    private const double Trimmed = 0.05;

    // A normal deviate of 3 is passed by chance once in 740: over the dozen ways that are tried, in less than two checks of a hundred.
    private const double Deviate = 3;

    /// <summary>The lower end of what the difference may be: three standard errors below it, more with few people (Student's t).</summary>
    public double Lower => DPrime - Quantile(People - 1) * StandardError;

    /// <summary>The upper end.</summary>
    public double Upper => DPrime + Quantile(People - 1) * StandardError;

    /// <summary>In one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{DPrime:+0.00;-0.00} [{Lower:0.00}, {Upper:0.00}]");

    /// <summary>Trimmed d′ over all people, then without each of them.</summary>
    internal static double[] WithoutEach(ComparisonScores scores)
    {
        if (!scores.HasIdentities)
        {
            throw new ArgumentException("The people of the pairs must be known.", nameof(scores));
        }

        List<(double Score, int Person)> genuine = [];
        Moments[] impostor = new Moments[scores.IdentityCount];
        Moments allImpostor = default;
        for (int i = 0; i < scores.Count; i++)
        {
            double score = scores.Scores[i];
            (int first, int second) = (scores.FirstIdentities[i], scores.SecondIdentities[i]);
            if (first == second)
            {
                genuine.Add((score, first));
                continue;
            }

            impostor[first].Add(score);
            impostor[second].Add(score);
            allImpostor.Add(score);
        }

        genuine.Sort();
        return [DPrimeOf([.. genuine.Select(g => g.Score)], allImpostor), .. impostor
            .Select((own, person) => DPrimeOf([.. genuine.Where(g => g.Person != person).Select(g => g.Score)], allImpostor.Without(own)))];
    }

    /// <summary>The advantage of one way over another, each given as <see cref="WithoutEach"/>.</summary>
    internal static SeparationAdvantage Of(IReadOnlyList<double> way, IReadOnlyList<double> reference)
    {
        int people = way.Count - 1;
        double[] differences = [.. way.Zip(reference, (a, b) => a - b)];
        double mean = differences.Skip(1).Average();
        double squares = differences.Skip(1).Sum(d => (d - mean) * (d - mean));
        return new(differences[0], people < FewestPeople
            || !double.IsFinite(squares) ? double.PositiveInfinity : Math.Sqrt(squares * (people - 1) / people), people);
    }

    // Student's t at the same tail, by Abramowitz and Stegun 26.7.5.
    private static double Quantile(int freedom)
    {
        const double x = Deviate, x3 = x * x * x, x5 = x3 * x * x, x7 = x5 * x * x;
        double v = Math.Max(1, freedom);
        return x + (x3 + x) / (4 * v) + (5 * x5 + 16 * x3 + 3 * x) / (96 * v * v) + (3 * x7 + 19 * x5 + 17 * x3 - 15 * x) / (
            384 * v * v * v);
    }

    private static double DPrimeOf(ReadOnlySpan<double> sortedGenuine, in Moments impostor)
    {
        Moments genuine = default;
        foreach (double score in sortedGenuine[(int)(sortedGenuine.Length * Trimmed)..])
        {
            genuine.Add(score);
        }

        return genuine.Variance + impostor.Variance > 0
            ? Decidability.Index(genuine.Mean, genuine.Variance, impostor.Mean, impostor.Variance)
            : genuine.Count > 0 ? 0
            : double.NaN;
    }

    private record struct Moments(double Count, double Sum, double Squares)
    {
        internal readonly double Mean => Sum / Count;

        internal readonly double Variance => Math.Max(0, (Squares - Sum * Sum / Count) / Math.Max(1, Count - 1));

        internal void Add(double value) => (Count, Sum, Squares) = (Count + 1, Sum + value, Squares + value * value);

        internal readonly Moments Without(in Moments part) => new(Count - part.Count, Sum - part.Sum, Squares - part.Squares);
    }
}
