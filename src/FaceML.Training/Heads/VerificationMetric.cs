using FaceML.Evaluation;
using FaceML.Evaluation.AllPairs;

namespace FaceML.Training.Heads;

/// <summary>How well unit embeddings tell people apart, over all pairs of a set.</summary>
internal static class VerificationMetric
{
    // Cosines are counted in bins of 2 / 65536: the threshold is that exact.
    private const int Bins = 1 << 16;
    private const int BlockRows = 256;

    /// <summary>
    /// The true match rate at the lowest threshold whose false match rate is at most the one given (ISO/IEC 19795-1), over all pairs of
    /// different rows compared by their cosine. Thresholds lie on a grid of 2/65536.
    /// </summary>
    /// <param name="set">The embeddings, normalized here.</param>
    /// <param name="falseMatchRate">Above 0 and below 1. Where it allows less than one impostor pair, the threshold lies above all of
    /// them.</param>
    /// <returns>0 to 1; NaN when the set holds no genuine or no impostor pair.</returns>
    public static double TrueMatchRate(EmbeddingSet set, double falseMatchRate)
    {
        ArgumentNullException.ThrowIfNull(set);
        (ScoreHistogram genuine, ScoreHistogram impostors) = Count(set);
        if (genuine.Total == 0 || impostors.Total == 0)
        {
            return double.NaN;
        }

        // The number of matches over the number of pairs: 1 − FNMR may end an ulp beside it.
        return Math.Round(ErrorCurve.Of(genuine, impostors).AtFalseMatchRate(falseMatchRate).TrueMatchRate * genuine.Total) / genuine.Total;
    }

    private static (ScoreHistogram Genuine, ScoreHistogram Impostors) Count(EmbeddingSet set)
    {
        int n = set.Count, length = set.Length;
        float[] unit = set.Values.ToArray();
        for (int row = 0; row < n; row++)
        {
            Span<float> x = unit.AsSpan(row * length, length);
            TensorPrimitives.Divide(x, Math.Max(TensorPrimitives.Norm<float>(x), 1e-12f), x);
        }

        long[] genuine = new long[Bins], impostors = new long[Bins];
        float[] cosines = new float[Math.Min(BlockRows, n) * n];
        for (int from = 0; from < n; from += BlockRows)
        {
            // Only what lies behind the block's first row: every pair is met once.
            int rows = Math.Min(BlockRows, n - from), columns = n - from;
            MatrixProduct.MultiplyByTransposed(
                unit.AsSpan(from * length, rows * length), unit.AsSpan(from * length), cosines, rows, length, columns);
            for (int i = 0; i < rows; i++)
            {
                for (int j = i + 1; j < columns; j++)
                {
                    int bin = Math.Clamp((int)((cosines[i * columns + j] + 1) * (Bins / 2)), 0, Bins - 1);
                    (set.Labels[from + i] == set.Labels[from + j] ? genuine : impostors)[bin]++;
                }
            }
        }

        return (new(-1, 1, genuine), new(-1, 1, impostors));
    }
}
