using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace FaceML.Cli.Tests.Serving;

/// <summary><c>faceml serve</c> as an operator starts, configures and ends it.</summary>
[TestClass]
public sealed class ServeCommandTests
{
    private static readonly string Tool = Path.Combine(AppContext.BaseDirectory, "FaceML.Cli.dll");

    [TestMethod]
    public async Task the_server_says_where_it_is_is_ready_then_and_verifies()
    {
        using var folder = new TemporaryFolder();
        await using ServedTool server = await ServedTool.StartAsync(Tool, folder, ServedTool.Quick);
        Assert.AreEqual("Healthy", await server.Client.GetStringAsync("/healthz/ready"));
        using MultipartFormDataContent pair = Form(("a", TestData.Samples[0]), ("b", TestData.Samples[2]));
        using HttpResponseMessage answer = await server.Client.PostAsync("/v1/verify", pair);
        Assert.AreEqual("match", (await JsonAsync(answer)).GetProperty("decision").GetString());
        Assert.IsEmpty(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) != ".prepared"), "A server without galleries writes prepared networks only.");
    }

    [TestMethod]
    public async Task health_tells_a_supervisor_whether_a_server_is_ready()
    {
        using var folder = new TemporaryFolder();
        string url;
        await using (ServedTool server = await ServedTool.StartAsync(Tool, folder, ServedTool.Quick))
        {
            url = server.Address.ToString();
            ToolRun ready = await ToolRun.InProcess("serve", "health", "--url", url);
            Assert.AreEqual((ExitCode.Success, "ready"), (ready.ExitCode, ready.Output.Trim()));
        }

        ToolRun gone = await ToolRun.InProcess("serve", "health", "--url", url);
        Assert.AreEqual(ExitCode.NoMatch, gone.ExitCode);
        StringAssert.StartsWith(gone.Output, "not ready: ");
        ToolRun nonsense = await ToolRun.InProcess("serve", "health", "--url", "nonsense");
        Assert.AreEqual(ExitCode.Error, nonsense.ExitCode);
        StringAssert.Contains(nonsense.Error, "--url must be an address");
    }

    [TestMethod]
    public async Task the_description_of_the_api_is_the_approved_one_that_every_host_gives()
    {
        using var folder = new TemporaryFolder();
        await using ServedTool server = await ServedTool.StartAsync(Tool, folder, ServedTool.Quick);
        JsonObject document = JsonNode.Parse(await server.Client.GetStringAsync("/openapi/v1.json"))!.AsObject();
        string approved = File.ReadAllText(Path.Combine(TestData.Root, "tests", "FaceML.AspNetCore.Tests", "OpenApi.approved.json"));
        Assert.AreEqual(approved.ReplaceLineEndings("\n").TrimEnd(), OpenApiText.Of(document));
        Assert.AreEqual("FaceML", document["info"]!["title"]!.GetValue<string>());
    }

    [TestMethod]
    public async Task flags_go_before_the_environment_and_the_environment_before_the_file()
    {
        using var folder = new TemporaryFolder();
        folder.File("appsettings.json", """
            {"FaceML": {"Url": "http://127.0.0.1:0", "Preset": "fast", "MaxFalseMatchRate": 0.01, "GalleryFolder": "of-file"}}
            """);
        var environment = new Dictionary<string, string>
        {
            ["FaceML__MaxFalseMatchRate"] = "0.001",
            ["FaceML__GalleryFolder"] = "of-environment",
        };
        await using ServedTool server = await ServedTool.StartAsync(Tool, folder, ["--galleries", "of-flag"], environment);
        JsonElement model = (await JsonAsync(await server.Client.GetAsync("/v1/models")))[0];
        Assert.AreEqual("fast", model.GetProperty("name").GetString());
        StringAssert.Contains(model.GetProperty("promise").GetString(), "1 in 1,000 ");
        CollectionAssert.AreEqual(
            new[] { "of-flag" }, Directory.GetDirectories(folder.Path).Select(Path.GetFileName).Where(name => name != "home").ToArray());
    }

    [TestMethod]
    [DataRow("TERM")]
    [DataRow("INT")]
    public async Task a_signal_lets_running_requests_end_refuses_new_ones_and_the_exit_code_is_0(string signal)
    {
        using var folder = new TemporaryFolder();
        await using ServedTool server = await ServedTool.StartAsync(Tool, folder, ServedTool.Quick);
        var body = new SlowContent(File.ReadAllBytes(TestData.Samples[0]));
        Task<HttpResponseMessage> slow = server.Client.PostAsync("/v1/detect", body);
        await body.HalfSent;
        await AnswersAsync(server); // by then the first half has been received too

        // A parent that ignores SIGINT hands that down, and the server ignores it then.
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await server.SignalAsync(signal);
        while (await AnswersAsync(server))
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.IsFalse(slow.IsCompleted);
        body.SendRest();
        JsonElement found = await JsonAsync(await slow);
        Assert.IsGreaterThan(0, found.GetProperty("faces").GetArrayLength());
        (int code, string errors) = await server.ExitAsync();
        Assert.AreEqual((0, ""), (code, errors));
    }

    [TestMethod]
    [DataRow("http://0.0.0.0:0")]
    [DataRow("http://*:0")]
    [DataRow("http://127.0.0.1:0;http://0.0.0.0:0")]
    public async Task without_keys_the_server_does_not_start_beyond_this_machine(string url)
    {
        ToolRun run = await ToolRun.InProcess("serve", "--url", url);
        Assert.AreEqual(ExitCode.Error, run.ExitCode);
        StringAssert.Contains(run.Error, "needs API keys");
        StringAssert.Contains(run.Error, "faceml keys create");
    }

    [TestMethod]
    public async Task endpoints_of_the_web_servers_own_configuration_need_keys_too()
    {
        using var folder = new TemporaryFolder();
        folder.File("appsettings.json", """{"Kestrel": {"Endpoints": {"all": {"Url": "http://0.0.0.0:0"}}}}""");
        InvalidOperationException refused = await Assert.ThrowsExactlyAsync<InvalidOperationException>(
            () => ServedTool.StartAsync(Tool, folder, ServedTool.Quick));
        StringAssert.Contains(refused.Message, "To listen beyond this machine (http://0.0.0.0:0) the server needs API keys");
    }

    [TestMethod]
    [DataRow("--url", "nonsense", "--url must be an address such as http://127.0.0.1:8080; it is nonsense.")]
    [DataRow("--url", "ftp://127.0.0.1:1", "--url must be an address such as")]
    [DataRow("--url", "http://127.0.0.1:99999", "--url must be an address such as")]
    [DataRow("--max-fmr", "2", "--max-fmr must lie between 0 and 1; it is 2.")]
    [DataRow("--max-fmr", "0.5", "The false match rate must be one that the calibration holds")]
    [DataRow("--max-fpir", "no", "--max-fpir must be a number; it is no.")]
    [DataRow("--gallery", "staff", "--gallery must be NAME=PLACE; it is staff.")]
    [DataRow("--gallery", "staff=missing.faces", "missing.faces")]
    [DataRow("--model", "door=missing.faceml", "missing.faceml: there is no such file.")]
    [DataRow("--keys", "missing.json", "The API keys cannot be read: Could not find file")]
    [DataRow("--gallery-keys", "missing.json", "The keys cannot be read: Could not find file")]
    [DataRow("--preset", "huge", "Argument 'huge' not recognized.")]
    public async Task a_wrong_argument_is_one_line_that_says_what_it_must_be(string option, string value, string message)
    {
        IEnumerable<string> others = ServedTool.Quick.Chunk(2).Where(pair => pair[0] != option).SelectMany(pair => pair);
        ToolRun run = await ToolRun.InProcess(["serve", .. others, option, value]);
        Assert.AreEqual(ExitCode.Error, run.ExitCode, run.Error);
        StringAssert.Contains(run.Error, message);
        Assert.IsFalse(run.Error.Contains("bug in faceml", StringComparison.Ordinal), run.Error);
        Assert.AreEqual("", run.Output);
    }

    [TestMethod]
    [DataRow("FaceML__Preset", "huge", "There is no preset \"huge\"; there are fast, balanced, accurate.")]
    [DataRow("FaceML__MaxFalseMatchRate", "abc", "'FaceML:MaxFalseMatchRate'")]
    [DataRow("FaceML__Limits__Faces", "0", "Faces ('0') must be greater than or equal to '1'.")]
    public async Task a_wrong_setting_ends_the_start_with_one_line(string name, string value, string message)
    {
        using var folder = new TemporaryFolder();
        InvalidOperationException refused = await Assert.ThrowsExactlyAsync<InvalidOperationException>(
            () => ServedTool.StartAsync(Tool, folder, ["--url", "http://127.0.0.1:0"], new Dictionary<string, string> { [name] = value }));
        StringAssert.Contains(refused.Message, message);
        Assert.AreEqual(1, refused.Message.Trim().Split('\n').Length, refused.Message);
    }

    private static async Task<bool> AnswersAsync(ServedTool server)
    {
        try
        {
            using var client = new HttpClient { BaseAddress = server.Address }; // a connection of its own
            using HttpResponseMessage answer = await client.GetAsync("/healthz/ready");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static MultipartFormDataContent Form(params (string Field, string File)[] images)
    {
        var form = new MultipartFormDataContent();
        foreach ((string field, string file) in images)
        {
            form.Add(new ByteArrayContent(File.ReadAllBytes(file)), field, Path.GetFileName(file));
        }

        return form;
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        string text = await answer.Content.ReadAsStringAsync();
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, text);
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>An image whose second half is sent when the test says so.</summary>
    private sealed class SlowContent : HttpContent
    {
        private readonly byte[] file;
        private readonly TaskCompletionSource half = new(), rest = new();

        public SlowContent(byte[] file)
        {
            this.file = file;
            Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        }

        public Task HalfSent => half.Task;

        public void SendRest() => rest.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            int middle = file.Length / 2;
            await stream.WriteAsync(file.AsMemory(0, middle));
            await stream.FlushAsync();
            half.SetResult();
            await rest.Task;
            await stream.WriteAsync(file.AsMemory(middle));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = file.Length;
            return true;
        }
    }
}
