namespace FaceML.AspNetCore.Tests.Security;

[TestClass]
public sealed class ApiKeyRingTests
{
    private static readonly TimeSpan ASecond = TimeSpan.FromSeconds(1.1);

    [TestMethod]
    public async Task keys_that_are_added_and_revoked_count_within_a_second_and_a_broken_file_changes_nothing()
    {
        await using TestServer server = await TestServer.StartAsync((options, folder) =>
        {
            options.KeysFile = folder["keys.json"];
            TestServer.AddKey(options.KeysFile, "first", [FaceMLScope.Verify]);
        });
        string file = server.Folder["keys.json"];
        string added = TestServer.AddKey(file, "added", [FaceMLScope.Verify]);
        await Task.Delay(ASecond);
        Assert.AreEqual(HttpStatusCode.OK, await Ask());

        await File.WriteAllTextAsync(file, "{ half of a");
        await Task.Delay(ASecond);
        Assert.AreEqual(HttpStatusCode.OK, await Ask());

        File.Delete(file);
        TestServer.AddKey(file, "other", [FaceMLScope.Verify]);
        await Task.Delay(ASecond);
        Assert.AreEqual(HttpStatusCode.Unauthorized, await Ask());

        async Task<HttpStatusCode> Ask()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
            request.Headers.Add(FaceMLAuthentication.KeyHeader, added);
            using HttpResponseMessage response = await server.Client.SendAsync(request);
            return response.StatusCode;
        }
    }

    [TestMethod]
    public async Task a_broken_file_of_keys_ends_the_start()
    {
        await Assert.ThrowsExactlyAsync<ApiKeyException>(() => TestServer.StartAsync((options, folder) =>
            options.KeysFile = folder.File("keys.json", "{ half of a")));
    }

    [TestMethod]
    public void the_file_holds_no_key_and_is_its_owners_alone()
    {
        using TemporaryFolder folder = new();
        string text = TestServer.AddKey(folder["keys.json"], "door", [FaceMLScope.Identify], ["staff"]);
        Assert.DoesNotContain(text, File.ReadAllText(folder["keys.json"]));
        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["keys.json"]));
        }

        ApiKey key = ApiKeyFile.Read(folder["keys.json"]).Single();
        Assert.AreEqual(ApiKey.HashOf(text), key.Hash);
        CollectionAssert.AreEqual(new[] { FaceMLScope.Identify }, key.Scopes.ToArray());
        Assert.ThrowsExactly<ApiKeyException>(() => TestServer.AddKey(folder["keys.json"], "door", [FaceMLScope.Verify]));
        Assert.ThrowsExactly<ApiKeyException>(() => ApiKeyFile.Revoke(folder["keys.json"], "window", DateTimeOffset.UtcNow));
        Assert.HasCount(1, folder.Files.ToArray());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("[]")]
    [DataRow("{}")]
    [DataRow("""{"format":2,"keys":[]}""")]
    [DataRow("""{"format":1,"keys":[{"id":"a"}]}""")]
    [DataRow("""{"format":1,"keys":[],"more":1}""")]
    public void what_is_no_file_of_keys_is_refused(string text)
    {
        using TemporaryFolder folder = new();
        string file = folder.File("keys.json", text);
        StringAssert.Contains(Assert.ThrowsExactly<ApiKeyException>(() => ApiKeyFile.Read(file)).Message, "file of API keys");
    }
}
