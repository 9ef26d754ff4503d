using System.Net.Http.Json;
using System.Text.Json;
using FaceML.AspNetCore.Tests.Hostile;

namespace FaceML.Bench.Server;

/// <summary>
/// <c>server-hostile</c>: sends the server what strangers send, and looks what it answers, keeps and holds open: nothing but refusals, the
/// people of its gallery as they were, no file beside the galleries, and the same answer to a good request as before.
/// </summary>
internal static class ServerHostileCommand
{
    private const string Gallery = "door", Person = "anna", People = $"/v1/galleries/{Gallery}/people";

    public static Command Create()
    {
        Setting<int> requests = new("--requests", 10_000, "How many.");
        Setting<int> seed = new("--seed", 1, "Where random numbers come from.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("server-hostile", "Hostile requests: what the server answers, keeps and holds open.")
        {
            requests, seed, json,
        };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(requests), parsed.GetValue(seed), parsed.GetValue(json)));
        return command;
    }

    private static async Task<int> RunAsync(int requests, int seed, FileInfo? json)
    {
        var images = LoadImages.FromLfw(1);
        await using ToolServer server = await ToolServer.StartAsync(["--preset", "fast"], ("FaceML__Limits__Time", "00:00:05"));
        using HttpClient client = new() { BaseAddress = server.Address };
        (await client.PostAsJsonAsync("/v1/galleries", new { id = Gallery })).EnsureSuccessStatusCode();
        (await client.SendAsync(images.Single($"{People}/{Person}/images", 0))).EnsureSuccessStatusCode();
        string good = await VerifyAsync(client, images);
        string[] files = Files(server);

        // By tenths: what a server keeps of its first requests is no leak, what each tenth adds is.
        HostileRun run = new();
        HostileRequests hostile = new(images[0], Gallery, Person, seed);
        Report taken = new(
            "What the server takes of the machine", "requests sent", "MB resident", "MB of them managed", "descriptors", "threads");
        for (int tenth = 1; tenth <= 10; tenth++)
        {
            int sent = requests * tenth / 10;
            await run.SendAsync(server.Address, hostile, sent - requests * (tenth - 1) / 10, atOnce: 16, seed + tenth);
            await Task.Delay(TimeSpan.FromSeconds(8)); // connections that were reset are noticed a little later
            taken.Add(sent, server.ResidentMegabytes, await ManagedMegabytesAsync(client), server.Descriptors, server.Threads);
            Console.Error.WriteLine($"{sent} sent");
        }

        List<string> faults = [.. run.Faults];
        AddUnless(faults, !server.HasExited, $"The server ended. {server.Errors}");
        AddUnless(faults, good == await VerifyAsync(client, images), "A good request is answered otherwise than before.");
        JsonElement[] people = [.. (await client.GetFromJsonAsync<JsonElement>(People)).GetProperty("people").EnumerateArray()];
        AddUnless(
            faults,
            people.Length == 1 && people[0].GetProperty("templateCount").GetInt32() == 1 + run.Enrolled,
            $"The gallery holds {people.Length} people and other templates than were acknowledged.");
        string[] stored = [.. Files(server).Except(files)];
        AddUnless(faults, stored.Length == 0, $"Stored: {string.Join(", ", stored)}");
        AddUnless(faults, server.Errors.Length == 0, $"Logged: {server.Errors}");

        Report kinds = new("Hostile requests by kind", "kind", "requests", "answers by status (0: closed without one; -1: not waited for)");
        foreach (IGrouping<string, ((string Kind, int Status) Key, int Count)> kind in run.Counts
            .Select(pair => (pair.Key, pair.Value)).GroupBy(pair => pair.Key.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            IEnumerable<string> answers = kind.GroupBy(pair => pair.Key.Status).OrderBy(status => status.Key)
                .Select(status => string.Create(CultureInfo.InvariantCulture, $"{status.Key} × {status.Sum(pair => pair.Count)}"));
            kinds.Add(kind.Key, kind.Sum(pair => pair.Count), string.Join(", ", answers));
        }

        Report report = new($"{requests} hostile requests, seed {seed}", "faults", "enrolled by changed forms");
        report.Add(faults.Count, run.Enrolled);
        Report[] reports = [kinds, taken, report];
        foreach (Report each in reports)
        {
            each.Print(Console.Out);
            Console.WriteLine();
        }

        Report.Write(json, reports);
        foreach (string fault in faults.Take(10))
        {
            Console.Error.WriteLine(fault);
        }

        return faults.Count == 0 ? 0 : 1;
    }

    private static async Task<string> VerifyAsync(HttpClient client, LoadImages images)
    {
        using HttpResponseMessage answer = await client.SendAsync(images.Pair("/v1/verify", 0, 0));
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    // What the last garbage collection left committed, as the server's own metrics say it.
    private static async Task<long> ManagedMegabytesAsync(HttpClient client)
    {
        const string name = "dotnet_gc_last_collection_memory_committed_size_bytes";
        string line = (await client.GetStringAsync("/metrics")).Split('\n').First(line => line.StartsWith(name, StringComparison.Ordinal));
        return (long)double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture) >> 20;
    }

    // A database's own files beside it come and go.
    private static string[] Files(ToolServer server) =>
    [
        .. Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith("-wal", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal)),
    ];

    private static void AddUnless(List<string> faults, bool holds, string fault)
    {
        if (!holds)
        {
            faults.Add(fault);
        }
    }
}
