namespace FaceML.Cli.Tests.Serving;

/// <summary>The curl lines of README.md and docs/server.md do what is written there: bash and curl against the tool.</summary>
[TestClass]
public sealed partial class ReadmeCurlTests
{
    [TestMethod]
    public async Task from_nothing_to_an_identified_face_in_three_lines_with_the_answer_that_the_readme_shows()
    {
        string readme = ReadText("README.md");
        using var folder = new TemporaryFolder();
        folder.Copy(TestData.Samples[0], Path.Combine("datasets", "samples", "sample1.jpg"));
        folder.Copy(TestData.Samples[2], Path.Combine("datasets", "samples", "sample3.jpg"));
        string[] answers = await RunAsync(folder, readme);
        Assert.HasCount(3, answers);
        using JsonDocument shown = JsonDocument.Parse(JsonBlock().Match(readme).Groups[1].Value);
        using JsonDocument came = JsonDocument.Parse(answers[^1]);
        Match(shown.RootElement, came.RootElement, "the answer");
    }

    [TestMethod]
    public async Task the_lines_of_the_server_page_run_and_find_the_person()
    {
        using var folder = new TemporaryFolder();
        SaveLargestFace(TestData.Samples[0], folder["anna.jpg"]);
        File.Copy(TestData.Samples[2], folder["door.jpg"]);
        string[] answers = await RunAsync(folder, ReadText(Path.Combine("docs", "server.md")));
        using JsonDocument came = JsonDocument.Parse(answers[^1]);
        Assert.AreEqual(1, came.RootElement.GetProperty("faces").EnumerateArray()
            .Count(face => face.TryGetProperty("person", out JsonElement person) && person.GetString() == "anna"));
    }

    // The first block with curl lines, its 'serve' line for the start and the rest as bash runs it, at the address of the test's server.
    private static async Task<string[]> RunAsync(TemporaryFolder folder, string page)
    {
        string[] lines = ShellBlocks().Matches(page).Select(block => block.Groups[1].Value).First(block => block.Contains("curl "))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] serve = lines[0].Split('#')[0].Trim().Split(" serve ")[1].Split(' ');
        string[] curls = [.. lines.Where(line => line.StartsWith("curl ", StringComparison.Ordinal))];
        Assert.HasCount(lines.Length - 1, curls);
        await using ServedTool server = await ServedTool.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "FaceML.Cli.dll"), folder, ["--url", "http://127.0.0.1:0", .. serve]);
        folder.File(".curlrc", "silent\nshow-error\nfail-with-body\n"); // whatever the machine's user has set does not count
        List<string> answers = [];
        foreach (string line in curls)
        {
            StringAssert.Contains(line, ServeHost.DefaultUrl);
            answers.Add(await BashAsync(folder, line.Replace(ServeHost.DefaultUrl, server.Address.ToString().TrimEnd('/'))));
        }

        return [.. answers];
    }

    private static async Task<string> BashAsync(TemporaryFolder folder, string line)
    {
        var start = new ProcessStartInfo("bash", ["-c", line])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["CURL_HOME"] = folder.Path, ["no_proxy"] = "*" },
        };
        try
        {
            using Process bash = Process.Start(start)!;
            Task<string> output = bash.StandardOutput.ReadToEndAsync(), errors = bash.StandardError.ReadToEndAsync();
            await bash.WaitForExitAsync();
            if (bash.ExitCode == 127)
            {
                Assert.Inconclusive($"curl is needed: {await errors}");
            }

            Assert.AreEqual(0, bash.ExitCode, $"{line}\n{await output}{await errors}");
            return await output;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            Assert.Inconclusive($"bash is needed: {e.Message}");
            return "";
        }
    }

    // What is shown is there; what is left out may be anything. Numbers differ a little between processors.
    private static void Match(JsonElement shown, JsonElement came, string where)
    {
        if (shown.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in shown.EnumerateObject())
            {
                Assert.IsTrue(came.TryGetProperty(property.Name, out JsonElement value), $"{where} has no {property.Name}: {came}");
                Match(property.Value, value, $"{where}.{property.Name}");
            }
        }
        else if (shown.ValueKind == JsonValueKind.Array)
        {
            Assert.AreEqual(shown.GetArrayLength(), came.GetArrayLength(), $"{where}: {came}");
            foreach ((JsonElement one, JsonElement other) in shown.EnumerateArray().Zip(came.EnumerateArray()))
            {
                Match(one, other, where);
            }
        }
        else if (shown.ValueKind == JsonValueKind.Number)
        {
            Assert.AreEqual(shown.GetDouble(), came.GetDouble(), 0.0051, where);
        }
        else
        {
            Assert.AreEqual(shown.ToString(), came.ToString(), where);
        }
    }

    // A portrait: the largest face with what is around it.
    private static void SaveLargestFace(string from, string to)
    {
        using var recognizer = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Fast);
        var image = Image.Load(from);
        Box box = recognizer.Detect(image).MaxBy(face => face.Box.Area)!.Box;
        float margin = 0.4f * (box.Right - box.Left);
        image.Crop(new Box(box.Left - margin, box.Top - margin, box.Right + margin, box.Bottom + margin)).Save(to);
    }

    private static string ReadText(string page) => File.ReadAllText(Path.Combine(TestData.Root, page)).ReplaceLineEndings("\n");

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlocks();

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
