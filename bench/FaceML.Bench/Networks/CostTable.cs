namespace FaceML.Bench.Networks;

/// <summary>What an image costs from pixels to vector, preset by preset, one thread.</summary>
internal static class CostTable
{
    private const int Rounds = 40;

    public static void Write(NetworkCatalog catalog, TextWriter output)
    {
        Report report = new("Cost of a 250×250 image, decoded already, to its vector; one thread", "preset", "networks", "ms (median)",
            "times fast");
        Image image = Image.Load(DataSets.Samples[0]).Resize(250, 250);
        (string Name, FaceRecognizer Recognizer, List<double> Times)[] presets =
            [.. FaceRecognizerOptions.Presets
            .Select(name => (name, FaceRecognizer.Create(catalog, FaceRecognizerOptions.Preset(name)), new List<double>()))];

        // Round by round, so that other load on the machine meets all of them.
        for (int round = -2; round < Rounds; round++)
        {
            foreach ((_, FaceRecognizer recognizer, List<double> times) in presets)
            {
                long start = Stopwatch.GetTimestamp();
                recognizer.EmbedSingle(image);
                if (round >= 0)
                {
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        }

        double fast = Median(presets[0].Times);
        foreach ((string name, FaceRecognizer recognizer, List<double> times) in presets)
        {
            report.Add(name, string.Join(", ", recognizer.Networks.Select(n => n.Card.Name)), Text(Median(times)),
                Text(Median(times) / fast));
            recognizer.Dispose();
        }

        report.Print(output);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
