using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FaceML.AspNetCore.Tests.Security;

/// <summary>Every endpoint that the host has, with every kind of key. What is new is in the table without anyone adding it.</summary>
[TestClass]
public sealed class AuthorizationTests
{
    private const string Gallery = "staff";

    private const string CompreFace = "/api/v1/";
    private const int WrongKey = 10, MissingKey = 20;

    private static readonly string[] Open =
        ["/healthz/live", "/healthz/ready", "/", "/{file}", CompreFace + "static/{key}/images/{id:guid}"];

    [TestMethod]
    public async Task every_endpoint_refuses_every_key_that_does_not_allow_it_and_no_other()
    {
        await using TestServer server = await TestServer.StartAsync((options, folder) =>
        {
            options.KeysFile = folder["keys.json"];
            TestServer.AddKey(options.KeysFile, "first", [FaceMLScope.Admin]);
            options.Limits.RequestsPerMinute = 0;
        });
        string file = server.Folder["keys.json"];
        string revoked = TestServer.AddKey(file, "revoked", [FaceMLScope.Admin]);
        ApiKeyFile.Revoke(file, "revoked", DateTimeOffset.UtcNow);
        string expired = TestServer.AddKey(file, "expired", [FaceMLScope.Admin], null, DateTimeOffset.UtcNow.AddDays(-1));
        Dictionary<FaceMLScope, string> of = Enum.GetValues<FaceMLScope>().ToDictionary(
            scope => scope, scope => TestServer.AddKey(file, $"{scope}", [scope], [Gallery]));
        Dictionary<FaceMLScope, string> elsewhere = Enum.GetValues<FaceMLScope>().ToDictionary(
            scope => scope, scope => TestServer.AddKey(file, $"{scope} elsewhere", [scope], ["other"]));
        await Task.Delay(TimeSpan.FromSeconds(1.1)); // keys are looked at once a second
        await SendAsync(server, HttpMethod.Post, "/v1/galleries", of[FaceMLScope.Admin], $"{{\"id\":\"{Gallery}\"}}");

        List<string> wrong = [];
        int checks = 0;
        foreach ((RouteEndpoint endpoint, HttpMethod method) in EndpointsOf(server))
        {
            string pattern = endpoint.RoutePattern.RawText!;
            if (endpoint.Metadata.OfType<FaceMLScope>().SingleOrDefault((FaceMLScope)(-1)) is var scope && (int)scope < 0)
            {
                bool isApi = pattern.StartsWith("/v1", StringComparison.Ordinal) || IsCompreFaces(pattern);
                Assert.IsTrue(Open.Contains(pattern) || !isApi, $"{pattern} has no scope.");
                continue;
            }

            string address = pattern.Replace("{gallery}", Gallery, StringComparison.Ordinal)
                .Replace("{person}", "nobody-of-this-id", StringComparison.Ordinal).Replace("{key:long}", "1", StringComparison.Ordinal)
                .Replace("{subject}", "nobody-of-this-id", StringComparison.Ordinal)
                .Replace("{id:guid}", $"{Guid.Empty}", StringComparison.Ordinal);
            await Expect("no key", null, HttpStatusCode.Unauthorized);
            await Expect("a wrong key", ApiKey.NewText(), HttpStatusCode.Unauthorized);
            await Expect("a revoked key", revoked, HttpStatusCode.Unauthorized);
            await Expect("an expired key", expired, HttpStatusCode.Unauthorized);
            foreach (FaceMLScope held in Enum.GetValues<FaceMLScope>())
            {
                await Expect($"the scope {held}", of[held], held == scope || held == FaceMLScope.Admin ? null : HttpStatusCode.Forbidden);
            }

            bool isOfGallery = pattern.Contains("{gallery}", StringComparison.Ordinal)
                || pattern.StartsWith(CompreFace + "recognition/", StringComparison.Ordinal);
            await Expect("its scope in another gallery", elsewhere[scope], isOfGallery ? HttpStatusCode.Forbidden : null);

            async Task Expect(string what, string? key, HttpStatusCode? expected)
            {
                checks++;
                (HttpStatusCode status, int? number) = await SendAsync(server, method, address, key);
                bool isRefused = status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || number is MissingKey or WrongKey;
                bool isExpected = expected is not { } refusal ? !isRefused && (int)status < 500
                    : IsCompreFaces(pattern) ? number == (key is null ? MissingKey : WrongKey)
                    : status == refusal;
                if (!isExpected)
                {
                    wrong.Add($"{method} {pattern} with {what}: {(int)status} {number}");
                }
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
        Assert.IsGreaterThanOrEqualTo((17 + 18) * 9, checks);
    }

    [TestMethod]
    public async Task without_keys_this_machine_may_do_everything_and_others_nothing()
    {
        await using TestServer server = await TestServer.StartAsync();
        await Expect(HttpStatusCode.OK);
        await Expect(HttpStatusCode.Unauthorized, (TestServer.AddressHeader, "192.0.2.7"));
        await Expect(HttpStatusCode.Unauthorized, ("X-Forwarded-For", "192.0.2.7"));
        await Expect(HttpStatusCode.Unauthorized, ("Forwarded", "for=192.0.2.7"));
        await Expect(HttpStatusCode.Unauthorized, ("Origin", "https://site.example"));
        await Expect(HttpStatusCode.Unauthorized, ("Host", "rebound.example"));
        await Expect(HttpStatusCode.Unauthorized, ("x-api-key", "guessed"));
        await Expect(HttpStatusCode.OK, ("Origin", server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)));

        async Task Expect(HttpStatusCode status, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/galleries");
            foreach ((string name, string value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using HttpResponseMessage response = await server.Client.SendAsync(request);
            Assert.AreEqual(status, response.StatusCode, string.Join(", ", headers));
        }
    }

    [TestMethod]
    public async Task beside_another_scheme_a_refusal_is_still_a_problem()
    {
        await using TestServer server = await TestServer.StartAsync((options, folder) =>
        {
            options.KeysFile = folder["keys.json"];
            TestServer.AddKey(options.KeysFile, "admin", [FaceMLScope.Admin]);
            options.AuthenticationSchemes.Add(OtherScheme.Name);
        }, services: services => services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, OtherScheme>(OtherScheme.Name, null));
        await TestServer.ProblemAsync(await server.Client.GetAsync("/v1/models"), HttpStatusCode.Unauthorized, "unauthorized");
    }

    [TestMethod]
    public async Task a_key_sees_its_own_galleries_alone()
    {
        await using TestServer server = await TestServer.StartAsync((options, folder) =>
        {
            options.KeysFile = folder["keys.json"];
            TestServer.AddKey(options.KeysFile, "admin", [FaceMLScope.Admin]);
        });
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        string all = TestServer.AddKey(server.Folder["keys.json"], "all", [FaceMLScope.Admin]);
        string one = TestServer.AddKey(server.Folder["keys.json"], "one", [FaceMLScope.Identify], ["b"]);
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        foreach (string name in (string[])["a", "b"])
        {
            (HttpStatusCode made, _) = await SendAsync(server, HttpMethod.Post, "/v1/galleries", all, $"{{\"id\":\"{name}\"}}");
            Assert.AreEqual(HttpStatusCode.Created, made);
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/galleries");
        request.Headers.Authorization = new("Bearer", one);
        var seen = await TestServer.JsonAsync(await server.Client.SendAsync(request));
        Assert.AreEqual("b", seen.EnumerateArray().Single().GetProperty("id").GetString());
    }

    // Sets the status, as the schemes of ASP.NET Core do.
    private sealed class OtherScheme(
        IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
    {
        public const string Name = "other";

        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());
    }

    private static IEnumerable<(RouteEndpoint Endpoint, HttpMethod Method)> EndpointsOf(TestServer server) =>
        from endpoint in server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (endpoint, HttpMethod.Parse(method));

    private static bool IsCompreFaces(string pattern) => pattern.StartsWith(CompreFace, StringComparison.Ordinal);

    // The status, and the number that CompreFace's clients get.
    private static async Task<(HttpStatusCode Status, int? Number)> SendAsync(
        TestServer server, HttpMethod method, string address, string? key, string body = "{}")
    {
        using var request = new HttpRequestMessage(method, address);
        if (method != HttpMethod.Get)
        {
            request.Content = TestServer.Json(body);
        }

        if (key is not null)
        {
            request.Headers.Add(FaceMLAuthentication.KeyHeader, key);
        }

        using HttpResponseMessage response = await server.Client.SendAsync(request);
        return (response.StatusCode, address.StartsWith(CompreFace, StringComparison.Ordinal) && !response.IsSuccessStatusCode
            ? (await TestServer.JsonAsync(response, response.StatusCode)).GetProperty("code").GetInt32()
            : null);
    }
}
