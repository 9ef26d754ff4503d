namespace FaceML.Evaluation.Calibration;

/// <summary>
/// Chooses thresholds that keep a promise. Thread-safe.
/// </summary>
/// <remarks>
/// <para>Choosing a threshold by looking at scores could spoil a bound that holds at any one threshold. The rule here does not: from the
/// number of (independent) comparisons alone follows the largest number k of errors whose bound meets the target; the threshold lies just
/// above the (k + 1)-th largest impostor score (FNMR: at the (k + 1)-th smallest genuine one). If its true rate exceeded the target, then a
/// fixed threshold, the one at which the true rate reaches the target, would have shown at most k errors, and that has at most the
/// probability 1 − confidence. This is Wilks' distribution-free tolerance limit (Wilks 1941; Guttman 1970); it holds for any distribution,
/// ties included, and is the case of a monotone rate in Bates et al. 2021, "Distribution-free, risk-controlling prediction sets", theorem
/// 1.</para>
/// <para>An equal-error or least-cost threshold depends on both classes at once. Its promise therefore uses a bound that holds at all
/// thresholds together (Dvoretzky, Kiefer and Wolfowitz 1956; constant by Massart 1990), each class with half of the error
/// probability.</para>
/// </remarks>
public static class ThresholdCalibrator
{
    private const int FewestWeighingIdentities = 30;

