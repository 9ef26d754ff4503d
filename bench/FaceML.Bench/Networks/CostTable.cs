namespace FaceML.Bench.Networks;

/// <summary>What an image of LFW costs from pixels to vector, preset by preset, one thread.</summary>
internal static class CostTable
{
    private const int Images = 200;

    public static void Write(NetworkCatalog catalog, TextWriter output)
    {
        Report report = new($"Cost of an image of LFW, decoded already, to its vector; {Images} images, one thread", "preset", "networks",
            "ms (median)", "ms (mean)", "mean, times fast");
        string[] files = [.. Directory.GetFiles(DataSets.Find("lfw-deepfunneled"), "*.jpg", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)];
        (string Name, FaceRecognizer Recognizer, List<double> Times)[] presets =
            [.. FaceRecognizerOptions.Presets
            .Select(name => (name, FaceRecognizer.Create(catalog, FaceRecognizerOptions.Preset(name)), new List<double>()))];

        // Image by image, so that other load on the machine meets all of them.
        for (int i = -2; i < Images; i++)
        {
            Image image = Image.Load(files[(int)((long)Math.Max(i, 0) * files.Length / Images)]);
            foreach ((_, FaceRecognizer recognizer, List<double> times) in presets)
            {
                long start = Stopwatch.GetTimestamp();
                recognizer.TryEmbedSingle(image, FaceSelection.Central, out _, out _);
                if (i >= 0)
                {
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        }

        double fast = presets[0].Times.Average();
        foreach ((string name, FaceRecognizer recognizer, List<double> times) in presets)
        {
            report.Add(name, string.Join(", ", recognizer.Networks.Select(n => n.Card.Name)), Text(Median(times)),
                Text(times.Average()), Text(times.Average() / fast));
            recognizer.Dispose();
        }

        report.Print(output);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
