using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FaceML.Bench.Calibration;

/// <summary>What the machine's multipliers reach when nothing else is in their way: independent fused multiply-adds on registers.</summary>
internal static class PeakFma
{
    private const int Steps = 20_000_000, Chains = 12, Lanes = 8;

    /// <summary>GFLOP per second of wall time and per second of processor time, all threads together.</summary>
    public static (double PerSecond, double PerCpuSecond) Measure(int threads)
    {
        Sum(1000);
        using Process process = Process.GetCurrentProcess();
        TimeSpan cpu = process.TotalProcessorTime;
        Stopwatch watch = Stopwatch.StartNew();
        float[] sums = new float[threads];
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, t => sums[t] = Sum(Steps));
        double seconds = watch.Elapsed.TotalSeconds;
        process.Refresh();
        double cpuSeconds = (process.TotalProcessorTime - cpu).TotalSeconds, giga = 2.0 * Steps * Chains * Lanes * threads / 1e9;
        return sums.All(float.IsFinite)
            ? (giga / seconds, giga / cpuSeconds)
            : throw new InvalidOperationException("The peak's sums overflowed.");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sum(int steps)
    {
        Vector256<float> x = Vector256.Create(0.5f), y = Vector256.Create(0.25f);
        Vector256<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int n = 0; n < steps; n++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, y);
            b = Vector256.FusedMultiplyAdd(b, x, y);
            c = Vector256.FusedMultiplyAdd(c, x, y);
            d = Vector256.FusedMultiplyAdd(d, x, y);
            e = Vector256.FusedMultiplyAdd(e, x, y);
            f = Vector256.FusedMultiplyAdd(f, x, y);
            g = Vector256.FusedMultiplyAdd(g, x, y);
            h = Vector256.FusedMultiplyAdd(h, x, y);
            i = Vector256.FusedMultiplyAdd(i, x, y);
            j = Vector256.FusedMultiplyAdd(j, x, y);
            k = Vector256.FusedMultiplyAdd(k, x, y);
            l = Vector256.FusedMultiplyAdd(l, x, y);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
