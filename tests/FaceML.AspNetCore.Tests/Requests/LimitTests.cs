using System.Net.Sockets;

namespace FaceML.AspNetCore.Tests.Requests;

[TestClass]
public sealed class LimitTests
{
    [TestMethod]
    public async Task what_a_request_does_wrong_is_answered_as_a_problem_that_names_it()
    {
        await using TestServer server = await TestServer.StartAsync((options, _) =>
        {
            options.Limits.ImageBytes = 1 << 20;
            options.Limits.ImagePixels = 100_000;
        });
        byte[] image = File.ReadAllBytes(TestData.Samples[0]);
        Assert.IsLessThan(1 << 20, image.Length);
        await Expect(TestServer.Raw(image), HttpStatusCode.UnprocessableEntity, "unreadableImage", "100,000");
        await Expect(TestServer.Raw(new byte[(1 << 20) + 1]), HttpStatusCode.RequestEntityTooLarge, "requestTooLarge", "1,048,576");
        await Expect(TestServer.Raw([1, 2, 3]), HttpStatusCode.UnprocessableEntity, "unreadableImage", "no image format");
        await Expect(TestServer.Raw([]), HttpStatusCode.BadRequest, "invalidRequest", "'image'");
        await Expect(TestServer.Raw(image, "text/plain"), HttpStatusCode.UnsupportedMediaType, "unsupportedMediaType", "text/plain");
        await Expect(TestServer.Form(("picture", TestData.Samples[0])), HttpStatusCode.BadRequest, "invalidRequest", "'image'");
        await Expect(TestServer.Json("{\"image\":\"%%%\"}"), HttpStatusCode.BadRequest, "invalidRequest", "base64");
        await Expect(TestServer.Json("{\"image\":7}"), HttpStatusCode.BadRequest, "invalidRequest", "'image'");
        await Expect(TestServer.Json("[1]"), HttpStatusCode.BadRequest, "invalidRequest", "JSON object");
        await Expect(TestServer.Json("{"), HttpStatusCode.BadRequest, "invalidRequest", "JSON");
        await Expect(TestServer.Json(new string('[', 1000)), HttpStatusCode.BadRequest, "invalidRequest", "JSON");
        await Expect(TestServer.Raw([1], "multipart/form-data"), HttpStatusCode.BadRequest, "invalidRequest", "boundary");
        await Expect(
            TestServer.Raw([1], "multipart/form-data; boundary=x"), HttpStatusCode.BadRequest, "invalidRequest", "ended early");

        async Task Expect(HttpContent content, HttpStatusCode status, string code, string part)
        {
            using (content)
            {
                StringAssert.Contains(
                    await TestServer.ProblemAsync(await server.Client.PostAsync("/v1/detect", content), status, code), part);
            }
        }
    }

