using FaceML.Evaluation;

namespace FaceML.Calibration;

/// <summary>
/// A rising step function from score to LLR: the isotonic regression of the labels, its posterior odds divided by the data's prior odds
/// (Zadrozny and Elkan 2002; Brümmer and du Preez 2006). Immutable and thread-safe.
/// </summary>
public sealed class IsotonicCalibration : ScoreCalibration
{
    private readonly float[] scores;
    private readonly double[] ratios;

    private IsotonicCalibration(float[] scores, double[] ratios)
        : base(ScoreCalibrationMethod.Isotonic) => (this.scores, this.ratios) = (scores, ratios);

    /// <summary>The score at which each step begins, rising; below the first, the first step's value holds.</summary>
    public ReadOnlySpan<float> Steps => scores;

    /// <summary>The LLR of each step, rising.</summary>
    public ReadOnlySpan<double> LogLikelihoodRatios => ratios;

    /// <summary>
    /// Fits the steps. Each class first gets one comparison added to the step at its far end (a genuine one at the lowest score, an impostor one at
    /// the highest), Laplace's rule of succession, so that the outermost steps are large but finite evidence.
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

        return new IsotonicCalibration([.. steps], [.. ratios]);
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
