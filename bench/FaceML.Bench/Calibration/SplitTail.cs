using FaceML.Evaluation.AllPairs;
using FaceML.Evaluation.Calibration;

namespace FaceML.Bench.Calibration;

/// <summary>
/// The largest impostor scores of all pairs of LFW, from which those of any part of its people and images follow without comparing again.
/// </summary>
internal sealed class SplitTail
{
    private readonly float[] scores;
    private readonly int[] first;
    private readonly int[] second;
    private readonly int[] people;
    private readonly int[][] images;

    public SplitTail(LfwEmbeddings faces, double share)
    {
        long all = (long)faces.Images.Length * (faces.Images.Length - 1) / 2;
        AllPairsResult result = AllPairsComparison.Run(
            faces.Vectors, faces.Dimension, faces.People, new AllPairsOptions { LargestImpostors = (int)(share * all) });
        scores = [.. result.LargestImpostors.Select(p => p.Score)];
        first = [.. result.LargestImpostors.Select(p => p.First)];
        second = [.. result.LargestImpostors.Select(p => p.Second)];
        people = faces.People;
        images = [.. Enumerable.Range(0, people.Length).GroupBy(i => people[i]).OrderBy(g => g.Key).Select(g => g.ToArray())];
    }

    /// <summary>The number of people.</summary>
    public int PersonCount => images.Length;

    /// <summary>
    /// Splits the people at random, so many on the first side, and draws at most so many images of each; the side of every image: 1, 2, or
    /// 0 for left out.
    /// </summary>
    public byte[] Split(Random random, int firstPeople, int imagesPerPerson)
    {
        int[] order = [.. Enumerable.Range(0, images.Length)];
        random.Shuffle(order);
        byte[] sides = new byte[people.Length];
        for (int i = 0; i < order.Length; i++)
        {
            int[] own = (int[])images[order[i]].Clone();
            random.Shuffle(own);
            foreach (int image in own.Take(imagesPerPerson))
            {
                sides[image] = (byte)(i < firstPeople ? 1 : 2);
            }
        }

        return sides;
    }

    /// <summary>The tail of one side: the share <paramref name="rate"/> of its comparisons, and a few more; at least so many.</summary>
    public ImpostorTail Of(byte[] sides, byte side, double rate, int atLeast = 0)
    {
        int take = Math.Max(atLeast, (int)(rate * Comparisons(sides, side)) + 2), at = 0;
        float[] s = new float[take];
        int[] a = new int[take], b = new int[take];
        for (int i = 0; i < scores.Length && at < take; i++)
        {
            if (sides[first[i]] == side && sides[second[i]] == side)
            {
                (s[at], a[at], b[at]) = (scores[i], people[first[i]], people[second[i]]);
                at++;
            }
        }

        return at == take ? new ImpostorTail(s, a, b, Counts(sides, side)) : throw new InvalidOperationException(
            "The tail is too short for this half; keep a larger share.");
    }

    /// <summary>The false match rate measured on one side at a threshold.</summary>
    public double RateAt(byte[] sides, byte side, float threshold)
    {
        RequireInside(threshold);
        long errors = 0;
        for (int i = 0; i < scores.Length && scores[i] >= threshold; i++)
        {
            errors += sides[first[i]] == side && sides[second[i]] == side ? 1 : 0;
        }

        return errors / Comparisons(sides, side);
    }

    /// <summary>The share of probes (side 2) with a template of the gallery (side 1) at or above the threshold.</summary>
    public double FalsePositiveRate(byte[] sides, float threshold)
    {
        RequireInside(threshold);
        bool[] positive = new bool[sides.Length];
        for (int i = 0; i < scores.Length && scores[i] >= threshold; i++)
        {
            (byte a, byte b) = (sides[first[i]], sides[second[i]]);
            if (a + b == 3 && a != 0 && b != 0)
            {
                positive[a == 2 ? first[i] : second[i]] = true;
            }
        }

        return positive.Count(p => p) / (double)sides.Count(s => s == 2);
    }

    private void RequireInside(float threshold)
    {
        if (threshold < scores[^1])
        {
            throw new InvalidOperationException($"The threshold {threshold} lies below the tail, which ends at {scores[^1]}.");
        }
    }

    private int[] Counts(byte[] sides, byte side) => [.. images.Select(own => own.Count(p => sides[p] == side))];

    private double Comparisons(byte[] sides, byte side)
    {
        double sum = 0, squares = 0;
        foreach (int n in Counts(sides, side))
        {
            sum += n;
            squares += (double)n * n;
        }

        return ((sum * sum) - squares) / 2;
    }
}
