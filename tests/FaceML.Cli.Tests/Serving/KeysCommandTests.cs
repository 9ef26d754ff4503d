using System.Net;

namespace FaceML.Cli.Tests.Serving;

/// <summary><c>faceml keys</c>: what is shown, what is stored, and what a server makes of it.</summary>
[TestClass]
public sealed class KeysCommandTests
{
    private const string Header = "x-api-key";

    [TestMethod]
    public async Task a_key_is_shown_once_listed_without_its_text_and_revoked_for_good()
    {
        using var folder = new TemporaryFolder();
        string file = folder["keys.json"];
        ToolRun created = await ToolRun.InProcess(
            "keys", "create", file, "--id", "door", "--scope", "identify", "--gallery", "staff", "--expires", "2090-01-31");
        Assert.AreEqual(ExitCode.Success, created.ExitCode, created.Error);
        string key = created.Lines.Single();
        StringAssert.Matches(key, new("^faceml_[0-9a-f]{64}$"));
        StringAssert.Contains(created.Error, "This is shown once");
        Assert.IsFalse(File.ReadAllText(file).Contains(key, StringComparison.Ordinal));

        ToolRun listed = await ToolRun.InProcess("keys", "list", file);
        StringAssert.Matches(listed.Lines[^1], new(@"^door\s+identify\s+staff\s+\d{4}-\d\d-\d\d\s+until 2090-01-31$"));
        Assert.AreEqual("door is revoked.", (await ToolRun.InProcess("keys", "revoke", file, "door")).Output.Trim());
        StringAssert.Contains((await ToolRun.InProcess("keys", "list", file)).Lines[^1], "revoked");
    }

    [TestMethod]
    public async Task keys_are_json_where_that_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        string file = folder["keys.json"];
        JsonElement created = Json(await ToolRun.InProcess("keys", "create", file, "--id", "door", "--scope", "enroll", "--json"));
        StringAssert.StartsWith(created.GetProperty("key").GetString(), "faceml_");
        JsonElement listed = Json(await ToolRun.InProcess("keys", "list", file, "--json"));
        Assert.AreEqual("door", listed.GetProperty("id").GetString());
        Assert.AreEqual("enroll", listed.GetProperty("scopes")[0].GetString());
        Assert.AreEqual("*", listed.GetProperty("galleries")[0].GetString());
        Assert.AreEqual("valid", listed.GetProperty("state").GetString());
        Assert.IsFalse(listed.TryGetProperty("key", out _));
        JsonElement revoked = Json(await ToolRun.InProcess("keys", "revoke", file, "door", "--json"));
        Assert.AreEqual("revoked", revoked.GetProperty("state").GetString());
        Assert.IsTrue(revoked.TryGetProperty("revoked", out _));
    }

    [TestMethod]
    public async Task a_server_with_keys_answers_only_to_them_each_within_its_scope()
    {
        using var folder = new TemporaryFolder();
        string file = folder["keys.json"];
        string verify = (await ToolRun.InProcess("keys", "create", file, "--id", "verifier")).Output.Trim();
        string admin = (await ToolRun.InProcess("keys", "create", file, "--id", "operator", "--scope", "admin")).Output.Trim();
        await using ServedTool server = await ServedTool.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "FaceML.Cli.dll"), folder, [.. ServedTool.Quick, "--keys", "keys.json"]);
        Assert.AreEqual(HttpStatusCode.Unauthorized, await AskAsync(server, "/v1/models", null));
        Assert.AreEqual(HttpStatusCode.OK, await AskAsync(server, "/v1/models", verify));
        Assert.AreEqual(HttpStatusCode.Forbidden, await AskAsync(server, "/metrics", verify));
        Assert.AreEqual(HttpStatusCode.OK, await AskAsync(server, "/metrics", admin));
        Assert.AreEqual(HttpStatusCode.OK, await AskAsync(server, "/healthz/live", null));
    }

    [TestMethod]
    [DataRow("create", "--id", "door", "--scope", "everything", "Argument 'everything' not recognized.")]
    [DataRow("create", "--scope", "verify", "--scope", "admin", "Option '--id' is required.")]
    [DataRow("create", "--id", "door", "--key-env", "FACEML_NO_SUCH_KEY", "must hold a key of at least 32 characters.")]
    [DataRow("create", "--id", "door", "--expires", "someday", "--expires")]
    [DataRow("revoke", "nobody", "", "", "", "The API keys cannot be read: Could not find file")]
    public async Task a_wrong_argument_is_an_error_that_names_it(
        string command, string first, string second, string third, string fourth, string message)
    {
        using var folder = new TemporaryFolder();
        string[] rest = [.. new[] { first, second, third, fourth }.Where(text => text.Length > 0)];
        ToolRun run = await ToolRun.InProcess(["keys", command, folder["keys.json"], .. rest]);
        Assert.AreEqual(ExitCode.Error, run.ExitCode, run.Error);
        StringAssert.Contains(run.Error, message);
        Assert.IsEmpty(folder.Files);
    }

    [TestMethod]
    public async Task an_id_is_given_once_and_a_file_of_something_else_is_refused()
    {
        using var folder = new TemporaryFolder();
        string file = folder["keys.json"];
        await ToolRun.InProcess("keys", "create", file, "--id", "door");
        ToolRun again = await ToolRun.InProcess("keys", "create", file, "--id", "door");
        Assert.AreEqual(ExitCode.Error, again.ExitCode);
        StringAssert.Contains(again.Error, "must be new");
        ToolRun other = await ToolRun.InProcess("keys", "list", folder.File("other.json", "[]"));
        Assert.AreEqual(ExitCode.Error, other.ExitCode);
        StringAssert.Contains(other.Error, "must be a file of API keys");
    }

    private static async Task<HttpStatusCode> AskAsync(ServedTool server, string address, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (key is not null)
        {
            request.Headers.Add(Header, key);
        }

        using HttpResponseMessage answer = await server.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private static JsonElement Json(ToolRun run)
    {
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        using JsonDocument document = JsonDocument.Parse(run.Lines.Single());
        return document.RootElement.Clone();
    }
}
