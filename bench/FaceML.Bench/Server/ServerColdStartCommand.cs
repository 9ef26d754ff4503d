namespace FaceML.Bench.Server;

/// <summary>
/// <c>server-cold-start</c>: the built tool is started as a process again and again; measured is the time from there to the line that names
/// its address, to ready, and to the first answered verification. Builds of the tool that are named are started in turns, so that a noisy
/// machine disturbs them alike.
/// </summary>
internal static class ServerColdStartCommand
{
    public static Command Create()
    {
        Setting<int> runs = new("--runs", 15, "Counted starts of each build.");
        Option<string[]> tools = new("--tool")
        {
            Description = "A build of the tool by name; several times to compare several. Default: the one that was built with the bench.",
            HelpName = "NAME=FILE",
            DefaultValueFactory = _ => [$"faceml={ToolServer.BuiltTool}"],
        };
        Setting<string> preset = new("--preset", "balanced", "The preset.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("server-cold-start", "Starts 'faceml serve' again and again: time to ready and to the first answer.")
        {
            runs, tools, preset, json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(runs), parsed.GetValue(tools)!, parsed.GetValue(preset)!, parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task RunAsync(int runs, string[] tools, string preset, FileInfo? json, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        (string Name, string File)[] builds =
            [.. tools.Select(tool => tool.Split('=', 2)).Select(parts => (parts[0], Path.GetFullPath(parts[^1])))];
        Dictionary<string, List<Start>> starts = builds.ToDictionary(build => build.Name, _ => new List<Start>());

        // The first start of each is not counted: it brings the files into memory, and this process's own client up to speed.
        for (int run = 0; run <= runs; run++)
        {
            foreach ((string name, string file) in builds)
            {
                Start start = await StartAsync(file, preset, cancellationToken);
                if (run > 0)
                {
                    starts[name].Add(start);
                }
            }
        }

        Report report = new(
            $"Cold start of 'faceml serve', preset {preset}, seconds: median (from, to)", "build", "starts", "listening", "ready",
            "first verify answered", "that verify alone");
        foreach ((string name, List<Start> made) in starts)
        {
            report.Add(
                name, made.Count, Text(made, start => start.Listening), Text(made, start => start.Ready),
                Text(made, start => start.Verified), Text(made, start => start.Verified - start.Ready));
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    private static async Task<Start> StartAsync(string tool, string preset, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        await using ToolServer server = await ToolServer.StartBuildAsync(tool, ["--preset", preset]);
        using var client = new HttpClient { BaseAddress = server.Address };
        TimeSpan listening = Stopwatch.GetElapsedTime(started);
        using HttpResponseMessage health = await client.GetAsync("/healthz/ready", cancellationToken);
        health.EnsureSuccessStatusCode();
        TimeSpan ready = Stopwatch.GetElapsedTime(started);
        using var pair = new MultipartFormDataContent
        {
            { new ByteArrayContent(await File.ReadAllBytesAsync(DataSets.Samples[0], cancellationToken)), "a", "a.jpg" },
            { new ByteArrayContent(await File.ReadAllBytesAsync(DataSets.Samples[2], cancellationToken)), "b", "b.jpg" },
        };
        using HttpResponseMessage answer = await client.PostAsync("/v1/verify", pair, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return new Start(listening, ready, Stopwatch.GetElapsedTime(started));
    }

    private static string Text(List<Start> starts, Func<Start, TimeSpan> what)
    {
        double[] seconds = [.. starts.Select(start => what(start).TotalSeconds).Order()];
        double median = (seconds[(seconds.Length - 1) / 2] + seconds[seconds.Length / 2]) / 2;
        return string.Create(CultureInfo.InvariantCulture, $"{median:0.00} ({seconds[0]:0.00}, {seconds[^1]:0.00})");
    }

    private readonly record struct Start(TimeSpan Listening, TimeSpan Ready, TimeSpan Verified);
}
