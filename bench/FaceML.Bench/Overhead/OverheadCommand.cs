namespace FaceML.Bench.Overhead;

/// <summary>
/// <c>overhead</c>: what FaceML costs beside its networks. In each round the whole way from a decoded 250×250 image to its vector
/// and the bare runs of the same three networks on the same numbers are timed next to each other, on one thread; the medians are compared.
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
        Image image = Image.Load(DataSets.Samples[0]).Resize(250, 250);
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
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

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
