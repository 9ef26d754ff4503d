using MathNet.Numerics.LinearAlgebra;

namespace FaceML.Training.Fusion;

/// <summary>
/// One score from several: bias + Σ weight·score, the log-odds of a genuine pair, with weights learned by logistic regression
/// (Brümmer et al., "Fusion of heterogeneous speaker recognition systems", 2007) on genuine and impostor pairs that weigh alike
/// however many there are. Immutable and safe to share.
/// </summary>
internal sealed class LogisticFusion
{
    private const int MaximumIterations = 100;
    private readonly double[] weights;

    /// <summary>Makes a fusion with known weights.</summary>
    /// <param name="bias">What is added.</param>
    /// <param name="weights">The factor on each comparer's score.</param>
    public LogisticFusion(double bias, IEnumerable<double> weights)
    {
        Bias = bias;
        this.weights = [.. weights];
    }

    /// <summary>What is added: where genuine and impostor pairs are equally likely, 0 log-odds.</summary>
    public double Bias { get; }

    /// <summary>The factor on each comparer's score.</summary>
    public IReadOnlyList<double> Weights => weights;

    /// <summary>Learns the weights by Newton's method with halved steps.</summary>
    /// <param name="scores">pairs × comparers, row-major, finite.</param>
    /// <param name="genuine">Whether each pair is of one person; both kinds are needed.</param>
    /// <param name="ridge">The pull of the weights (in deviations of each comparer's scores) to 0, above 0: without it, scores that
    /// separate all pairs would have infinite weights.</param>
    /// <exception cref="ArgumentException">Not whole rows, a score that is not finite, or one kind of pair only.</exception>
    public static LogisticFusion Fit(ReadOnlySpan<float> scores, ReadOnlySpan<bool> genuine, double ridge = 1e-4) =>
        Fit(scores, genuine, [], ridge);

    /// <summary>The same with a weight for each row, above 0, which counts against the others of its kind; none given are 1 each.</summary>
    internal static LogisticFusion Fit(
        ReadOnlySpan<float> scores, ReadOnlySpan<bool> genuine, ReadOnlySpan<double> rowWeights, double ridge)
    {
        int pairs = genuine.Length, positives = genuine.Count(true), comparers = pairs == 0 ? 0 : scores.Length / pairs;
        if (comparers < 1 || comparers * pairs != scores.Length || positives == 0 || positives == pairs)
        {
            throw new ArgumentException(
                $"Rows of scores for genuine and impostor pairs are needed; {scores.Length} scores came for {positives} genuine of "
                    + $"{pairs} pairs.", nameof(scores));
        }

        if (!(ridge > 0) || scores.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue) is >= 0)
        {
            throw new ArgumentException("The scores must be finite and the ridge above 0.", nameof(scores));
        }

        (double[] means, double[] deviations) = Standardize(scores, pairs, comparers);
        Matrix<double> x = Matrix<double>.Build.Dense(pairs, comparers + 1);
        Vector<double> target = Vector<double>.Build.Dense(pairs), pairWeight = Vector<double>.Build.Dense(pairs);
        (double positiveWeight, double negativeWeight) = Totals(genuine, rowWeights);
        for (int i = 0; i < pairs; i++)
        {
            for (int j = 0; j < comparers; j++)
            {
                x[i, j] = (scores[i * comparers + j] - means[j]) / deviations[j];
            }

            x[i, comparers] = 1;
            target[i] = genuine[i] ? 1 : 0;
            pairWeight[i] = (rowWeights.IsEmpty ? 1 : rowWeights[i]) * 0.5 / (genuine[i] ? positiveWeight : negativeWeight);
        }

