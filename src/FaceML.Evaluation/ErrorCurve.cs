using FaceML.Evaluation.AllPairs;

namespace FaceML.Evaluation;

/// <summary>
/// The error trade-off of a set of comparisons (DET and ROC curve, ISO/IEC 19795-1), exact: one point for every distinct score,
/// ties together, from the point where nothing matches to the one where everything does. Immutable and thread-safe.
/// </summary>
public sealed class ErrorCurve
{
    private readonly CurvePoint[] points;

    private ErrorCurve(CurvePoint[] points) => this.points = points;

    /// <summary>The points by falling threshold: FMR never falls, FNMR never rises along the list.</summary>
    public IReadOnlyList<CurvePoint> Points => points;

    /// <summary>The curve of <paramref name="scores"/>.</summary>
    public static ErrorCurve Of(ComparisonScores scores) => new RankedScores(scores).Curve(null);

    /// <summary>
    /// The curve at the bin edges of two histograms with the same bins, as an all-pairs comparison makes them: exact counts, at those
    /// thresholds only (a score within rounding of an edge may count on either side of it).
    /// </summary>
    /// <exception cref="EvaluationDataException">Different bins, or a class without comparisons.</exception>
    public static ErrorCurve Of(ScoreHistogram genuine, ScoreHistogram impostor)
    {
        int bins = genuine.Counts.Length;
        if (bins != impostor.Counts.Length || genuine.Low != impostor.Low || genuine.High != impostor.High || genuine.Total == 0
            || impostor.Total == 0)
        {
            throw new EvaluationDataException(
                $"A curve requires two histograms of the same bins with comparisons in both; they have {bins} and "
                    + $"{impostor.Counts.Length} bins, {genuine.Total} and {impostor.Total} comparisons.");
        }

        List<CurvePoint> points = [new CurvePoint(float.PositiveInfinity, 0, 1)];
        long matched = 0, falselyMatched = 0;
        for (int bin = bins - 1; bin >= 0; bin--)
        {
            matched += genuine.Counts[bin];
            falselyMatched += impostor.Counts[bin];
            if (genuine.Counts[bin] + impostor.Counts[bin] > 0)
            {
                float edge = (float)(genuine.Low + ((double)(genuine.High - genuine.Low) * bin / bins));
                points.Add(new CurvePoint(
                    edge, (double)falselyMatched / impostor.Total, (double)(genuine.Total - matched) / genuine.Total));
            }
        }

        return new ErrorCurve([.. points]);
    }

    /// <summary>
    /// The equal error rate: where the polyline through the operating points, drawn in (FMR, FNMR), crosses FMR = FNMR.
    /// </summary>
    public double EqualErrorRate => EqualErrorPoint.Rate;

    /// <summary>
    /// The threshold at the equal error rate: that of the operating point of the crossing segment with the smaller |FMR − FNMR|, the
    /// stricter of two equals.
    /// </summary>
    public float EqualErrorThreshold => EqualErrorPoint.Threshold;

    /// <summary>
    /// The equal error rate of the ROC's convex hull (Provost and Fawcett 2001; Brümmer and de Villiers 2013): never above
    /// <see cref="EqualErrorRate"/>.
    /// </summary>
    public double ConvexHullEqualErrorRate
    {
        get
        {
            List<CurvePoint> hull = [];
            foreach (CurvePoint point in points)
            {
                while (hull.Count >= 2 && Cross(hull[^2], hull[^1], point) <= 0)
                {
                    hull.RemoveAt(hull.Count - 1);
                }

                hull.Add(point);
            }

            return CrossingOf(hull).Rate;
        }
    }

    /// <summary>
    /// The area under the ROC curve: the probability that a genuine score exceeds an impostor score, ties counted half
    /// (the Mann–Whitney statistic; Hanley and McNeil 1982).
    /// </summary>
    public double AreaUnderCurve
    {
        get
        {
            double area = 0;
            for (int i = 1; i < points.Length; i++)
            {
                area += (points[i].FalseMatchRate - points[i - 1].FalseMatchRate) * (
                    points[i].TrueMatchRate + points[i - 1].TrueMatchRate) / 2;
            }

            return area;
        }
    }

