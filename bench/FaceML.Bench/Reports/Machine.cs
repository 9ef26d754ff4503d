using System.Runtime.InteropServices;

namespace FaceML.Bench.Reports;

/// <summary>What the figures were made on.</summary>
internal static class Machine
{
    public static string Describe()
    {
        string date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription.Split(' ')[0]} "
            + $"{RuntimeInformation.OSArchitecture}, {RuntimeInformation.FrameworkDescription}, {date}";
    }

    private static string Processor()
    {
        const string info = "/proc/cpuinfo";
        string? line = File.Exists(info)
            ? File.ReadLines(info).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':', 2)[1].Trim() ?? "unknown processor";
    }
}
