namespace FaceML.Liveness;

/// <summary>
/// The error rates of liveness detection by ISO/IEC 30107-3, each with its interval: APCER, the share of attacks that pass as live, by
/// species, of which the worst counts; BPCER, the share of live images that are taken for attacks. Made by
/// <see cref="FaceCatalog.EvaluateLiveness(IDataView, FaceLivenessEvaluationOptions)"/>. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// With the people known, intervals are by person: those of rates at a fixed threshold are Wilson's on the number of independent images
/// that the images are worth (exact, Clopper and Pearson's, where each person gives one image); those of figures whose threshold depends on
/// the images are percentiles of a bootstrap over people, and at least as wide as the interval of the rate at that threshold, since a
/// bootstrap of no error at all would have no width.
/// </remarks>
public sealed class FaceLivenessMetrics
{
    private const string Stage = "EvaluateLiveness";

    private FaceLivenessMetrics(
        IReadOnlyList<FaceSpeciesMetrics> species, IReadOnlyList<BpcerAtApcer> bpcerAtApcer, Estimate liveNonResponse)
    {
        Species = species;
        BpcerAtApcer = bpcerAtApcer;
        LiveNonResponse = liveNonResponse;
    }

    /// <summary>The species of attack, in order of appearance.</summary>
    public IReadOnlyList<FaceSpeciesMetrics> Species { get; }

    /// <summary>The equal error rate of the species with the largest one.</summary>
    public Estimate EqualErrorRate => Species.Select(species => species.EqualErrorRate).MaxBy(rate => rate?.Value ?? -1)!;

    /// <summary>APCER of the decisions: that of the species with the largest one. Null without a column of decisions.</summary>
    public Estimate? Apcer => Species.Select(species => species.Apcer).MaxBy(apcer => apcer?.Value ?? -1);

    /// <summary>BPCER of the decisions: the share of live images that were taken for attacks. Null without a column of decisions.</summary>
    public Estimate? Bpcer { get; private init; }

    /// <summary>The BPCERs at the APCERs of <see cref="FaceLivenessEvaluationOptions.AttackErrorRates"/>, in that order.</summary>
    public IReadOnlyList<BpcerAtApcer> BpcerAtApcer { get; }

    /// <summary>The share of live images without a score, because no face was found (BPNRR). They are not in the other rates.</summary>
    public Estimate LiveNonResponse { get; }

    /// <summary>Live images with a score.</summary>
    public int LiveCount { get; private init; }

    /// <summary>Attacks with a score.</summary>
    public int AttackCount { get; private init; }

    /// <summary>The people; 0 when they are not known.</summary>
    public int PersonCount { get; private init; }

    /// <summary>The BPCER at an APCER of <see cref="BpcerAtApcer"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It was not among the rates asked for.</exception>
    public BpcerAtApcer BpcerAt(double apcer) => BpcerAtApcer.FirstOrDefault(at => at.Apcer == apcer)
        ?? throw new ArgumentOutOfRangeException(nameof(apcer), apcer,
            $"The APCER must be one that was measured: {string.Join(", ", BpcerAtApcer.Select(at => RateText.Of(at.Apcer)))}.");

    internal static FaceLivenessMetrics Measure(IDataView data, FaceLivenessEvaluationOptions options)
    {
        options.Validate();
        return Measure(LivenessScores.Read(data, Stage, options), options);
    }