    /// <summary>
    /// The most lenient operating point whose FMR is at most <paramref name="falseMatchRate"/>, no interpolation: its TMR is TAR@FAR.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate outside [0, 1].</exception>
    public CurvePoint AtFalseMatchRate(double falseMatchRate)
    {
        CheckRate(falseMatchRate);
        int low = 0, high = points.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (points[middle].FalseMatchRate <= falseMatchRate)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return points[low];
    }

    /// <summary>The strictest operating point whose FNMR is at most <paramref name="falseNonMatchRate"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate outside [0, 1].</exception>
    public CurvePoint AtFalseNonMatchRate(double falseNonMatchRate)
    {
        CheckRate(falseNonMatchRate);
        return points.First(p => p.FalseNonMatchRate <= falseNonMatchRate);
    }

    /// <summary>The operating point at the smallest expected cost C_miss·P·FNMR + C_fa·(1 − P)·FMR; the strictest of several.</summary>
    /// <param name="matedPrior">The probability P that a comparison is mated.</param>
    /// <param name="missCost">The cost of a false non-match.</param>
    /// <param name="falseMatchCost">The cost of a false match.</param>
    public CurvePoint AtMinimumCost(double matedPrior, double missCost, double falseMatchCost)
    {
        CheckRate(matedPrior);
        return points.MinBy(p => (missCost * matedPrior * p.FalseNonMatchRate) + (falseMatchCost * (1 - matedPrior) * p.FalseMatchRate));
    }

    /// <summary>
    /// At most <paramref name="count"/> of the points, the first and the last among them, for drawing: spread evenly along the curve in FMR
    /// and FNMR on probit axes, jumps with both their corners.
    /// </summary>
    public IReadOnlyList<CurvePoint> Thin(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        if (points.Length <= count)
        {
            return points;
        }

        // Equal steps along the curve measured in the two probits: where rates are small, counts change in jumps that a drawing must show.
        double[] along = new double[points.Length];
        for (int i = 1; i < points.Length; i++)
        {
            along[i] = along[i - 1]
                + Math.Abs(Probit.Of(points[i].FalseMatchRate) - Probit.Of(points[i - 1].FalseMatchRate))
                + Math.Abs(Probit.Of(points[i].FalseNonMatchRate) - Probit.Of(points[i - 1].FalseNonMatchRate));
        }

        // With each point its predecessor: a jump keeps both its corners, and no chord cuts a stair.
        List<CurvePoint> kept = [];
        int steps = Math.Max(1, (count - 2) / 2), next = 0, last = -1;
        for (int i = 0; i < points.Length - 1; i++)
        {
            if (along[i] >= along[^1] * next / steps)
            {
                if (last < i - 1 && count > 3)
                {
                    kept.Add(points[i - 1]);
                }

                kept.Add(points[i]);
                last = i;
                next = (int)(along[i] / along[^1] * steps) + 1;
            }
        }

        kept.Add(points[^1]);
        return kept;
    }

    internal static ErrorCurve FromPoints(CurvePoint[] points) => new(points);

    internal (double Rate, float Threshold) EqualErrorPoint => CrossingOf(points);

    private static (double Rate, float Threshold) CrossingOf(IReadOnlyList<CurvePoint> points)
    {
        for (int i = 0; i < points.Count; i++)
        {
            double after = points[i].FalseMatchRate - points[i].FalseNonMatchRate;
            if (after < 0)
            {
                continue;
            }

            if (after == 0)
            {
                return (points[i].FalseMatchRate, points[i].Threshold);
            }

            // The first point has FMR 0 and FNMR 1, so there always is one before the crossing.
            CurvePoint a = points[i - 1], b = points[i];
            double before = a.FalseNonMatchRate - a.FalseMatchRate, share = before / (before + after);
            double rate = a.FalseMatchRate + (share * (b.FalseMatchRate - a.FalseMatchRate));
            return (rate, before <= after ? a.Threshold : b.Threshold);
        }

        throw new InvalidOperationException("The curve does not end where everything matches.");
    }

    private static double Cross(CurvePoint a, CurvePoint b, CurvePoint c) =>
        ((b.FalseMatchRate - a.FalseMatchRate) * (c.FalseNonMatchRate - a.FalseNonMatchRate))
        - ((b.FalseNonMatchRate - a.FalseNonMatchRate) * (c.FalseMatchRate - a.FalseMatchRate));

    private static void CheckRate(double rate)
    {
        if (!(rate >= 0 && rate <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A rate lies between 0 and 1.");
        }
    }
}