    /// <summary>Fits a threshold to comparisons of both classes.</summary>
    /// <exception cref="InsufficientDataException">The comparisons cannot support the target.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Options outside their range, a bound by identities without identities, or options that
    /// do not fit the target.</exception>
    public static ThresholdCalibration Fit(ComparisonScores scores, ThresholdTarget target, ThresholdOptions? options = null)
    {
        options ??= new ThresholdOptions();
        options.Validate(target.Kind);
        options = options with { Scope = options.ScopeFor(target.Kind) };
        if (!scores.HasIdentities && options.Bound is not (BoundMethod.Automatic or BoundMethod.Exact))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.Bound, "A bound by identities requires comparisons with identities.");
        }

        if (target.Kind is ThresholdTargetKind.EqualErrorRate or ThresholdTargetKind.Cost)
        {
            return FitBoth(scores, target, options);
        }

        bool genuine = target.Kind == ThresholdTargetKind.FalseNonMatchRate;
        (float threshold, ThresholdPromise promise) = FitRate(RateTail.Of(scores, genuine), target, options);
        OperatingPoint point = OperatingPoint.At(scores, threshold, options.Confidence);
        return new ThresholdCalibration(
            threshold, [promise], point.FalseMatchRate, point.FalseNonMatchRate, BandOf(scores, threshold, options));
    }

    /// <summary>Fits a threshold for a false match rate to the largest impostor scores of an all-pairs comparison.</summary>
    /// <param name="tail">The largest scores: about the target's share of all impostor comparisons, and a few more.</param>
    /// <param name="maxFalseMatchRate">The largest false match rate allowed, in (0, 1).</param>
    /// <param name="options">The options; no abstain band, since no genuine score is known.</param>
    /// <exception cref="InsufficientDataException">The people cannot support the target.</exception>
    /// <exception cref="ArgumentException">A tail that is shorter than the target's share of the comparisons.</exception>
    public static ThresholdCalibration FitImpostors(ImpostorTail tail, double maxFalseMatchRate, ThresholdOptions? options = null)
    {
        options ??= new ThresholdOptions();
        ThresholdTarget target = ThresholdTarget.MaxFalseMatchRate(maxFalseMatchRate);
        options.Validate(target.Kind);
        options = options with { Scope = options.ScopeFor(target.Kind) };
        if (options.AbstainFalseNonMatchRate is not null)
        {
            throw new ArgumentOutOfRangeException(nameof(options), "An abstain band requires genuine scores.");
        }

        RateTail head = tail.ToRateTail();
        (float threshold, ThresholdPromise promise) = FitRate(head, target, options);
        Estimate measured = Estimate.Rate(
            promise.Errors, promise.Comparisons, head.EffectiveSize(promise.Errors, (1 + options.Confidence) / 2), options.Confidence);
        return new ThresholdCalibration(threshold, [promise], measured, null, null);
    }

    private static (float Threshold, ThresholdPromise Promise) FitRate(RateTail tail, ThresholdTarget target, ThresholdOptions options)
    {
        BoundMethod method = MethodFor(tail, options);
        double rate = target.Rate, confidence = options.Confidence;
        long atTarget = (long)Math.Floor(rate * tail.Comparisons);
        if (atTarget >= tail.Scores.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"A target of {rate} is {atTarget:N0} of {tail.Comparisons:N0} comparisons; the tail holds {tail.Scores.Length:N0}, and "
                    + $"more are needed."), nameof(target));
        }

        if (method == BoundMethod.EffectiveSize)
        {
            RequireManyPeople(tail.Clusters!, target.Rate, confidence);
        }

        double size = SizeFor(tail, method, atTarget, options.Scope, confidence);
        double allowed = method switch
        {
            BoundMethod.Conservative => RateBound.ChernoffRate(size, rate, confidence) * tail.Comparisons,
            BoundMethod.Exact when options.Scope == PromiseScope.NextSample =>
                RateBound.NextSampleErrors(tail.Comparisons, rate, confidence),
            _ => RateBound.BinomialErrors(size, rate, confidence) * (tail.Comparisons / size),
        };
        if (method == BoundMethod.IdentityBootstrap && allowed >= 0)
        {
            allowed = Math.Min(allowed, tail.BootstrapErrors(rate, confidence, options.Replicates, options.Seed));
        }

        if (allowed < 0)
        {
            throw Refusal(tail, target, options, method, size);
        }

        bool genuine = target.Kind == ThresholdTargetKind.FalseNonMatchRate;
        int k = (int)Math.Floor(allowed + 1e-9);
        float threshold = genuine ? tail.Scores[k] : MathF.BitIncrement(tail.Scores[k]);
        long errors = tail.Scores.TakeWhile(s => genuine ? s < threshold : s >= threshold).LongCount();
        double observed = (double)errors / tail.Comparisons;
        double bound = method switch
        {
            BoundMethod.Conservative => RateBound.ChernoffUpper(observed, size, confidence),
            BoundMethod.IdentityBootstrap => rate,
            BoundMethod.Exact when options.Scope == PromiseScope.NextSample => rate,
            _ => Math.Min(rate, BinomialInterval.Upper(observed * size, size, confidence)),
        };
        return (threshold, new ThresholdPromise(target, genuine ? ErrorRateKind.FalseNonMatch : ErrorRateKind.FalseMatch,
            bound, confidence, method, options.Scope, errors, tail.Comparisons, size, tail.Identities));
    }

    // The effective size rests on a variance that is estimated between people. Where a few people hold most of the comparisons it rests
    // on those few: with all of LFW's images, 530 of one man, on about three, and the promise was broken in four halves of ten. Student's
    // quantile allows for the few, but not for the one in the next sample who has as many images and is not like them.
    internal static void RequireManyPeople(IdentityClusters clusters, double rate, double confidence)
    {
        double people = clusters.WeighingIdentities;
        if (people < FewestWeighingIdentities && people < clusters.Identities / 2.0)
        {
            throw new InsufficientDataException(string.Create(CultureInfo.InvariantCulture,
                $"A few people hold most of the {clusters.Comparisons:N0} comparisons: the {clusters.Identities:N0} people carry the "
                    + $"statistical weight of {people:0.0} with equal shares, and {FewestWeighingIdentities} are needed. Take about "
                    + $"equally many images of "
                    + $"everyone, or BoundMethod.Conservative."),
                clusters.DisjointComparisons, BinomialInterval.TrialsNeeded(rate, confidence), null);
        }
    }

    private static BoundMethod MethodFor(RateTail tail, ThresholdOptions options) =>
        options.Bound != BoundMethod.Automatic ? options.Bound
        : tail.Clusters is null || tail.Clusters.DisjointComparisons == tail.Comparisons ? BoundMethod.Exact
        : BoundMethod.EffectiveSize;

    // A further sample has the same error as the calibration sample: their difference has twice the variance, as half the size would.
    private static double SizeFor(RateTail tail, BoundMethod method, long atTarget, PromiseScope scope, double confidence)
    {
        double size = method switch
        {
            BoundMethod.EffectiveSize => tail.EffectiveSize(atTarget, confidence),
            BoundMethod.Conservative => tail.Clusters!.DisjointComparisons,
            _ => tail.Comparisons,
        };
        return scope == PromiseScope.NextSample && method != BoundMethod.Exact ? size / 2 : size;
    }

    private static InsufficientDataException Refusal(
        RateTail tail, ThresholdTarget target, ThresholdOptions options, BoundMethod method, double size)
    {
        long needed = BinomialInterval.TrialsNeeded(target.Rate, options.Confidence);
        if (method == BoundMethod.Exact && options.Scope == PromiseScope.NextSample)
        {
            needed = Enumerable.Range(1, 64).Select(i => (long)Math.Ceiling(i / target.Rate))
                .First(n => RateBound.NextSampleErrors(n, target.Rate, options.Confidence) >= 0);
        }

        string kind = target.Kind == ThresholdTargetKind.FalseMatchRate ? "impostor" : "genuine";
        string ask = string.Create(CultureInfo.InvariantCulture,
            $"{target} at {options.Confidence * 100:0.##} % needs at least {needed:N0} independent {kind} pairs");
        if (method == BoundMethod.Exact)
        {
            string further = options.Scope == PromiseScope.NextSample ? " for the rate on a further sample of this size" : "";
            return new InsufficientDataException(string.Create(CultureInfo.InvariantCulture,
                $"{ask}{further}; there are {tail.Comparisons:N0}, {needed - tail.Comparisons:N0} too few."), tail.Comparisons, needed,
                    null);
        }

        // The worth of comparisons grows at least in proportion to the people.
        long people = (long)Math.Ceiling(tail.Identities * needed / size) - tail.Identities;
        string note = options.Scope == PromiseScope.NextSample
            ? string.Create(CultureInfo.InvariantCulture, $", {size:N0} when the error of the next sample is counted too")
            : "";
        return new InsufficientDataException(string.Create(CultureInfo.InvariantCulture,
            $"{ask}. The data hold {tail.Comparisons:N0} {kind} pairs of {tail.Identities:N0} people; because pairs share people, they "
                + $"are worth {(options.Scope == PromiseScope.NextSample ? 2 * size : size):N0} independent ones{note} ({method}). About "
                + $"{people:N0} more identities are needed."), size, needed, people);
    }

    private static AbstainBand? BandOf(ComparisonScores scores, float threshold, ThresholdOptions options)
    {
        if (options.AbstainFalseNonMatchRate is not { } rate)
        {
            return null;
        }

        (float low, ThresholdPromise promise) = FitRate(RateTail.Of(scores, true), ThresholdTarget.MaxFalseNonMatchRate(rate), options);
        low = Math.Min(low, threshold);
        long genuine = scores.FalseNonMatches(threshold) - scores.FalseNonMatches(low);
        long impostor = scores.FalseMatches(low) - scores.FalseMatches(threshold);
        return new AbstainBand(low, threshold, promise, Estimate.Rate(genuine, scores.GenuineCount, options.Confidence),
            Estimate.Rate(impostor, scores.ImpostorCount, options.Confidence));
    }

    private static ThresholdCalibration FitBoth(ComparisonScores scores, ThresholdTarget target, ThresholdOptions options)
    {
        ErrorCurve curve = ErrorCurve.Of(scores);
        float threshold = target.Kind == ThresholdTargetKind.EqualErrorRate
            ? curve.EqualErrorThreshold
            : curve.AtMinimumCost(target.MatedPrior, target.MissCost, target.FalseMatchCost).Threshold;
        ThresholdPromise Promise(bool genuine)
        {
            RateTail tail = RateTail.Of(scores, genuine);
            BoundMethod method = MethodFor(tail, options);
            long errors = genuine ? scores.FalseNonMatches(threshold) : scores.FalseMatches(threshold);
            double size = SizeFor(tail, method, errors, PromiseScope.Population, (1 + options.Confidence) / 2);
            double band = Math.Sqrt(Math.Log(2 / (1 - options.Confidence)) / (2 * size));
            return new ThresholdPromise(target, genuine ? ErrorRateKind.FalseNonMatch : ErrorRateKind.FalseMatch,
                Math.Min(1, ((double)errors / tail.Comparisons) + band), options.Confidence, method, PromiseScope.Population, errors,
                tail.Comparisons, size, tail.Identities);
        }

        OperatingPoint point = OperatingPoint.At(scores, threshold, options.Confidence);
        return new ThresholdCalibration(threshold, [Promise(false), Promise(true)], point.FalseMatchRate, point.FalseNonMatchRate, null);
    }
}
