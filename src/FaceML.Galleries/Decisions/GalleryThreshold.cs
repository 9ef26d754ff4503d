using System.Collections.Concurrent;
using FaceML.Evaluation.Calibration;

namespace FaceML.Galleries.Decisions;

/// <summary>
/// The threshold of a gallery as a function of its size: the more templates, the stricter, so that the false positive identification rate
/// (FPIR, the share of
/// searches for people who are not enrolled that return somebody) stays as promised. Immutable and thread-safe.
/// </summary>
public abstract class GalleryThreshold
{
    private readonly ConcurrentDictionary<long, SearchThreshold> known = new();

    private protected GalleryThreshold()
    {
    }

    /// <summary>From the largest impostor scores of people like those to be enrolled: <see cref="IdentificationThreshold"/> for every
    /// size.</summary>
    /// <param name="tail">The impostor scores, of single templates of the gallery's recipe.</param>
    /// <param name="falsePositiveRate">The FPIR to promise, in (0, 1).</param>
    /// <param name="options">Confidence, the length of a fitted tail, resamples.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate outside (0, 1).</exception>
    public static GalleryThreshold FromImpostors(ImpostorTail tail, double falsePositiveRate = 0.01, IdentificationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tail);
        return new ImpostorThreshold(tail, Rate(falsePositiveRate), options);
    }

    /// <summary>
    /// From thresholds with promised false match rates, those that come with a preset for example: of N templates the lowest threshold
    /// whose false match rate is promised
    /// to be at most FPIR / N (Boole's inequality: FPIR ≤ N · FMR). Beyond the strictest of them nothing is decided.
    /// </summary>
    /// <param name="calibrations">Thresholds with a promise about the false match rate, in any order.</param>
    /// <param name="falsePositiveRate">The FPIR to promise, in (0, 1).</param>
    /// <exception cref="ArgumentException">None of them promises a false match rate.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A rate outside (0, 1).</exception>
    public static GalleryThreshold FromCalibrations(IEnumerable<ThresholdCalibration> calibrations, double falsePositiveRate = 0.01)
    {
        ArgumentNullException.ThrowIfNull(calibrations);
        return new PromisedThreshold(calibrations, Rate(falsePositiveRate));
    }

    /// <summary>The same threshold for every size; it carries no promise.</summary>
    /// <param name="threshold">A finite score.</param>
    /// <exception cref="ArgumentOutOfRangeException">A threshold that is not finite.</exception>
    public static GalleryThreshold Fixed(float threshold) => new FixedThreshold(
        float.IsFinite(threshold) ? threshold
            : throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold is finite."));

    /// <summary>The threshold of a gallery.</summary>
    /// <param name="templates">Its size. Sizes of more than two digits are taken as the next larger number of two digits and zeros, which
    /// is never more lenient.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative size.</exception>
    public SearchThreshold For(long templates)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(templates);
        // A threshold can take a bootstrap: a growing gallery gets one for about every tenth of growth.
        return known.GetOrAdd(RoundUp(Math.Max(1, templates)), Compute);
    }

    private protected abstract SearchThreshold Compute(long templates);

    private static long RoundUp(long templates)
    {
        long unit = 1;
        while (templates / unit >= 100)
        {
            unit *= 10;
        }

        return (templates + unit - 1) / unit * unit;
    }

    private static double Rate(double rate) =>
        rate is > 0 and < 1 ? rate
            : throw new ArgumentOutOfRangeException(nameof(rate), rate, "The false positive rate lies between 0 and 1, both excluded.");

    private sealed class FixedThreshold(float threshold) : GalleryThreshold
    {
        private protected override SearchThreshold Compute(long templates) =>
            new(threshold, templates, null, "Threshold given by hand: it carries no promise.");
    }

    private sealed class ImpostorThreshold(ImpostorTail tail, double rate, IdentificationOptions? options) : GalleryThreshold
    {
        private protected override SearchThreshold Compute(long templates)
        {
            // The tail has nothing to say about rates above its share: a larger gallery's threshold is stricter and so keeps the promise.
            long smallest = (long)Math.Ceiling(rate * tail.Comparisons / Math.Max(1, tail.Scores.Length - 1) * 1.01);
            try
            {
                var found = IdentificationThreshold.For(tail, Math.Max(templates, smallest), rate, options);
                return new(found.Threshold, templates, rate, (found with { GallerySize = templates }).ToString());
            }
            catch (InsufficientDataException exception)
            {
                return new(null, templates, null, exception.Message);
            }
        }
    }

    private sealed class PromisedThreshold : GalleryThreshold
    {
        private readonly (float Threshold, ThresholdPromise Promise)[] promised;
        private readonly double rate;

        public PromisedThreshold(IEnumerable<ThresholdCalibration> calibrations, double rate)
        {
            this.rate = rate;
            promised =
            [
                .. from calibration in calibrations
                   from promise in calibration.Promises
                   where promise.Rate == ErrorRateKind.FalseMatch
                   orderby calibration.Threshold
                   select (calibration.Threshold, promise),
            ];
            if (promised.Length == 0)
            {
                throw new ArgumentException("At least one threshold must promise a false match rate; none does.", nameof(calibrations));
            }
        }

        private protected override SearchThreshold Compute(long templates)
        {
            double wanted = rate / templates;
            foreach ((float threshold, ThresholdPromise promise) in promised)
            {
                if (promise.Bound <= wanted)
                {
                    string of = promise.Population is null ? "" : $" of {promise.Population}";
                    string noun = templates == 1 ? "template" : "templates";
                    return new(threshold, templates, rate, string.Create(CultureInfo.InvariantCulture,
                        $"Of searches for people who are not among {templates:N0} {noun} at most {rate:0.####%} find somebody, "
                        + $"with {promise.Confidence * 100:0.##} % confidence, measured on {promise.Identities:N0} people{of}."));
                }
            }

            double strictest = promised.Min(p => p.Promise.Bound), possible = strictest * templates;
            string other = possible < 1 ? string.Create(CultureInfo.InvariantCulture, $"promise {RoundedUp(possible):0.######%}, ") : "";
            return new(null, templates, null, string.Create(CultureInfo.InvariantCulture,
                $"{templates:N0} templates at a false positive rate of {rate:0.####%} require a false match rate of {wanted:0.0E0}; "
                + $"the strictest that is promised is {strictest:0.0E0}, for {Math.Floor((rate / strictest) + 1e-6):N0} templates. "
                + $"For this gallery {other}search among fewer people, or fit a threshold to the impostor scores of more people."));
        }

        // To two digits, never less.
        private static double RoundedUp(double value)
        {
            double unit = Math.Pow(10, Math.Floor(Math.Log10(value)) - 1);
            return Math.Ceiling((value / unit) - 1e-9) * unit;
        }
    }
}
