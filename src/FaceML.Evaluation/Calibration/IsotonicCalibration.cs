namespace FaceML.Evaluation.Calibration;

/// <summary>
/// A rising step function from score to LLR: the isotonic regression of the labels, its posterior odds divided by the data's prior odds
/// (Zadrozny and Elkan 2002; Brümmer and du Preez 2006). Immutable and thread-safe.
/// </summary>
internal sealed class IsotonicCalibration : ScoreCalibration
{
    private readonly float[] scores;
    private readonly double[] ratios;

    /// <summary>A calibration with known steps, as a saved one.</summary>
    /// <param name="steps">The score at which each step begins, strictly rising and finite.</param>
    /// <param name="logLikelihoodRatios">The LLR of each step in nats, rising and finite.</param>
    /// <exception cref="ArgumentException">No step, different lengths, or numbers that do not rise.</exception>
    public IsotonicCalibration(ReadOnlySpan<float> steps, ReadOnlySpan<double> logLikelihoodRatios)
        : base(ScoreCalibrationMethod.Isotonic)
    {
        if (steps.IsEmpty || steps.Length != logLikelihoodRatios.Length)
        {
            throw new ArgumentException(
                $"A calibration has at least one step and as many ratios; there are {steps.Length} and {logLikelihoodRatios.Length}.",
                nameof(steps));
        }

        for (int i = 0; i < steps.Length; i++)
        {
            bool rises = i == 0 || (steps[i] > steps[i - 1] && logLikelihoodRatios[i] >= logLikelihoodRatios[i - 1]);
            if (!rises || !float.IsFinite(steps[i]) || !double.IsFinite(logLikelihoodRatios[i]))
            {
                throw new ArgumentException(
                    $"Step {i} at {steps[i]} with LLR {logLikelihoodRatios[i]} is not finite or does not rise.", nameof(steps));
            }
        }

        (scores, ratios) = (steps.ToArray(), logLikelihoodRatios.ToArray());
    }

    /// <summary>The score at which each step begins, rising; below the first, the first step's value holds.</summary>
    public ReadOnlySpan<float> Steps => scores;

    /// <summary>The LLR of each step, rising.</summary>
    public ReadOnlySpan<double> LogLikelihoodRatios => ratios;

    /// <summary>
    /// Fits the steps. Each class first gets one comparison added to the step at its far end (a genuine one at the lowest score, an
    /// impostor one at the highest), Laplace's rule of succession, so that the outermost steps are large but finite evidence.
    /// </summary>
    internal static IsotonicCalibration Fit(ComparisonScores scores)
    {
        (float[] at, double[] genuine, double[] all) = Levels(scores);
        genuine[0]++;
        all[0]++;
        all[^1]++;
        double[] shares = new double[at.Length];
        for (int i = 0; i < at.Length; i++)
        {
            shares[i] = genuine[i] / all[i];
        }

        double[] fitted = PoolAdjacentViolators.Fit(shares, all);
        double prior = Math.Log((scores.GenuineCount + 1.0) / (scores.ImpostorCount + 1.0));
        List<float> steps = [];
        List<double> ratios = [];
        for (int i = 0; i < at.Length; i++)
        {
            if (i == 0 || fitted[i] != fitted[i - 1])
            {
                steps.Add(at[i]);
                ratios.Add(Math.Log(fitted[i] / (1 - fitted[i])) - prior);
            }
        }

        return new IsotonicCalibration((float[])[.. steps], (double[])[.. ratios]);
    }

    /// <summary>Distinct scores, rising, with the genuine and all comparisons at each: ties are one level.</summary>
    internal static (float[] Scores, double[] Genuine, double[] All) Levels(ComparisonScores scores)
    {
        ReadOnlySpan<float> g = scores.Genuine, n = scores.Impostor;
        List<float> at = [];
        List<double> genuine = [], all = [];
        for (int i = 0, j = 0; i < g.Length || j < n.Length;)
        {
            float score = j == n.Length || (i < g.Length && g[i] <= n[j]) ? g[i] : n[j];
            int matched = 0, total = 0;
            for (; i < g.Length && g[i] == score; i++)
            {
                matched++;
                total++;
            }

            for (; j < n.Length && n[j] == score; j++)
            {
                total++;
            }

            at.Add(score);
            genuine.Add(matched);
            all.Add(total);
        }

        return ([.. at], [.. genuine], [.. all]);
    }

    private protected override double Evaluate(float score)
    {
        int index = Array.BinarySearch(scores, score);
        return ratios[index >= 0 ? index : Math.Max(0, ~index - 1)];
    }
}