    [TestMethod]
    [DataRow("/v1/galleries/none/identify", HttpStatusCode.NotFound, "notFound")]
    [DataRow("/v1/verify?model=none", HttpStatusCode.NotFound, "notFound")]
    [DataRow("/v1/galleries/g/identify?top=0", HttpStatusCode.BadRequest, "invalidRequest")]
    [DataRow("/v1/galleries/g/identify?top=x", HttpStatusCode.BadRequest, "invalidRequest")]
    [DataRow("/v1/galleries/g/identify?repeated=maybe", HttpStatusCode.BadRequest, "invalidRequest")]
    [DataRow("/v1/galleries/g/people/a/images?face=9", HttpStatusCode.BadRequest, "invalidRequest")]
    [DataRow("/v1/galleries/g/people/a/images?expires=soon", HttpStatusCode.BadRequest, "invalidRequest")]
    public async Task a_wrong_address_is_a_problem_too(string address, HttpStatusCode status, string code)
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.CreateGalleryAsync("g");
        await TestServer.ProblemAsync(await server.PostAsync(address, ("image", TestData.Samples[0])), status, code);
    }

    [TestMethod]
    public async Task an_address_that_is_none_is_refused_before_a_body_is_read()
    {
        await using TestServer server = await TestServer.StartAsync();

        // Without a body: the server closes the connection, and a client that goes on sending may not see why.
        HttpResponseMessage response = await server.Client.PostAsync("/v1/galleries/g/people/a%00b/images", new ByteArrayContent([]));
        Assert.AreEqual(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [TestMethod]
    [DataRow("../escape")]
    [DataRow("Upper")]
    [DataRow("")]
    [DataRow("a/b")]
    [DataRow("con.faces")]
    public async Task the_name_of_a_gallery_cannot_leave_the_folder(string name)
    {
        await using TestServer server = await TestServer.StartAsync();
        HttpResponseMessage response = await server.Client.PostAsync(
            "/v1/galleries", TestServer.Json(JsonSerializer.Serialize(new { id = name })));
        await TestServer.ProblemAsync(response, HttpStatusCode.BadRequest, "invalidRequest");
        Assert.IsEmpty(Directory.GetFiles(server.Folder.Path, "*", SearchOption.AllDirectories));
    }

    [TestMethod]
    public async Task more_requests_than_there_are_places_are_refused_with_when_to_come_back()
    {
        await using TestServer server = await TestServer.StartAsync((options, _) => options.Limits.Requests = 1);
        HttpResponseMessage[] answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(_ => server.PostAsync("/v1/detect", ("image", TestData.Samples[0]))));
        HttpResponseMessage[] refused = [.. answers.Where(answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable)];
        Assert.IsNotEmpty(refused);
        Assert.HasCount(answers.Length, refused.Concat(answers.Where(answer => answer.StatusCode == HttpStatusCode.OK)).ToArray());
        await TestServer.ProblemAsync(refused[0], HttpStatusCode.ServiceUnavailable, "overloaded");
        Assert.IsGreaterThanOrEqualTo(1, refused[0].Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        await TestServer.JsonAsync(await server.PostAsync("/v1/detect", ("image", TestData.Samples[0])));
    }

    [TestMethod]
    public async Task a_key_that_asks_too_often_is_refused_and_another_is_not()
    {
        string one = "", other = "";
        await using TestServer server = await TestServer.StartAsync((options, folder) =>
        {
            options.KeysFile = folder["keys.json"];
            one = TestServer.AddKey(options.KeysFile, "one", [FaceMLScope.Verify]);
            other = TestServer.AddKey(options.KeysFile, "other", [FaceMLScope.Verify]);
            options.Limits.RequestsPerMinute = 12;
        });
        HttpStatusCode[] statuses = [await Ask(one), await Ask(one), await Ask(one), await Ask(other)];
        CollectionAssert.AreEqual(
            new[] { HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK }, statuses);

        async Task<HttpStatusCode> Ask(string key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
            request.Headers.Add(FaceMLAuthentication.KeyHeader, key);
            using HttpResponseMessage response = await server.Client.SendAsync(request);
            Assert.AreEqual(response.StatusCode == HttpStatusCode.TooManyRequests, response.Headers.RetryAfter is not null);
            return response.StatusCode;
        }
    }

    [TestMethod]
    public async Task a_body_that_is_too_long_is_called_a_body_and_a_change_is_of_the_id_or_of_the_rest()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.CreateGalleryAsync("g");
        HttpResponseMessage large = await server.Client.PostAsync("/v1/galleries", TestServer.Json(new string(' ', 200_000)));
        Assert.AreEqual(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.DoesNotContain("image", await large.Content.ReadAsStringAsync());
        HttpResponseMessage both = await server.Client.PatchAsync(
            "/v1/galleries/g/people/anna", TestServer.Json("""{"person":"berta","name":"Berta"}"""));
        StringAssert.Contains(await TestServer.ProblemAsync(both, HttpStatusCode.BadRequest, "invalidRequest"), "either 'person'");
    }

    [TestMethod]
    public async Task an_upload_that_does_not_come_to_its_end_is_ended_and_gives_its_place_back()
    {
        await using TestServer server = await TestServer.StartAsync((options, _) =>
        {
            options.Limits.Requests = 1;
            options.Limits.Time = TimeSpan.FromSeconds(1);
        });
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Client.BaseAddress!.Host, server.Client.BaseAddress.Port);
        await using NetworkStream stream = connection.GetStream();
        const string Half = "POST /v1/detect HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\nContent-Length: 9999\r\n\r\nhalf";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Half));
        var answer = new StringBuilder();
        byte[] part = new byte[4096];
        while (!answer.ToString().Contains("\"slowUpload\"", StringComparison.Ordinal))
        {
            int read = await stream.ReadAsync(part);
            Assert.AreNotEqual(0, read, answer.ToString());
            answer.Append(Encoding.UTF8.GetString(part, 0, read));
        }

        StringAssert.StartsWith(answer.ToString(), "HTTP/1.1 408 ");
        await TestServer.JsonAsync(await server.PostAsync("/v1/detect", ("image", TestData.Samples[0])));
    }
}
