namespace FaceML.Bench.Images;

/// <summary>
/// <c>decode</c>: from a file's bytes to RGB pixels, on one thread, the files in memory. Small images are of LFW, large ones are the sample
/// images; PNG and WebP are made of them first. In every round all images of a case are decoded; the cases take turns, so that a slow
/// moment of the machine does not fall on one of them.
/// </summary>
internal static class DecodeCommand
{
    private const int MaximumSide = 480;

    public static Command Create()
    {
        Setting<int> images = new("--images", 300, "Images of LFW.");
        Setting<int> rounds = new("--rounds", 10, "How often all are decoded.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("decode",
            "Decoding of small and large JPEG, PNG and WebP files: images per second, time per pixel.") { images, rounds, json };
        command.SetAction(parsed => Run(parsed.GetValue(images), parsed.GetValue(rounds), parsed.GetValue(json)));
        return command;
    }

    private static void Run(int images, int rounds, FileInfo? json)
    {
        string[] paths = [.. Directory.EnumerateFiles(
            DataSets.Find("lfw-deepfunneled"), "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        byte[][] small = [.. paths.Where((_, i) => i % Math.Max(1, paths.Length / images) == 0).Take(images).Select(File.ReadAllBytes)];
        byte[][] large = [.. DataSets.Samples.Select(File.ReadAllBytes)];
        ImageDecodeOptions whole = ImageDecodeOptions.Default, reduced = new() { MaximumSide = MaximumSide };
        Case[] cases =
        [
            new("LFW, JPEG", small, whole, rounds),
            new("LFW, PNG", As(ImageFormat.Png, small), whole, rounds),
            new("LFW, WebP", As(ImageFormat.WebP, small), whole, rounds),
            new("sample images, JPEG", large, whole, rounds),
            new($"sample images, JPEG, reduced to {MaximumSide}", large, reduced, rounds),
            new("sample images, PNG", As(ImageFormat.Png, large), whole, rounds),
            new("sample images, WebP", As(ImageFormat.WebP, large), whole, rounds),
        ];
        for (int round = -1; round < rounds; round++) // the first round warms up
        {
            foreach (Case one in cases)
            {
                one.Decode(round);
            }
        }

        Report report = new("Decoding, one thread", "files", "images", "rounds", "images/s, median", "images/s, best",
            "ns per stored pixel, median", "ns per stored pixel, best", "kB allocated per image");
        foreach (Case one in cases)
        {
            double median = one.Seconds.Order().ElementAt(rounds / 2), best = one.Seconds.Min();
            report.Add(one.Name, one.Files.Length, rounds, Text(one.Files.Length / median), Text(one.Files.Length / best),
                Text(median / one.Pixels * 1e9), Text(best / one.Pixels * 1e9), Text(one.Allocated / 1e3 / one.Files.Length));
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    private static byte[][] As(ImageFormat format, byte[][] files) => [.. files.Select(file => Image.Decode(file).Encode(format))];

    private static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private sealed class Case(string name, byte[][] files, ImageDecodeOptions options, int rounds)
    {
        public string Name => name;

        public byte[][] Files => files;

        public long Pixels { get; } = files.Select(file => Image.Identify(file)).Sum(info => (long)info.StoredWidth * info.StoredHeight);

        public double[] Seconds { get; } = new double[rounds];

        public long Allocated { get; private set; }

        public void Decode(int round)
        {
            long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
            foreach (byte[] file in files)
            {
                Image.Decode(file, options);
            }

            if (round >= 0)
            {
                Seconds[round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
                Allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }
    }
}