        Vector<double> solution = Newton(x, target, pairWeight, ridge);
        double[] weights = [.. Enumerable.Range(0, comparers).Select(j => solution[j] / deviations[j])];
        return new LogisticFusion(solution[comparers] - weights.Zip(means, (w, m) => w * m).Sum(), weights);
    }

    /// <summary>The fused score: log-odds of a genuine pair where both kinds are equally likely.</summary>
    /// <param name="scores">One score per comparer.</param>
    /// <exception cref="ArgumentException">Not as many scores as weights.</exception>
    public double Fuse(ReadOnlySpan<float> scores)
    {
        if (scores.Length != weights.Length)
        {
            throw new ArgumentException($"{weights.Length} scores are fused; {scores.Length} came.", nameof(scores));
        }

        double sum = Bias;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * scores[i];
        }

        return sum;
    }

    private static (double Positive, double Negative) Totals(ReadOnlySpan<bool> genuine, ReadOnlySpan<double> rowWeights)
    {
        double positive = 0, negative = 0;
        for (int i = 0; i < genuine.Length; i++)
        {
            double weight = rowWeights.IsEmpty ? 1 : rowWeights[i];
            positive += genuine[i] ? weight : 0;
            negative += genuine[i] ? 0 : weight;
        }

        return (positive, negative);
    }

    private static Vector<double> Newton(Matrix<double> x, Vector<double> target, Vector<double> weight, double ridge)
    {
        Vector<double> w = Vector<double>.Build.Dense(x.ColumnCount), pull =
            Vector<double>.Build.Dense(x.ColumnCount, j => j + 1 < x.ColumnCount ? ridge : 0);
        double cost = Cost(x, target, weight, w, pull);
        for (int iteration = 0; iteration < MaximumIterations; iteration++)
        {
            Vector<double> p = (x * w).Map(Sigmoid);
            Vector<double> gradient = x.TransposeThisAndMultiply(weight.PointwiseMultiply(p - target)) + pull.PointwiseMultiply(w);
            Vector<double> curvature = weight.PointwiseMultiply(p).PointwiseMultiply(1 - p);
            Matrix<double> scaled = x.Clone();
            scaled.MapIndexedInplace((i, _, v) => v * curvature[i], Zeros.Include);
            // A touch on the diagonal keeps the bias solvable where all probabilities are 0 or 1.
            Matrix<double> hessian = x.TransposeThisAndMultiply(scaled) + Matrix<double>.Build.DiagonalOfDiagonalVector(pull + 1e-12);
            Vector<double> step = hessian.Solve(gradient);
            double size = 1, next = Cost(x, target, weight, w - step, pull);
            while (!(next <= cost) && size > 1e-8)
            {
                size /= 2;
                next = Cost(x, target, weight, w - size * step, pull);
            }

            if (!(next < cost))
            {
                break;
            }

            w -= size * step;
            cost = next;
        }

        return w;
    }

    private static double Cost(Matrix<double> x, Vector<double> target, Vector<double> weight, Vector<double> w, Vector<double> pull)
    {
        Vector<double> z = x * w;
        double sum = 0.5 * pull.PointwiseMultiply(w).DotProduct(w);
        for (int i = 0; i < z.Count; i++)
        {
            double margin = target[i] > 0 ? z[i] : -z[i];
            // log(1 + e^−m) without overflow.
            sum += weight[i] * (Math.Max(0, -margin) + Math.Log(1 + Math.Exp(-Math.Abs(margin))));
        }

        return sum;
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    private static (double[] Means, double[] Deviations) Standardize(ReadOnlySpan<float> scores, int pairs, int comparers)
    {
        double[] means = new double[comparers], deviations = new double[comparers];
        for (int j = 0; j < comparers; j++)
        {
            double squares = 0;
            for (int i = 0; i < pairs; i++)
            {
                means[j] += (double)scores[i * comparers + j] / pairs;
            }

            for (int i = 0; i < pairs; i++)
            {
                squares += Math.Pow(scores[i * comparers + j] - means[j], 2);
            }

            deviations[j] = squares > 0 ? Math.Sqrt(squares / pairs) : 1;
        }

        return (means, deviations);
    }
}
