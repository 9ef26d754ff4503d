using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Logging;

namespace FaceML.AspNetCore.Tests;

/// <summary>A real host with FaceML's two lines, on a free port of this machine, and a client for it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    /// <summary>The header with which a test says from where a request comes.</summary>
    public const string AddressHeader = "x-test-address";

    private readonly WebApplication host;

    private TestServer(WebApplication host, TemporaryFolder folder)
    {
        (this.host, Folder) = (host, folder);
        string address = host.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new HttpClient { BaseAddress = new Uri(address) };
    }

    public TemporaryFolder Folder { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => host.Services;

    /// <summary>Starts a host of the preset fast with a folder of galleries.</summary>
    public static async Task<TestServer> StartAsync(
        Action<FaceMLOptions, TemporaryFolder>? configure = null, Action<IServiceCollection>? services = null,
        Action<WebApplication>? endpoints = null)
    {
        var folder = new TemporaryFolder();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IStartupFilter, AddressFilter>();
        builder.Services.AddFaceML(options =>
        {
            options.Preset = "fast";
            options.GalleryFolder = folder["galleries"];
            configure?.Invoke(options, folder);
        });
        services?.Invoke(builder.Services);
        WebApplication host = builder.Build();
        host.MapFaceML("/v1");
        host.MapCompreFace("/api/v1");
        host.MapFaceMLHealth();
        host.MapFaceMLPage();
        endpoints?.Invoke(host);
        await host.StartAsync();
        return new TestServer(host, folder);
    }

    /// <summary>Writes a file of one key and returns the key.</summary>
    public static string AddKey(
        string file, string id, FaceMLScope[] scopes, string[]? galleries = null, DateTimeOffset? expires = null)
    {
        string text = ApiKey.NewText();
        ApiKeyFile.Add(file, new ApiKey(id, ApiKey.HashOf(text), scopes, galleries ?? ["*"], DateTimeOffset.UtcNow, expires));
        return text;
    }

    public Task<HttpResponseMessage> PostAsync(string address, params (string Field, string File)[] images) =>
        Client.PostAsync(address, Form(images));

    public static MultipartFormDataContent Form(params (string Field, string File)[] images)
    {
        var form = new MultipartFormDataContent();
        foreach ((string field, string file) in images)
        {
            form.Add(new ByteArrayContent(File.ReadAllBytes(file)), field, Path.GetFileName(file));
        }

        return form;
    }

    public static HttpContent Raw(byte[] bytes, string type = "image/jpeg")
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    /// <summary>The JSON of an answer, of the status that is expected.</summary>
    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response, HttpStatusCode expected = HttpStatusCode.OK)
    {
        string text = await response.Content.ReadAsStringAsync();
        Assert.AreEqual(expected, response.StatusCode, text);
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>Expects a problem and returns its detail.</summary>
    public static async Task<string> ProblemAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        JsonElement problem = await JsonAsync(response, status);
        Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.AreEqual(code, problem.GetProperty("code").GetString());
        Assert.AreEqual((int)status, problem.GetProperty("status").GetInt32());
        Assert.AreEqual($"urn:faceml:problem:{code}", problem.GetProperty("type").GetString());
        return problem.GetProperty("detail").GetString()!;
    }

    public async Task CreateGalleryAsync(string name) =>
        await JsonAsync(await Client.PostAsync("/v1/galleries", Json($"{{\"id\":\"{name}\"}}")), HttpStatusCode.Created);

    public static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await host.DisposeAsync();
        Folder.Dispose();
    }

    // Before everything else: routing and authentication are put in front of what is added to the application.
    private sealed class AddressFilter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, rest) =>
            {
                if (http.Request.Headers[AddressHeader] is [{ } address])
                {
                    http.Connection.RemoteIpAddress = IPAddress.Parse(address);
                }

                return rest(http);
            });
            next(app);
        };
    }
}
