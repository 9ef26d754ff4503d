using FaceML.Bench.Lfw;
using FaceML.Calibration;
using FaceML.Evaluation;

namespace FaceML.Bench.Calibration;

/// <summary>
/// The largest impostor scores of all pairs of LFW, from which those of any part of the people follow without comparing again.
/// </summary>
internal sealed class SplitTail
{
    private readonly float[] scores;
    private readonly int[] first;
    private readonly int[] second;
    private readonly int[] samples;

    public SplitTail(LfwEmbeddings faces, double share)
    {
        long all = (long)faces.Pictures.Length * (faces.Pictures.Length - 1) / 2;
        AllPairsResult result = AllPairsComparison.Run(faces.Vectors, faces.Dimension, faces.People, new AllPairsOptions { LargestImpostors = (int)(share * all) });
        scores = [.. result.LargestImpostors.Select(p => p.Score)];
        first = [.. result.LargestImpostors.Select(p => result.Identities[p.First])];
        second = [.. result.LargestImpostors.Select(p => result.Identities[p.Second])];
        samples = [.. result.SamplesPerIdentity];
    }

    public int People => samples.Length;

    public float Lowest => scores[^1];

    /// <summary>A random half of the people.</summary>
    public bool[] Half(Random random)
    {
        int[] people = [.. Enumerable.Range(0, People)];
        random.Shuffle(people);
        bool[] half = new bool[People];
        foreach (int person in people.AsSpan(0, People / 2))
        {
            half[person] = true;
        }

        return half;
    }

    /// <summary>The tail of the people on one side: enough of it for a target of <paramref name="rate"/>.</summary>
    public ImpostorTail Of(bool[] half, bool side, double rate)
    {
        int[] counts = [.. samples.Select((n, i) => half[i] == side ? n : 0)];
        int take = (int)(rate * Comparisons(half, side)) + 2, at = 0;
        float[] s = new float[take];
        int[] a = new int[take], b = new int[take];
        for (int i = 0; i < scores.Length && at < take; i++)
        {
            if (half[first[i]] == side && half[second[i]] == side)
            {
                (s[at], a[at], b[at]) = (scores[i], first[i], second[i]);
                at++;
            }
        }

        return at == take ? new ImpostorTail(s, a, b, counts) : throw new InvalidOperationException("The tail is too short for this half; keep a larger share.");
    }

    /// <summary>The false match rate measured on one side at a threshold.</summary>
    public double RateAt(bool[] half, bool side, float threshold)
    {
        if (threshold < Lowest)
        {
            throw new InvalidOperationException($"The threshold {threshold} lies below the tail, which ends at {Lowest}.");
        }

        long errors = 0;
        for (int i = 0; i < scores.Length && scores[i] >= threshold; i++)
        {
            errors += half[first[i]] == side && half[second[i]] == side ? 1 : 0;
        }

        return errors / Comparisons(half, side);
    }

    private double Comparisons(bool[] half, bool side)
    {
        double sum = 0, squares = 0;
        for (int i = 0; i < half.Length; i++)
        {
            double n = half[i] == side ? samples[i] : 0;
            sum += n;
            squares += n * n;
        }

        return ((sum * sum) - squares) / 2;
    }
}
