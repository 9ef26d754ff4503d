using System.Numerics.Tensors;

namespace FaceML.Bench.Lfw;

/// <summary>
/// Every pair of the pictures instead of the protocol's 6,000: tens of millions of impostors, which tell recipes apart
/// where View 2 rests on a handful of errors.
/// </summary>
internal static class AllPairs
{
    /// <summary>At each false accept rate: the lowest cosine that keeps it, and the true accept rate there.</summary>
    public static (double Threshold, double TrueAcceptRate)[] At(IReadOnlyList<(string Person, float[] Vector)> faces, params double[] falseAcceptRates)
    {
        const int bins = 1 << 20;
        long[] genuine = new long[bins], impostor = new long[bins];
        Parallel.For(0, faces.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            for (int j = i + 1; j < faces.Count; j++)
            {
                float cosine = TensorPrimitives.Dot(faces[i].Vector, faces[j].Vector);
                int bin = Math.Clamp((int)((cosine + 1) / 2 * bins), 0, bins - 1);
                Interlocked.Increment(ref (faces[i].Person == faces[j].Person ? genuine : impostor)[bin]);
            }
        });

        long impostors = impostor.Sum(), mates = genuine.Sum();
        return [.. falseAcceptRates.Select(rate => Rate(genuine, impostor, (long)(rate * impostors), mates))];
    }

    private static (double, double) Rate(long[] genuine, long[] impostor, long allowed, long mates)
    {
        long falseAccepts = 0, accepts = 0;
        int bin = genuine.Length - 1;
        for (; bin >= 0 && falseAccepts + impostor[bin] <= allowed; bin--)
        {
            falseAccepts += impostor[bin];
            accepts += genuine[bin];
        }

        return ((bin + 1.0) / genuine.Length * 2 - 1, (double)accepts / mates);
    }
}
