using FaceML.Imaging;

namespace FaceML.AspNetCore.Tests.CompreFace;

/// <summary>A host with keys and galleries, asked as CompreFace's clients ask: by <c>x-api-key</c>, under <c>/api/v1</c>.</summary>
internal sealed class CompreFaceServer : IAsyncDisposable
{
    /// <summary>Two people of the sample images, each alone on an image. Anna is on the third sample image too, the other is not.</summary>
    public static readonly byte[] Anna = Cut(0, new Box(1405, 145, 1740, 500)), Stranger = Cut(0, new Box(350, 290, 660, 660));

    /// <summary>An image that shows Anna and two others.</summary>
    public static readonly byte[] Group = File.ReadAllBytes(TestData.Samples[2]);

    /// <summary>An image without a face.</summary>
    public static readonly byte[] Nothing = Cut(0, new Box(0, 0, 64, 64));

    private readonly TestServer server;

    private CompreFaceServer(TestServer server, string key) => (this.server, Key) = (server, key);

    /// <summary>The key that may do everything in the gallery <c>people</c>.</summary>
    public string Key { get; }

    /// <summary>A key that may do everything in the gallery <c>others</c>.</summary>
    public string OtherKey { get; private init; } = "";

    public static async Task<CompreFaceServer> StartAsync(Action<FaceMLOptions>? configure = null)
    {
        string all = "", key = "", other = "";
        TestServer server = await TestServer.StartAsync((options, folder) =>
        {
            options.KeysFile = folder["keys.json"];
            all = TestServer.AddKey(options.KeysFile, "all", [FaceMLScope.Admin]);
            key = TestServer.AddKey(options.KeysFile, "people", [FaceMLScope.Admin], ["people"]);
            other = TestServer.AddKey(options.KeysFile, "others", [FaceMLScope.Admin], ["others"]);
            configure?.Invoke(options);
        });
        var started = new CompreFaceServer(server, key) { OtherKey = other };
        foreach (string gallery in (string[])["people", "others"])
        {
            using HttpResponseMessage made = await started.SendAsync(
                HttpMethod.Post, "/v1/galleries", TestServer.Json($"{{\"id\":\"{gallery}\"}}"), all);
            Assert.AreEqual(HttpStatusCode.Created, made.StatusCode);
        }

        return started;
    }

    /// <summary>Sends a request; addresses are below <c>/api/v1</c> unless they begin with a slash.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, HttpContent? content = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, address.StartsWith('/') ? address : $"/api/v1/{address}") { Content = content };
        if ((key ?? Key).Length > 0)
        {
            request.Headers.Add(FaceMLAuthentication.KeyHeader, key ?? Key);
        }

        return await server.Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string address) => SendAsync(HttpMethod.Get, address);

    public Task<HttpResponseMessage> DeleteAsync(string address) => SendAsync(HttpMethod.Delete, address);

    public Task<HttpResponseMessage> PostAsync(string address, string json) =>
        SendAsync(HttpMethod.Post, address, TestServer.Json(json));

    /// <summary>Posts files as a form.</summary>
    public Task<HttpResponseMessage> PostAsync(string address, params (string Field, byte[] File)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach ((string field, byte[] file) in files)
        {
            form.Add(new ByteArrayContent(file), field, "image.jpg");
        }

        return SendAsync(HttpMethod.Post, address, form);
    }

    /// <summary>Enrolls an example and gives its id.</summary>
    public async Task<Guid> AddAsync(string subject, byte[] image)
    {
        JsonElement added = await TestServer.JsonAsync(
            await PostAsync($"recognition/faces?subject={Uri.EscapeDataString(subject)}", ("file", image)), HttpStatusCode.Created);
        return added.GetProperty("image_id").GetGuid();
    }

    /// <summary>Expects an answer to be exactly a text.</summary>
    public static async Task AssertAsync(HttpResponseMessage response, string json, HttpStatusCode status = HttpStatusCode.OK)
    {
        Assert.AreEqual(json, await response.Content.ReadAsStringAsync());
        Assert.AreEqual(status, response.StatusCode);
    }

    /// <summary>Expects a refusal: a message and a number, nothing else.</summary>
    public static async Task AssertRefusedAsync(HttpResponseMessage response, int code, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        JsonElement refusal = await TestServer.JsonAsync(response, status);
        Assert.AreEqual("code,message", NamesOf(refusal));
        Assert.AreEqual(code, refusal.GetProperty("code").GetInt32(), refusal.ToString());
        Assert.AreNotEqual("", refusal.GetProperty("message").GetString());
    }

    /// <summary>The names of an object's properties, sorted.</summary>
    public static string NamesOf(JsonElement element) =>
        string.Join(',', element.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));

    /// <summary>An embedding as a client sends it.</summary>
    public static string Text(IEnumerable<double> embedding) =>
        $"[{string.Join(',', embedding.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]";

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static byte[] Cut(int sample, Box box) => Image.Load(TestData.Samples[sample]).Crop(box).Encode(ImageFormat.Jpeg);
}
