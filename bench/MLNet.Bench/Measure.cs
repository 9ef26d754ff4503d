using System.Diagnostics;
using System.Globalization;

namespace MLNet.Bench;

/// <summary>Times a line: the best of several rounds, which is what the machine can do when nobody else asks for it.</summary>
internal static class Measure
{
    private const int Rounds = 30;

    public static void Line(string name, int items, Action action)
    {
        // Time for the compiler to optimise in the background what was called often.
        for (int warmUp = 0; warmUp < 3; warmUp++)
        {
            action();
            action();
            Thread.Sleep(100);
        }

        double best = double.PositiveInfinity;
        long bytes = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / items);
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-55} {best,9:0.0} ns {1e9 / best,14:N0} {(double)bytes / items,12:0.0}"));
    }
}
