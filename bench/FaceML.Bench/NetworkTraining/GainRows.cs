namespace FaceML.Bench.NetworkTraining;

/// <summary>Two embedders compared on the same images, as rows of a report.</summary>
internal static class GainRows
{
    /// <summary>Adds one row a figure: both values, their difference with its interval.</summary>
    public static void AddGain(this Report report, string name, PairedComparison gain)
    {
        foreach (PairedDifference line in gain.Differences)
        {
            string interval = $"{Text(line.Difference.Value)} [{Text(line.Difference.Low)}, {Text(line.Difference.High)}]";
            report.Add(name, line.Figure, Text(line.First), Text(line.Second), interval + (line.IsSeparable ? "" : ", not separable"));
        }
    }

    private static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
