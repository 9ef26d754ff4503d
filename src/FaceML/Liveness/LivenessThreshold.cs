using System.Numerics.Tensors;

namespace FaceML.Liveness;

/// <summary>Where a live face begins: the strictest threshold that any species of attack needs.</summary>
internal static class LivenessThreshold
{
    // Below this many people the variance between them, on which the effective size rests, is itself unknown; as ThresholdCalibrator has it
    // for those who weigh most.
    private const int FewestPeople = 30;

    /// <summary>Fits the threshold that promises an APCER for every species.</summary>
    /// <param name="scores">Scores of samples that nothing was learned from.</param>
    /// <param name="samples">What they are.</param>
    /// <param name="names">The species.</param>
    /// <param name="maxApcer">The APCER to promise.</param>
    /// <param name="bound">The confidence that no species' APCER exceeds it, and how that is bounded.</param>
    /// <exception cref="InsufficientDataException">The attacks of a species cannot support it.</exception>
    public static (float Threshold, FaceLivenessPromise[] Promises) Promise(
        float[] scores, LivenessSamples samples, IReadOnlyList<string> names, double maxApcer, ThresholdOptions bound)
    {
        ThresholdOptions each = bound with { Confidence = 1 - (1 - bound.Confidence) / names.Count };
        FaceLivenessPromise[] promises =
            [.. names.Select((name, species) =>
            new FaceLivenessPromise(name, bound.Confidence, Fit(scores, samples, species, name, maxApcer, each)))];
        return (promises.Max(promise => promise.Calibration.Threshold), promises);
    }

    /// <summary>The most lenient threshold at which no species' measured APCER exceeds a rate: no promise.</summary>
    public static float Measured(float[] scores, LivenessSamples samples, double apcer) =>
        Finite(Curves(scores, samples).Max(curve => curve.AtFalseMatchRate(apcer).Threshold), scores);

    /// <summary>A threshold that lets nothing pass, where attacks have the highest score: just above it instead of infinite.</summary>
    public static float Finite(float threshold, ReadOnlySpan<float> scores) => float.IsFinite(threshold)
        ? threshold
        : MathF.BitIncrement(TensorPrimitives.Max(scores));

    /// <summary>The equal error rate of the species with the largest one.</summary>
    public static double EqualErrorRate(float[] scores, LivenessSamples samples) =>
        Curves(scores, samples).Max(curve => curve.EqualErrorRate);

    private static IEnumerable<ErrorCurve> Curves(float[] scores, LivenessSamples samples) =>
        samples.Species.Where(species => species >= 0).Distinct().Order()
            .Select(species => ErrorCurve.Of(Scores(scores, samples, species)));

    private static ThresholdCalibration Fit(
        float[] scores, LivenessSamples samples, int species, string name, double maxApcer, ThresholdOptions bound)
    {
        long needed = BinomialInterval.TrialsNeeded(maxApcer, bound.Confidence);
        string ask = string.Create(CultureInfo.InvariantCulture,
            $"An APCER of at most {maxApcer * 100:0.##} % with {bound.Confidence * 100:0.##} % confidence needs at least {needed:N0} "
                + $"independent attacks of the species '{name}' on people who are held out from training");
        int attacks = samples.Species.Count(s => s == species);
        int people = Enumerable.Range(0, samples.Count).Where(i => samples.Species[i] == species)
            .Select(i => samples.People[i]).Distinct().Count();
        const string WayOut = "Or let it go without a promise: MaxApcer = null, or --no-promise of faceml liveness train.";
        if (attacks == 0 || !samples.Live.Contains(true))
        {
            throw new InsufficientDataException(
                $"{ask}; of those people there are {attacks} such attacks and {samples.Live.Count(l => l)} live images. {WayOut}", attacks,
                needed, null);
        }

        // Of few people with several images each, nothing more is known than that the people are independent.
        bool few = bound.Bound is BoundMethod.Automatic or BoundMethod.EffectiveSize && people < attacks && people < FewestPeople;
        try
        {
            return ThresholdCalibrator.Fit(Scores(scores, samples, species), ThresholdTarget.MaxFalseMatchRate(maxApcer),
                few ? bound with { Bound = BoundMethod.Conservative } : bound);
        }
        catch (InsufficientDataException e)
        {
            string more = e.MissingIdentities is { } missing
                ? string.Create(CultureInfo.InvariantCulture, $" About {missing:N0} more people are needed among them.")
                : "";
            throw new InsufficientDataException(string.Create(CultureInfo.InvariantCulture,
                $"{ask}; there are {attacks:N0} on {people:N0} people, worth {e.IndependentComparisons:0.#} independent ones.{more} "
                    + $"{WayOut}"), e.IndependentComparisons, e.NeededComparisons, e.MissingIdentities);
        }
    }

    private static ComparisonScores Scores(float[] scores, LivenessSamples samples, int species)
    {
        int[] rows = [.. Enumerable.Range(0, samples.Count).Where(i => samples.Live[i] || samples.Species[i] == species)];
        return ComparisonScores.FromSamples(
            [.. rows.Select(i => scores[i])], [.. rows.Select(i => samples.Live[i])], [.. rows.Select(i => samples.People[i])]);
    }
}
