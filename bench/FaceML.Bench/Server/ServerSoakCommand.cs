using System.Net.Http.Json;
using System.Text.Json;
using FaceML.Bench.Serving;
using FaceML.TestKit;
using FaceML.Tests.Support;

namespace FaceML.Bench.Server;

/// <summary>
/// <c>server-soak</c>: more clients than the server has places verify, embed, identify, enroll and erase while a served pipeline is
/// replaced again and again; every failure that is not declared back-pressure counts, and memory and descriptors are looked at as it goes.
/// </summary>
internal static class ServerSoakCommand
{
    private const int Rows = 12;

    private static readonly TimeSpan BetweenSwaps = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        Setting<double> minutes = new("--minutes", 30, "How long.");
        Setting<int> clients = new("--clients", 80, "Clients that ask at the same time; the server has 64 places.");
        Setting<string> preset = new("--preset", "fast", "Whose networks answer.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("server-soak", "The server at saturation, with replaced models and gallery writes.")
        {
            minutes, clients, preset, json,
        };
        command.SetAction((parsed, _) => RunAsync(
            TimeSpan.FromMinutes(parsed.GetValue(minutes)), parsed.GetValue(clients), parsed.GetValue(preset)!, parsed.GetValue(json)));
        return command;
    }

    private static async Task<int> RunAsync(TimeSpan time, int clients, string preset, FileInfo? json)
    {
        string folder = Directory.CreateDirectory(Path.Combine(DataSets.Artifacts, "server-soak")).FullName;
        string served = Path.Combine(folder, "served.faceml");
        byte[][] versions = SaveVersions(folder);
        await File.WriteAllBytesAsync(served, versions[0]);
        var images = LoadImages.FromLfw(300);
        await using ToolServer server = await ToolServer.StartAsync(["--preset", preset, "--model", $"pairs={served}"]);
        using HttpClient admin = new() { BaseAddress = server.Address };
        SoakTurns turns = await SoakTurns.PrepareAsync(admin, images, clients);
        using LoadClients asking = new(server.Address, clients, turns.Next);
        Report report = new(
            $"The server at saturation for {time.TotalMinutes:0.#} minutes, preset {preset}, {clients} clients, a model replaced every "
                + $"{BetweenSwaps.TotalSeconds:0} s",
            "minutes", "requests", "a second", "refused (declared)", "failures",
            "replacements served", "MB", "descriptors", "p99 / median");
        List<string> failures = [];
        using CancellationTokenSource stop = new();
        Task swapping = SwapAsync(served, versions, stop.Token);
        for (int row = 1; row <= Rows; row++)
        {
            LoadResult result = await asking.AskAsync(time / Rows);
            failures.AddRange(result.Failures);
            report.Add(
                Text(time.TotalMinutes * row / Rows, "0.0"), result.Milliseconds.Length, Text(result.PerSecond, "0.0"), result.Refused,
                result.Failures.Count, await VersionAsync(admin) - 1, server.ResidentMegabytes, server.Descriptors,
                Text(result.Percentile(0.99) / result.Percentile(0.5), "0.00"));
            Console.Error.WriteLine($"{row} of {Rows}: {server.ResidentMegabytes} MB, {failures.Count} failures");
        }

        await stop.CancelAsync();
        await swapping;
        if (server.HasExited || server.Errors.Length > 0)
        {
            failures.Add($"The server logged or ended: {server.Errors}");
        }

        report.Print(Console.Out);
        report.Write(json);
        foreach (string failure in failures.Take(5))
        {
            Console.Error.WriteLine(failure);
        }

        return failures.Count == 0 ? 0 : 1;
    }

    // Every other time by atomic rename, every other time by overwriting.
    private static async Task SwapAsync(string served, byte[][] versions, CancellationToken stop)
    {
        for (int swap = 1; !stop.IsCancellationRequested; swap++)
        {
            await Task.Delay(BetweenSwaps, stop).ContinueWith(_ => { }, TaskScheduler.Default);
            byte[] next = versions[swap % versions.Length];
            if (swap / 2 % 2 == 0)
            {
                await File.WriteAllBytesAsync(served + ".next", next, CancellationToken.None);
                File.Move(served + ".next", served, overwrite: true);
            }
            else
            {
                ServedFile.Overwrite(served, next);
            }
        }
    }

    private static byte[][] SaveVersions(string folder)
    {
        var ml = new MLContext(seed: 1);
        SamplePair[] pairs = ServedPairs.FromSamples();
        return
        [
            .. ((double[])[0.4, 0.8]).Select((rate, i) =>
            {
                string file = Path.Combine(folder, $"version{i}.faceml");
                ServedPairs.SavePipeline(ml, pairs, file, rate);
                return File.ReadAllBytes(file);
            }),
        ];
    }

    private static async Task<int> VersionAsync(HttpClient admin)
    {
        JsonElement models = await admin.GetFromJsonAsync<JsonElement>("/v1/models");
        return models.EnumerateArray().Single(model => model.GetProperty("kind").GetString() == "pipeline")
            .GetProperty("version").GetInt32();
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
