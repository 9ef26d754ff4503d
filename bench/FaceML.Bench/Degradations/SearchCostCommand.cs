namespace FaceML.Bench.Degradations;

/// <summary>
/// <c>search-cost</c>: what the search for turned and cut faces costs on images whose first look succeeds: each image with and without it
/// in turn, in one process.
/// </summary>
internal static class SearchCostCommand
{
    public static Command Create()
    {
        Option<int> images = new("--images") { Description = "Images of LFW's View 2.", DefaultValueFactory = _ => 300 };
        Option<int> rounds = new("--rounds")
        {
            Description = "How often each image is embedded either way; the fastest counts.",
            DefaultValueFactory = _ => 5,
        };
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("search-cost", "Time of an image with and without the search for turned and cut faces.") { images, rounds,
            json };
        command.SetAction(parsed => Run(parsed.GetValue(images), parsed.GetValue(rounds), parsed.GetValue(json)));
        return command;
    }

    private static void Run(int count, int rounds, FileInfo? json)
    {
        string folder = DataSets.Find("lfw-deepfunneled");
        string[] files = [.. LfwProtocol.ReadPairs(DataSets.Find("lfw-protocol", "pairs.txt"))
            .Select(p => p.First).Distinct().Order(StringComparer.Ordinal)];
        files = [.. files.Where((_, i) => i % Math.Max(1, files.Length / count) == 0).Take(count)];
        Report report = new("The search's cost, images of LFW as they are", "preset", "images", "searched again", "without, ms", "with, ms",
            "more %, median image", "more %, mean image");
        foreach (string preset in (string[])["fast", "balanced"])
        {
            FaceRecognizerOptions options = FaceRecognizerOptions.Preset(preset);
            using FaceRecognizer with = FaceRecognizer.CreateDefault(options);
            using FaceRecognizer without =
                FaceRecognizer.CreateDefault(
                options with { Detection = new() { ExtendCanvas = false, Turns = TurnSearch.Never, TilesFrom = null } });
            List<double> shares = [];
            double sumWith = 0, sumWithout = 0;
            int searched = 0;
            foreach (string file in files)
            {
                Image image = Image.Load(Path.Combine(folder, file));
                double first = double.MaxValue, second = double.MaxValue;
                for (int round = 0; round < rounds; round++)
                {
                    first = Math.Min(first, Time(without, image));
                    second = Math.Min(second, Time(with, image));
                }

                shares.Add(second / first - 1);
                searched += second > first * 1.1 ? 1 : 0;
                sumWithout += first;
                sumWith += second;
            }

            report.Add(preset, files.Length, searched, Text(sumWithout / files.Length), Text(sumWith / files.Length),
                Text(100 * shares.Order().ElementAt(shares.Count / 2)), Text(100 * (sumWith / sumWithout - 1)));
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    private static double Time(FaceRecognizer recognizer, Image image)
    {
        long start = Stopwatch.GetTimestamp();
        recognizer.TryEmbedSingle(image, FaceSelection.Largest, out _, out _);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
