namespace FaceML.Evaluation.Calibration;

/// <summary>A linear calibration: LLR = <see cref="Slope"/> · score + <see cref="Intercept"/>. Immutable and thread-safe.</summary>
internal sealed class LogisticCalibration : ScoreCalibration
{
    private const int Iterations = 200;

    /// <summary>A calibration with known numbers, as a saved one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A slope that is negative or a number that is not finite.</exception>
    public LogisticCalibration(double slope, double intercept)
        : base(ScoreCalibrationMethod.Logistic)
    {
        if (!(slope >= 0) || !double.IsFinite(slope) || !double.IsFinite(intercept))
        {
            throw new ArgumentOutOfRangeException(
                nameof(slope), $"Slope {slope} and intercept {intercept}: both are finite and the slope is not negative.");
        }

        (Slope, Intercept) = (slope, intercept);
    }

    /// <summary>Nats a unit of score.</summary>
    public double Slope { get; }

    /// <summary>The LLR of score 0.</summary>
    public double Intercept { get; }

    /// <summary>
    /// Minimises the cross-entropy of the posterior at <paramref name="matedPrior"/>, each class weighted to its prior, by Newton's method
    /// with step halving. The targets are (n₊ + 1)/(n₊ + 2) and 1/(n₋ + 2) instead of 1 and 0 (Platt 2000), so that separable classes give
    /// a finite slope.
    /// </summary>
    internal static LogisticCalibration Fit(ComparisonScores scores, double matedPrior)
    {
        if (!(matedPrior > 0 && matedPrior < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(matedPrior), matedPrior, "A prior lies between 0 and 1, both excluded.");
        }

        // Scaled to the spread of the scores, Newton's equations are well conditioned.
        double center = (Mean(scores.Genuine) + Mean(scores.Impostor)) / 2;
        double scale = Math.Max(scores.Genuine[^1], scores.Impostor[^1]) - (double)Math.Min(scores.Genuine[0], scores.Impostor[0]);
        if (scale == 0)
        {
            throw new EvaluationDataException("All scores are equal; there is nothing to calibrate.");
        }

        double prior = Math.Log(matedPrior / (1 - matedPrior)), a = 0, b = 0;
        Objective at = Evaluate(scores, a, b, prior, matedPrior, center, scale);
        for (int i = 0; i < Iterations; i++)
        {
            double determinant = (at.Aa * at.Bb) - (at.Ab * at.Ab);
            double stepA = ((at.Bb * at.A) - (at.Ab * at.B)) / determinant, stepB = ((at.Aa * at.B) - (at.Ab * at.A)) / determinant;
            double step = 1;
            Objective next = Evaluate(scores, a - stepA, b - stepB, prior, matedPrior, center, scale);
            while (!(next.Loss <= at.Loss) && step > 1e-10)
            {
                step /= 2;
                next = Evaluate(scores, a - (step * stepA), b - (step * stepB), prior, matedPrior, center, scale);
            }

            if (!(next.Loss <= at.Loss))
            {
                break;
            }

            (a, b, at) = (a - (step * stepA), b - (step * stepB), next);
            if (Math.Abs(step * stepA) + Math.Abs(step * stepB) < 1e-12 * (1 + Math.Abs(a) + Math.Abs(b)))
            {
                break;
            }
        }

        // Scores that fall where they should rise carry no evidence that a rising line could use.
        return a > 0 ? new LogisticCalibration(a / scale, b - (a * center / scale)) : new LogisticCalibration(0, 0);
    }

    private protected override double Evaluate(float score) => (Slope * score) + Intercept;

    private static Objective Evaluate(
        ComparisonScores scores, double a, double b, double prior, double matedPrior, double center, double scale)
    {
        Objective sum = default;
        double genuineTarget = (scores.GenuineCount + 1.0) / (scores.GenuineCount + 2.0), impostorTarget = 1 / (scores.ImpostorCount + 2.0);
        foreach (float score in scores.Genuine)
        {
            sum.Add((score - center) / scale, a, b + prior, genuineTarget, matedPrior / scores.GenuineCount);
        }

        foreach (float score in scores.Impostor)
        {
            sum.Add((score - center) / scale, a, b + prior, impostorTarget, (1 - matedPrior) / scores.ImpostorCount);
        }

        return sum;
    }

    private static double Mean(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    // The weighted cross-entropy, its gradient and its Hessian.
    private struct Objective
    {
        public double Loss;
        public double A;
        public double B;
        public double Aa;
        public double Ab;
        public double Bb;

        public void Add(double x, double a, double b, double target, double weight)
        {
            double logit = (a * x) + b, p = 1 / (1 + Math.Exp(-logit));
            double softplus = Math.Max(logit, 0) + Precise.LogOnePlus(Math.Exp(-Math.Abs(logit)));
            double slope = weight * (p - target), curvature = weight * p * (1 - p);
            Loss += weight * (softplus - (target * logit));
            A += slope * x;
            B += slope;
            Aa += curvature * x * x;
            Ab += curvature * x;
            Bb += curvature;
        }
    }
}
