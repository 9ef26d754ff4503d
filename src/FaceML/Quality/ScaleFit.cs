using System.Numerics.Tensors;
using FaceML.Recognition;

namespace FaceML.Quality;

/// <summary>
/// Fits by what vectors of each class of degradation are multiplied, so that strangers whose images are spoiled alike are as rarely alike
/// as strangers in good images.
/// </summary>
internal static class ScaleFit
{
    // Scores are made even where one in a hundred lies above: the ratio there is that at rarer rates, or more, and few samples tell it.
    private const double Rate = 0.01;

    // The images of one camera are spoiled more alike than the samples of a class, which vary: as if this share of the square of what is
    // subtracted were left in both vectors. Chosen on 578 people whose images all went through 32×32 pixels, after others had shown that a
    // third is too little.
    private const double LeftInBoth = 0.5;

    private const double Least = 0.3, Pace = 3;
    private const int Steps = 8, MaxGood = 1500;

    /// <summary>The scale of each class but "as it is".</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="classes">The class of each.</param>
    /// <param name="chances">The chances of each, by a fit to other people.</param>
    /// <param name="vectors">The vector of each without what degradation is expected to have added, by that fit.</param>
    public static float[] Run(IReadOnlyList<DegradedVector> samples, int[] classes, double[][] chances, float[][] vectors)
    {
        int count = classes.Max();
        int[] good = [.. Enumerable.Range(0, samples.Count).Where(i => samples[i] is { Kind: < 0, Image: 0 }).Take(MaxGood)];
        int[][] members = [.. Enumerable.Range(1, count)
            .Select(c => Enumerable.Range(0, samples.Count).Where(i => classes[i] == c).ToArray())];
        Pairs goodPairs = new(good, samples, vectors);
        Pairs[] pairs = [.. members.Select(own => new Pairs(own, samples, vectors))];
        double[] left = [.. members.Select(own => LeftInBoth * own.Average(i => SquaredDistance(samples[i].Vector, vectors[i])))];
        // A class that its own samples are rarely taken for is moved little by them. Covers and turns are left: hands, glasses and heads on
        // one side are in good images too, and faces that are covered or lie on their side are refused.
        double[] paces = [.. members.Select((own, c) => samples[own[0]].Kind >= FaceSpoiler.FirstCover
            ? 0
            : Math.Min(1, Pace * own.Average(i => chances[i][c + 1])))];
        double[] logScales = new double[count];
        for (int step = 0; step < Steps; step++)
        {
            float[] scales = [.. chances.Select(own => (float)Math.Exp(FaceQualityModel.LogScale(own, logScales)))];
            double even = goodPairs.Quantile(scales);
            for (int c = 0; c < count; c++)
            {
                double own = pairs[c].Quantile(scales) + left[c] * Math.Exp(2 * logScales[c]);
                logScales[c] = Math.Clamp(
                    logScales[c] + paces[c] * 0.5 * Math.Log(even / Math.Max(own, 1e-3 * even)), Math.Log(Least), 0);
            }
        }

        return [.. logScales.Select(scale => (float)(Half)Math.Exp(scale))];
    }

    private static double SquaredDistance(float[] a, float[] b)
    {
        float distance = TensorPrimitives.Distance<float>(a, b);
        return distance * distance;
    }

    /// <summary>The pairs of strangers among some samples, with the inner product of their vectors.</summary>
    private sealed class Pairs
    {
        private readonly (int A, int B)[] pairs;
        private readonly float[] products, scores;

        public Pairs(int[] own, IReadOnlyList<DegradedVector> samples, float[][] vectors)
        {
            pairs = [.. own.SelectMany((a, i) => own.Skip(i + 1).Where(b => samples[a].Person != samples[b].Person).Select(b => (a, b)))];
            products = [.. pairs.AsParallel().AsOrdered().Select(pair => TensorPrimitives.Dot<float>(vectors[pair.A], vectors[pair.B]))];
            scores = new float[pairs.Length];
        }

        public double Quantile(float[] scales)
        {
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] = products[i] * scales[pairs[i].A] * scales[pairs[i].B];
            }

            Array.Sort(scores);
            return scores.Length == 0 ? 0 : scores[^Math.Max(1, (int)Math.Round(Rate * scores.Length))];
        }
    }
}
