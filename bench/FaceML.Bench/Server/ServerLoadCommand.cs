using FaceML.Identification;
using FaceML.Verification;

namespace FaceML.Bench.Server;

/// <summary>
/// <c>server-load</c>: <c>verify</c> and <c>embed</c> of the server with many clients beside the same calls in process, in turns: the
/// library alone with one thread a processor, the server, the server with batching.
/// </summary>
internal static class ServerLoadCommand
{
    private static readonly string[] Operations = ["verify", "embed"];

    public static Command Create()
    {
        Setting<int> clients = new("--clients", 16, "Clients that ask at the same time.");
        Setting<int> seconds = new("--seconds", 10, "How long a turn is.");
        Setting<int> rounds = new("--rounds", 5, "Turns of each.");
        Setting<string> preset = new("--preset", FaceRecognizerOptions.DefaultPreset, "Whose networks answer.");
        Setting<ExecutionProvider> provider = new("--provider", ExecutionProvider.Cpu, "What runs the networks.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("server-load", "The server under load beside the library in process.")
        {
            clients, seconds, rounds, preset, provider, json,
        };
        command.SetAction((parsed, _) => RunAsync(
            parsed.GetValue(clients), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(rounds), parsed.GetValue(preset)!,
            parsed.GetValue(provider), parsed.GetValue(json)));
        return command;
    }

    private static async Task<int> RunAsync(
        int clients, TimeSpan time, int rounds, string preset, ExecutionProvider provider, FileInfo? json)
    {
        var images = LoadImages.FromLfw(200);
        using var recognizer = FaceRecognizer.CreateDefault(
            FaceRecognizerOptions.Preset(preset) with { Network = new NetworkOptions { Provider = provider } });
        recognizer.WarmUp();
        RecipeVerifier verifier = new(new(), recognizer);
        GalleryRecognizer embedder = new(recognizer, preset);
        string[] arguments = ["--preset", preset, "--provider", $"{provider}"];
        await using ToolServer plain = await ToolServer.StartAsync(arguments);
        await using ToolServer batching = await ToolServer.StartAsync([.. arguments, "--batching"]);
        Report report = new(
            $"The server under load, preset {preset}, {provider}, {clients} clients",
            "operation", "", "a second (median)", "of the library's (median)", "(lowest)",
            "ms (median)", "p99", "p99 / median", "failures");
        int failures = 0;
        foreach (string operation in Operations)
        {
            Action<int> work = operation == "verify"
                ? turn => verifier.Verify(Image.Decode(images[turn]), Image.Decode(images[turn + 1]))
                : turn => embedder.Embed(Image.Decode(images[turn]));
            using LoadClients askPlain = Clients(plain, operation, clients, images);
            using LoadClients askBatching = Clients(batching, operation, clients, images);
            Series library = new("library in process"), server = new("server"), batched = new("server with batching");
            for (int round = -1; round < rounds; round++)
            {
                // The round before the first warms up, and is short.
                TimeSpan turn = round < 0 ? TimeSpan.FromSeconds(2) : time;
                Series[] before = round < 0 ? [new(""), new(""), new("")] : [library, server, batched];
                before[0].Turns.Add(InProcess(work, turn));
                before[1].Turns.Add(await askPlain.AskAsync(turn));
                before[2].Turns.Add(await askBatching.AskAsync(turn));
            }

            foreach (Series series in (Series[])[library, server, batched])
            {
                failures += series.AddTo(report, operation, library);
            }
        }

        report.Print(Console.Out);
        report.Write(json);
        return failures == 0 ? 0 : 1;
    }

    private static LoadClients Clients(ToolServer server, string operation, int clients, LoadImages images) =>
        new(server.Address, clients, (client, turn) =>
        {
            int index = clients * turn + client;
            return operation == "verify" ? images.Pair("/v1/verify", index, index + 1) : images.Single("/v1/embed", index);
        });

    private static LoadResult InProcess(Action<int> work, TimeSpan time)
    {
        double[][] durations = new double[Environment.ProcessorCount][];
        int next = 0;
        long start = Stopwatch.GetTimestamp();
        Thread[] threads = [.. durations.Select((_, thread) => new Thread(() =>
        {
            List<double> own = [];
            while (Stopwatch.GetElapsedTime(start) < time)
            {
                long begun = Stopwatch.GetTimestamp();
                work(Interlocked.Increment(ref next));
                if (Stopwatch.GetElapsedTime(start) < time)
                {
                    own.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                }
            }

            durations[thread] = [.. own];
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return new(time.TotalSeconds, [.. durations.SelectMany(own => own).Order()], 0, []);
    }

    private sealed class Series(string name)
    {
        public List<LoadResult> Turns { get; } = [];

        /// <summary>Adds a row and returns how many requests failed.</summary>
        public int AddTo(Report report, string operation, Series library)
        {
            double[] ratios = [.. Turns.Zip(library.Turns, (own, theirs) => own.PerSecond / theirs.PerSecond).Order()];
            double[] rates = [.. Turns.Select(turn => turn.PerSecond).Order()];
            LoadResult all = new(0, [.. Turns.SelectMany(turn => turn.Milliseconds).Order()], Turns.Sum(turn => turn.Refused), []);
            string[] failed = [.. Turns.SelectMany(turn => turn.Failures)];
            double median = all.Percentile(0.5), late = all.Percentile(0.99);
            report.Add(
                operation, name, Text(rates[rates.Length / 2], "0.0"), Text(ratios[ratios.Length / 2], "0.000"), Text(ratios[0], "0.000"),
                Text(median, "0.0"), Text(late, "0.0"), Text(late / median, "0.00"), failed.Length + all.Refused);
            foreach (string failure in failed.Take(3))
            {
                Console.Error.WriteLine(failure);
            }

            return failed.Length;
        }

        private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
    }
}
