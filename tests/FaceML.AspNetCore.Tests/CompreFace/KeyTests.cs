namespace FaceML.AspNetCore.Tests.CompreFace;

/// <summary>Keys and limits hold as under <c>/v1</c>, and are refused by CompreFace's numbers.</summary>
[TestClass]
public sealed class KeyTests
{
    private const string Subjects = "recognition/subjects";

    [TestMethod]
    public async Task a_key_that_is_missing_wrong_or_of_another_scope_is_refused_by_number()
    {
        string verifies = "";
        await using CompreFaceServer server = await CompreFaceServer.StartAsync(options =>
            verifies = TestServer.AddKey(options.KeysFile!, "verifies", [FaceMLScope.Verify], ["people"]));
        await Expect(20, HttpStatusCode.BadRequest, "");
        await Expect(10, HttpStatusCode.NotFound, ApiKey.NewText());
        await Expect(10, HttpStatusCode.NotFound, verifies);

        async Task Expect(int code, HttpStatusCode status, string key) =>
            await CompreFaceServer.AssertRefusedAsync(await server.SendAsync(HttpMethod.Get, Subjects, null, key), code, status);
    }

    [TestMethod]
    public async Task a_key_of_several_galleries_has_the_subjects_of_the_one_that_the_server_names()
    {
        string both = "";
        await using CompreFaceServer without = await CompreFaceServer.StartAsync(AddBoth);
        await CompreFaceServer.AssertRefusedAsync(
            await without.SendAsync(HttpMethod.Get, Subjects, null, both), 10, HttpStatusCode.NotFound);

        await using CompreFaceServer server = await CompreFaceServer.StartAsync(options =>
        {
            AddBoth(options);
            options.CompreFace.Gallery = "others";
        });
        await server.PostAsync(Subjects, """{"subject":"Anna"}""");
        await CompreFaceServer.AssertAsync(await server.SendAsync(HttpMethod.Get, Subjects, null, both), """{"subjects":[]}""");
        await CompreFaceServer.AssertAsync(
            await server.SendAsync(HttpMethod.Post, Subjects, TestServer.Json("""{"subject":"Bea"}"""), both),
            """{"subject":"Bea"}""", HttpStatusCode.Created);
        await CompreFaceServer.AssertAsync(
            await server.SendAsync(HttpMethod.Get, Subjects, null, server.OtherKey), """{"subjects":["Bea"]}""");

        void AddBoth(FaceMLOptions options) =>
            both = TestServer.AddKey(options.KeysFile!, "both", [FaceMLScope.Admin], ["people", "others"]);
    }

    [TestMethod]
    public async Task limits_of_rate_and_size_hold_here_too()
    {
        await using CompreFaceServer server = await CompreFaceServer.StartAsync(options =>
        {
            options.Limits.RequestsPerMinute = 12;
            options.Limits.ImageBytes = 1024;
        });
        await CompreFaceServer.AssertRefusedAsync(
            await server.PostAsync("detection/detect", ("file", CompreFaceServer.Anna)), 0, HttpStatusCode.RequestEntityTooLarge);
        await CompreFaceServer.AssertAsync(await server.GetAsync(Subjects), """{"subjects":[]}""");
        HttpResponseMessage refused = await server.GetAsync(Subjects);
        await CompreFaceServer.AssertRefusedAsync(refused, 0, HttpStatusCode.TooManyRequests);
        Assert.IsNotNull(refused.Headers.RetryAfter);
    }

    [TestMethod]
    public async Task more_requests_than_there_are_places_are_refused_with_when_to_come_back()
    {
        await using CompreFaceServer server = await CompreFaceServer.StartAsync(options => options.Limits.Requests = 1);
        HttpResponseMessage[] answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(_ => server.PostAsync("detection/detect", ("file", CompreFaceServer.Group))));
        HttpResponseMessage[] refused = [.. answers.Where(answer => answer.StatusCode != HttpStatusCode.OK)];
        Assert.IsNotEmpty(refused);
        await CompreFaceServer.AssertRefusedAsync(refused[0], 41, HttpStatusCode.ServiceUnavailable);
        Assert.IsNotNull(refused[0].Headers.RetryAfter);
    }
}
