namespace FaceML.Evaluation.Calibration;

/// <summary>
/// The threshold for searches in a gallery of N templates, from 1:1 impostor scores, with a promise about false positives. Immutable.
/// </summary>
/// <remarks>
/// <para>A search of a person who is not enrolled is a false positive when any of N comparisons matches, so that FPIR ≤ N · FMR whatever
/// the comparisons share (Boole's inequality). The threshold keeps FMR ≤ FPIR / N with the confidence stated, and with it the FPIR. What is
/// lost to independent comparisons, for which FPIR = 1 − (1 − FMR)^N (ISO/IEC 19795-1), is less than half of the FPIR's own share: 0.5 % of
/// a target of 1 %. Where few probes resemble many people the true FPIR is lower still on average, and theirs higher.</para>
/// <para>Where the data show that rate often enough, the bound is the calibrator's (<see cref="ThresholdCalibrator"/>,
/// <see cref="PromiseScope.Population"/>). Beyond, a generalized Pareto distribution is fitted to the largest scores, and the bound is the
/// quantile, at the confidence, of the thresholds that resamples of people give (weights 0 and 2 a person, Owen and Eckles 2012; every
/// resample fits exceedances, shape and scale anew). It counts the uncertainty of the fit, not that of the form: that scores go on as
/// fitted is an assumption, and how far it has been checked is in docs/calibration.md. Rates more than
/// <see cref="FurthestExtrapolation"/> times below one comparison's share are refused.</para>
/// <para>All of it is about a gallery of people like those of the impostor scores; one of a single family or age group is another
/// population.</para>
/// </remarks>
/// <param name="GallerySize">N: the templates in the gallery.</param>
/// <param name="FalsePositiveRate">The FPIR promised.</param>
/// <param name="Threshold">A candidate is returned when <c>score &gt;= Threshold</c>.</param>
/// <param name="Confidence">The one-sided confidence that the FPIR in the population is not above.</param>
/// <param name="Comparisons">The impostor comparisons behind it.</param>
/// <param name="ScoresAbove">How many of them lie at or above the threshold.</param>
/// <param name="Identities">The people in them.</param>
/// <param name="Promise">The bound on the false match rate, where the data show it; null when extrapolated.</param>
/// <param name="Tail">The fitted tail; null when it was not needed.</param>
/// <param name="FittedThreshold">The threshold that the tail alone would give, without allowance for its uncertainty; null when it was not
/// needed.</param>
public sealed record IdentificationThreshold(
    long GallerySize, double FalsePositiveRate, float Threshold, double Confidence, long Comparisons, int ScoresAbove, int Identities,
    ThresholdPromise? Promise, ParetoTail? Tail, float? FittedThreshold)
{
    /// <summary>How many times below one comparison's share a rate may lie.</summary>
    public const double FurthestExtrapolation = 100;

    // Fewer errors do not show how they crowd on people.
    private const int FewestAbove = 30;

    /// <summary>The FMR of one comparison that keeps the FPIR: FPIR / N.</summary>
    public double FalseMatchRate => FalsePositiveRate / GallerySize;

    /// <summary>Whether the threshold lies where the data show too few scores, so that the fitted tail had to be used.</summary>
    public bool IsExtrapolated => Tail is not null;

    /// <summary>
    /// The FPIR of a search in <paramref name="gallerySize"/> templates if its comparisons were independent: 1 − (1 − FMR)^N.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative size or a rate outside [0, 1].</exception>
    public static double FalsePositiveRateFor(long gallerySize, double falseMatchRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gallerySize);
        return falseMatchRate is >= 0 and <= 1
            ? -Precise.ExpMinusOne(gallerySize * Precise.LogOnePlus(-falseMatchRate))
            : throw new ArgumentOutOfRangeException(nameof(falseMatchRate), falseMatchRate, "A rate lies between 0 and 1.");
    }

    /// <summary>Finds the threshold.</summary>
    /// <param name="tail">The largest impostor scores of an all-pairs comparison: somewhat more than the share FPIR / N, and some hundreds
    /// at least.</param>
    /// <param name="gallerySize">N.</param>
    /// <param name="falsePositiveRate">The FPIR to promise, in (0, 1).</param>
    /// <param name="options">Confidence, the length of the fitted tail, resamples.</param>
    /// <exception cref="InsufficientDataException">A few people hold most of the comparisons, the tail is too short to be fitted, or the
    /// rate lies too far beyond the data.</exception>
    /// <exception cref="ArgumentException">The rate lies below the tail: more of the largest scores are needed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A gallery without templates, a rate outside (0, 1), or options outside their
    /// range.</exception>
    public static IdentificationThreshold For(
        ImpostorTail tail, long gallerySize, double falsePositiveRate, IdentificationOptions? options = null)
    {
        options ??= new IdentificationOptions();
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(gallerySize);
        if (falsePositiveRate is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(falsePositiveRate), falsePositiveRate, "A rate lies between 0 and 1, both excluded.");
        }

        double rate = falsePositiveRate / gallerySize;
        ThresholdCalibrator.RequireManyPeople(tail.Clusters, rate, options.Confidence);
        if (rate * tail.Comparisons >= FewestAbove)
        {
            try
            {
                ThresholdCalibration seen =
                    ThresholdCalibrator.FitImpostors(
                    tail, rate, new ThresholdOptions { Confidence = options.Confidence, Scope = PromiseScope.Population });
                return new IdentificationThreshold(gallerySize, falsePositiveRate, seen.Threshold, options.Confidence, tail.Comparisons,
                    (int)seen.Promises[0].Errors, tail.Identities, seen.Promises[0], null, null);
            }
            catch (InsufficientDataException)
            {
                // The errors are there but worth too few independent ones: the tail says more than they do.
            }
        }

        return Extrapolate(tail, gallerySize, falsePositiveRate, rate, options);
    }

    /// <summary>The promise in one sentence, invariant culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"FPIR ≤ {RateText.Of(FalsePositiveRate)} in a gallery of {GallerySize:N0} with {Confidence * 100:0.##} % confidence "
            + $"({(IsExtrapolated ? "extrapolated from" : "seen in")} {Comparisons:N0} impostor comparisons of {Identities:N0} people, "
            + $"{ScoresAbove:N0} of them above)");

    private static IdentificationThreshold Extrapolate(
        ImpostorTail tail, long gallerySize, double falsePositiveRate, double rate, IdentificationOptions options)
    {
        if (rate * tail.Comparisons * FurthestExtrapolation < 1)
        {
            // Comparisons grow with the square of the people.
            long needed = (long)Math.Ceiling(1 / (rate * FurthestExtrapolation)), people =
                (long)Math.Ceiling(tail.Identities * Math.Sqrt((double)needed / tail.Comparisons)) - tail.Identities;
            throw new InsufficientDataException(string.Create(CultureInfo.InvariantCulture,
                $"A gallery of {gallerySize:N0} at FPIR ≤ {RateText.Of(falsePositiveRate)} requires a false match rate of {rate:0.0E0}, "
                    + $"more than {FurthestExtrapolation:0} times below what {tail.Comparisons:N0} impostor comparisons can show. At "
                    + $"least {needed:N0} are needed: about {people:N0} more identities."),
                tail.Comparisons, needed, people);
        }

        int count = (int)Math.Min(options.TailScores, Math.Min(tail.Scores.Length - 1, tail.Comparisons / 50));
        ParetoTail fitted = ParetoTail.Fit(tail.Scores[..Math.Max(0, count + 1)], tail.Comparisons);
        if (rate > fitted.Exceedance)
        {
            throw new ArgumentException(
                $"A false match rate of {rate:G4} lies below the tail of {fitted.Count} scores; more are needed.", nameof(tail));
        }

        double exact = fitted.ScoreAt(rate), bound = Math.Max(exact, tail.ResampledScoreAt(fitted, rate, options));
        if (!double.IsFinite(bound))
        {
            throw new InsufficientDataException(string.Create(CultureInfo.InvariantCulture,
                $"Of the resamples of {tail.Identities:N0} people, more than {(1 - options.Confidence) * 100:0.##} % leave no tail that "
                    + $"can be fitted: more identities are needed."), tail.Comparisons, tail.Comparisons + 1, null);
        }

        float threshold = RoundUp(bound);
        int above = 0;
        foreach (float score in tail.Scores)
        {
            above += score >= threshold ? 1 : 0;
        }

        return new IdentificationThreshold(gallerySize, falsePositiveRate, threshold, options.Confidence, tail.Comparisons, above,
            tail.Identities, null, fitted, RoundUp(exact));
    }

    // The threshold is not to be more lenient than the tail says.
    private static float RoundUp(double value) => (float)value < value ? MathF.BitIncrement((float)value) : (float)value;
}
