using Microsoft.ML.OnnxRuntime;

namespace FaceML.Bench.Quantization;

/// <summary>How fast float and integers are, in turns.</summary>
internal static class Int8Speed
{
    private const int Rounds = 101, PipelineRounds = 9;

    public static Report Measure(NetworkCatalog catalog, FaceRecognizerOptions recipe, string preset,
        IReadOnlyList<(string Float, string Int8)> networks, IReadOnlyList<byte[]> files)
    {
        int cores = Environment.ProcessorCount;
        Report report = new($"Speed; pipeline: preset {preset} with this embedder, from JPEG bytes, {cores} images at once", "network",
            "file alone, ms", "embedder ms, one thread (float / int8)", "embedder, times as fast",
            $"faces/s, {cores} threads of one face each (float / int8)", "threads, times as fast", "pipeline images/s (float / int8)",
            "pipeline, times as fast");
        foreach ((string name, string quantized) in networks)
        {
            Console.Error.WriteLine($"{name}: speed");
            using OnnxNetwork single = catalog.Load(name), eight = catalog.Load(quantized);
            using PlainSession plain = new(catalog.Find(name));
            double[] alone = Times(Rounds, () => Alone(single), () => Alone(eight), plain.Run);
            double[] together = Times(Rounds / 5, () => Together(single, cores), () => Together(eight, cores));
            using FaceRecognizer first = FaceRecognizer.Create(catalog, recipe with { Embedder = name, FusedWith = [] }),
                second = FaceRecognizer.Create(catalog, recipe with { Embedder = quantized, FusedWith = [] });
            double[] pipeline = Times(PipelineRounds, () => Pipeline(first, files), () => Pipeline(second, files));
            report.Add(name, Text(alone[2], "0.00"), Both(alone[0], alone[1], "0.00"), Ratio(alone),
                Both(Faces(cores) / together[0] * 1000, Faces(cores) / together[1] * 1000, "0.0"), Ratio(together),
                Both(files.Count / pipeline[0] * 1000, files.Count / pipeline[1] * 1000, "0.0"), Ratio(pipeline));
        }

        return report;
    }

    private static int Faces(int cores) => 8 * cores;

    private static void Alone(OnnxNetwork network)
    {
        using NetworkRun run = network.Rent();
        run.Input().Fill(0.1f);
        run.Execute();
    }

    private static void Together(OnnxNetwork network, int cores) =>
        Parallel.For(0, cores, new ParallelOptions { MaxDegreeOfParallelism = cores }, _ =>
        {
            for (int i = 0; i < 8; i++)
            {
                Alone(network);
            }
        });

    private static void Pipeline(FaceRecognizer recognizer, IReadOnlyList<byte[]> files) =>
        Parallel.ForEach(files, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            file => recognizer.TryEmbedSingle(Image.Decode(file), FaceSelection.Central, out _, out _));

    // Medians in milliseconds.
    private static double[] Times(int rounds, params Action[] actions)
    {
        List<double>[] times = [.. actions.Select(_ => new List<double>())];
        for (int round = -1; round < rounds; round++)
        {
            for (int i = 0; i < actions.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                actions[i]();
                if (round >= 0)
                {
                    times[i].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        }

        return [.. times.Select(t => t.Order().ElementAt(t.Count / 2))];
    }

    private static string Both(double first, double second, string format) =>
        $"{Text(first, format)} / {Text(second, format)}";

    private static string Ratio(double[] times) => Text(times[0] / times[1], "0.00");

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    // Without what FaceML rewrites when it loads a network: PRelu, the dimension of the batch.
    private sealed class PlainSession : IDisposable
    {
        private readonly InferenceSession session;
        private readonly OrtValue input;
        private readonly RunOptions options = new();

        public PlainSession(NetworkEntry entry)
        {
            using SessionOptions how = SessionFactory.Options(entry.Card.Name, new(), out _);
            session = new(entry.Path, how);
            NetworkInput shown = entry.Card.Input;
            int channels = shown.ToTensorSpec().Channels;
            long[] shape = shown.Layout == TensorLayout.Nchw
                ? [1, channels, shown.Height, shown.Width]
                : [1, shown.Height, shown.Width, channels];
            float[] values = new float[shape.Aggregate(1L, (product, side) => product * side)];
            values.AsSpan().Fill(0.1f);
            input = OrtValue.CreateTensorValueFromMemory(values, shape);
        }

        public void Run() =>
            session.Run(options, [.. session.InputMetadata.Keys], [input], [.. session.OutputMetadata.Keys]).Dispose();

        public void Dispose()
        {
            input.Dispose();
            options.Dispose();
            session.Dispose();
        }
    }
}
