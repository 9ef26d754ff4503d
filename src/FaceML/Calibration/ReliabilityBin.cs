using FaceML.Evaluation;

namespace FaceML.Calibration;

/// <summary>
/// One bin of a reliability diagram at prior ½: both classes weigh the same in total, whatever their numbers. Immutable.
/// </summary>
/// <param name="Low">The lower end of the bin's probabilities.</param>
/// <param name="High">The upper end.</param>
/// <param name="MeanProbability">The weighted mean of the stated probabilities.</param>
/// <param name="Genuine">The weighted share of genuine comparisons, with Wilson's interval on the effective number (Σw)²/Σw² (Kish 1965).</param>
/// <param name="Weight">The bin's share of all weight.</param>
public sealed record ReliabilityBin(double Low, double High, double MeanProbability, Estimate Genuine, double Weight)
{
    internal static IReadOnlyList<ReliabilityBin> Of(double[] genuine, double[] impostor, int bins, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        (double[] stated, long[] matched, long[] other) = (new double[bins], new long[bins], new long[bins]);
        (double genuineWeight, double impostorWeight) = (0.5 / genuine.Length, 0.5 / impostor.Length);
        void Put(double[] ratios, double weight, long[] counts)
        {
            foreach (double ratio in ratios)
            {
                double probability = 1 / (1 + Math.Exp(-ratio));
                int bin = Math.Min(bins - 1, (int)(probability * bins));
                stated[bin] += weight * probability;
                counts[bin]++;
            }
        }

        Put(genuine, genuineWeight, matched);
        Put(impostor, impostorWeight, other);
        List<ReliabilityBin> result = [];
        for (int i = 0; i < bins; i++)
        {
            double g = matched[i] * genuineWeight, n = other[i] * impostorWeight, weight = g + n;
            if (weight == 0)
            {
                continue;
            }

            double share = g / weight, size = weight * weight / ((g * genuineWeight) + (n * impostorWeight));
            (double low, double high) = BinomialInterval.Wilson(share * size, size, confidence);
            Estimate estimate = new(share, low, high, confidence, IntervalMethod.Wilson, matched[i], matched[i] + other[i]);
            result.Add(new ReliabilityBin((double)i / bins, (i + 1.0) / bins, stated[i] / weight, estimate, weight));
        }

        return result;
    }
}
