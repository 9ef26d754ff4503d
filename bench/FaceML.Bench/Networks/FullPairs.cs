using System.Numerics.Tensors;

namespace FaceML.Bench.Networks;

/// <summary>All pairs of LFW's pictures: true accept rates with intervals, and how the impostors' scores lie.</summary>
internal sealed class FullPairs
{
    private const int Bins = 1 << 20;
    private const int Resamples = 1000;

    private readonly long[] impostor = new long[Bins];
    private readonly List<(string Person, float Score)> genuine = [];

    public FullPairs(IReadOnlyList<(string Person, float[] Vector)> faces)
    {
        Parallel.For(0, faces.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, () => (Counts: new int[Bins], Genuine: new List<(string, float)>()), (i, _, local) =>
        {
            for (int j = i + 1; j < faces.Count; j++)
            {
                float score = TensorPrimitives.Dot(faces[i].Vector, faces[j].Vector);
                if (faces[i].Person == faces[j].Person)
                {
                    local.Genuine.Add((faces[i].Person, score));
                }
                else
                {
                    local.Counts[Math.Clamp((int)((score + 1) / 2 * Bins), 0, Bins - 1)]++;
                }
            }

            return local;
        }, local =>
        {
            lock (genuine)
            {
                genuine.AddRange(local.Genuine);
                for (int bin = 0; bin < Bins; bin++)
                {
                    impostor[bin] += local.Counts[bin];
                }
            }
        });
        Impostors = impostor.Sum();
        Mean = impostor.Select((count, bin) => count * Centre(bin)).Sum() / Impostors;
        Deviation = Math.Sqrt(impostor.Select((count, bin) => count * (Centre(bin) - Mean) * (Centre(bin) - Mean)).Sum() / Impostors);
    }

    public long Impostors { get; }

    public int Genuine => genuine.Count;

    /// <summary>The impostors' mean cosine.</summary>
    public double Mean { get; }

    /// <summary>The impostors' deviation.</summary>
    public double Deviation { get; }

    /// <summary>The lowest threshold at which no larger share of the impostors is accepted.</summary>
    public double Threshold(double falseAcceptRate)
    {
        long allowed = (long)(falseAcceptRate * Impostors), accepted = 0;
        int bin = Bins - 1;
        while (bin >= 0 && accepted + impostor[bin] <= allowed)
        {
            accepted += impostor[bin--];
        }

        return 2.0 * (bin + 1) / Bins - 1;
    }

    /// <summary>The share of genuine pairs at or above the threshold, with its 95 % interval over resampled people (the threshold stays).</summary>
    public (double Rate, double Low, double High) TrueAcceptRate(double falseAcceptRate)
    {
        double threshold = Threshold(falseAcceptRate);
        (int Accepted, int Pairs)[] people = [.. genuine.GroupBy(g => g.Person, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Count(p => p.Score >= threshold), g.Count()))];
        Random random = new(1);
        double[] resampled = new double[Resamples];
        for (int i = 0; i < Resamples; i++)
        {
            long accepted = 0, pairs = 0;
            for (int person = 0; person < people.Length; person++)
            {
                (int a, int p) = people[random.Next(people.Length)];
                accepted += a;
                pairs += p;
            }

            resampled[i] = (double)accepted / pairs;
        }

        Array.Sort(resampled);
        return ((double)people.Sum(p => p.Accepted) / people.Sum(p => p.Pairs), resampled[(int)(0.025 * Resamples)], resampled[(int)(0.975 * Resamples)]);
    }

    private static double Centre(int bin) => (bin + 0.5) * 2 / Bins - 1;
}