    private static FaceLivenessMetrics Measure(LivenessScores rows, FaceLivenessEvaluationOptions options)
    {
        ComparisonScores scores = ScoresOf(rows);
        var curves = new SpeciesCurves(rows, scores);
        double[] rates = [.. options.AttackErrorRates];
        Estimate[] figures = new ComparisonBootstrap(scores, options.Replicates, options.Seed).Estimate(
            weights =>
            {
                ErrorCurve[] resampled = curves.Of(weights);
                return [.. resampled.Select(curve => curve.EqualErrorRate), .. rates
                    .Select(rate => SpeciesCurves.At(resampled, rate).FalseNonMatchRate)];
            },
            curves.IsUsable,
            options.Confidence);
        ErrorCurve[] whole = curves.Of(null);
        Dictionary<int, Estimate> equalErrors = curves.Scored
            .Select((species, i) => (species, Wider(figures[i], FixedAt(scores, whole[i].EqualErrorThreshold, options)))).ToDictionary();
        return new FaceLivenessMetrics(
            [.. Enumerable.Range(0, rows.Species.Count)
                .Select(species => SpeciesOf(rows, scores, species, equalErrors.GetValueOrDefault(species), options))],
            [.. rates.Select((rate, i) =>
            {
                float threshold = LivenessThreshold.Finite(SpeciesCurves.At(whole, rate).Threshold, scores.Scores);
                return new BpcerAtApcer(rate, threshold, Wider(figures[whole.Length + i], FixedAt(scores, threshold, options)));
            })],
            Estimate.Rate(rows.LiveWithout, rows.LiveWithout + scores.GenuineCount, options.Confidence))
        {
            Bpcer = rows.Decisions.Count > 0
                ? RateOf(scores, Enumerable.Range(0, scores.Count), i => rows.Decisions[i], true, options)
                : null,
            LiveCount = scores.GenuineCount,
            AttackCount = scores.ImpostorCount,
            PersonCount = scores.IdentityCount,
        };
    }

    private static ComparisonScores ScoresOf(LivenessScores rows)
    {
        try
        {
            return rows.ToScores();
        }
        catch (EvaluationDataException e) when (e.Row is null)
        {
            int attacks = Enumerable.Range(0, rows.Species.Count).Sum(rows.Without);
            throw new EvaluationDataException(
                $"{Stage} needs live images and attacks with a score; there are {rows.SpeciesOf.Count(s => s < 0)} and "
                    + $"{rows.SpeciesOf.Count(s => s >= 0)}, and {rows.LiveWithout} and {attacks} without a face.");
        }
    }

    private static FaceSpeciesMetrics SpeciesOf(
        LivenessScores rows, ComparisonScores scores, int species, Estimate? equalError, FaceLivenessEvaluationOptions options)
    {
        int[] own = [.. Enumerable.Range(0, scores.Count).Where(i => rows.SpeciesOf[i] == species)];
        int people = rows.People.Count == 0 ? 0 : own.Select(i => rows.People[i]).Distinct().Count();
        return new FaceSpeciesMetrics(
            rows.Species[species], own.Length, people, equalError,
            rows.Decisions.Count > 0 && own.Length > 0 ? RateOf(scores, own, i => rows.Decisions[i], false, options) : null,
            Estimate.Rate(rows.Without(species), rows.Without(species) + own.Length, options.Confidence));
    }

    private static Estimate FixedAt(ComparisonScores scores, float threshold, FaceLivenessEvaluationOptions options) =>
        RateOf(scores, Enumerable.Range(0, scores.Count), i => scores.Scores[i] >= threshold, true, options);

    private static Estimate RateOf(
        ComparisonScores scores, IEnumerable<int> rows, Func<int, bool> isLive, bool live, FaceLivenessEvaluationOptions options)
    {
        Estimate rate = OperatingPoint.RateOf(scores, rows, isLive, live, options.Confidence);
        int[] own = [.. rows.Where(i => scores.IsGenuine[i] == live)];
        bool oneEach = !scores.HasIdentities || own.Select(i => scores.FirstIdentities[i]).Distinct().Count() == own.Length;
        if (!oneEach)
        {
            return rate;
        }

        (double low, double high) = BinomialInterval.ClopperPearson(rate.Events, rate.Trials, options.Confidence);
        return rate with { Low = low, High = high, Method = IntervalMethod.ClopperPearson };
    }

    private static Estimate Wider(Estimate bootstrap, Estimate atThreshold) =>
        bootstrap with { Low = Math.Min(bootstrap.Low, atThreshold.Low), High = Math.Max(bootstrap.High, atThreshold.High) };
}
