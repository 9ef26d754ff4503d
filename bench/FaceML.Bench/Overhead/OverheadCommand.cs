namespace FaceML.Bench.Overhead;

/// <summary>
/// <c>overhead</c>: what FaceML costs beside its networks. In each round the whole way from a decoded 250×250 image to its vector
/// and the bare runs of the same three networks on the same numbers are timed next to each other, on one thread; the medians are compared.
/// With the preset fast each network runs once, on one view.
/// </summary>
internal static class OverheadCommand
{
    public static Command Create()
    {
        Setting<int> rounds = new("--rounds", 300, "How often both are timed.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("overhead", "Cost outside the networks for one 250×250 image, decoding excluded.") { rounds, json };
        command.SetAction(parsed => Run(parsed.GetValue(rounds), parsed.GetValue(json)));
        return command;
    }

    private static void Run(int rounds, FileInfo? json)
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Preset("fast"));
        Image image = OneLook(recognizer);
        using NetworkRun detector = recognizer.Networks[0].Rent(), landmarks = recognizer.Networks[1].Rent(), embedder =
            recognizer.Networks[2].Rent();
        DetectedFace face = recognizer.Detector.Detect(image).MaxBy(f => f.Box.Area);
        FaceEmbedding embedding = recognizer.EmbedSingle(image);
        PixelTensor.Write(image, recognizer.Networks[0].InputSpec, detector.Input());
        PixelTensor.Write(image, face.Box, recognizer.Networks[1].InputSpec, landmarks.Input());
        recognizer.Embedder.Template.TryAlign(embedding.Face.Points, out SimilarityTransform transform);
        PixelTensor.Write(image, transform, recognizer.Networks[2].InputSpec, embedder.Input());

        double[] whole = new double[rounds], networks = new double[rounds], shares = new double[rounds];
        long bytes = 0;
        for (int round = -rounds / 10; round < rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            recognizer.EmbedSingle(image);
            double all = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            start = Stopwatch.GetTimestamp();
            detector.Execute();
            landmarks.Execute();
            embedder.Execute();
            double bare = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (round >= 0)
            {
                (whole[round], networks[round], shares[round]) = (all, bare, all / bare - 1);
            }
        }

        Report report = new("Cost outside the networks, one 250×250 image", "rounds", "whole ms (median)", "networks ms (median)",
            "outside, % of the networks", "median of the rounds' shares %", "bytes allocated");
        report.Add(rounds, Text(Median(whole)), Text(Median(networks)), Text((Median(whole) / Median(networks) - 1) * 100),
            Text(Median(shares) * 100), bytes);
        report.Print(Console.Out);
        report.Write(json);
    }

    // A face with as much around it as in LFW's images, such that one look at it is enough: one run of each network.
    private static Image OneLook(FaceRecognizer recognizer)
    {
        int runs = 0;
        using IDisposable listener = NetworkRuns.Listen((_, _) => runs++);
        foreach (Image sample in DataSets.Samples.Select(file => Image.Load(file)))
        {
            foreach (Box face in recognizer.Detector.Detect(sample).Select(face => face.Box))
            {
                float reach = 1.25f * Math.Max(face.Width, face.Height);
                Image image = sample.Crop(new(
                    face.Center.X - reach, face.Center.Y - reach, face.Center.X + reach, face.Center.Y + reach)).Resize(250, 250);
                runs = 0;
                if (recognizer.TryEmbedSingle(image, FaceSelection.Largest, out _, out _) && runs == recognizer.Networks.Count)
                {
                    return image;
                }
            }
        }

        throw new InvalidOperationException("Each face of the samples is looked at more than once.");
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
