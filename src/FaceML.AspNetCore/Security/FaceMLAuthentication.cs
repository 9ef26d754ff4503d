using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace FaceML.AspNetCore.Security;

/// <summary>
/// Who asks: the owner of the key in <c>x-api-key</c> or <c>Authorization: Bearer</c>; without a file of keys, whoever asks from this
/// machine. What is missing or wrong is answered as a problem.
/// </summary>
internal sealed class FaceMLAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> schemes, ILoggerFactory loggers, UrlEncoder encoder, ApiKeyRing keys,
    FaceMLOptions options)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemes, loggers, encoder)
{
    /// <summary>The name of the scheme.</summary>
    public const string SchemeName = "FaceML";

    /// <summary>The header with the key.</summary>
    public const string KeyHeader = "x-api-key";

    /// <summary>The claim with what a principal may do; several, or one text with spaces between.</summary>
    public const string ScopeClaim = "scope";

    /// <summary>The claim with a gallery that a principal may use.</summary>
    public const string GalleryClaim = "faceml_gallery";

    private const string LoopbackType = "FaceML loopback";

    /// <summary>Who asks, for logs and limits: the key's id, or the subject of a token.</summary>
    public static string? IdOf(ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier) ?? user.FindFirstValue("sub");

    /// <summary>Whether it is this machine that asks, without a key.</summary>
    public static bool IsLoopback(ClaimsPrincipal user) => user.Identities.Any(identity => identity.AuthenticationType == LoopbackType);

    /// <summary>What a scope is called in claims.</summary>
    public static string NameOf(FaceMLScope scope) => $"faceml:{AnswerJson.Name(scope)}";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Text() is { } text)
        {
            return Task.FromResult(keys.Find(text) is { } key
                ? Success(key.Id, key.Scopes, key.Galleries)
                : AuthenticateResult.Fail("The key is not known, is revoked or has expired."));
        }

        return Task.FromResult(!keys.IsUsed && options.AllowLoopback && IsOfThisMachine(Context)
            ? Success("this machine", [FaceMLScope.Admin], [ApiKey.AllGalleries], LoopbackType)
            : AuthenticateResult.NoResult());
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        string detail = Text() is not null ? "The key is not known, is revoked or has expired."
            : keys.IsUsed ? $"Send a key in the header {KeyHeader}."
            : "Requests from other machines need a key, and this server has none: its operator makes them with 'faceml keys'.";
        return Answer(FaceMLError.Unauthorized, detail);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Answer(FaceMLError.Forbidden, "The key does not have the scope that this needs, or is for other galleries.");

    /// <summary>
    /// Whether a request was made on this machine, not through a proxy, and not by a page of another site in somebody's browser.
    /// </summary>
    private static bool IsOfThisMachine(HttpContext http)
    {
        IHeaderDictionary headers = http.Request.Headers;
        bool isLocal = http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
        bool isForwarded = headers.ContainsKey("Forwarded") || headers.ContainsKey("X-Forwarded-For")
            || headers.ContainsKey("X-Real-IP") || headers.ContainsKey(HeaderNames.Via);

        // A name that was made to point here is not this machine's.
        string host = http.Request.Host.Host;
        bool isNamed = host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? named) && IPAddress.IsLoopback(named));
        bool isForeign = headers.Origin.Count > 0 && headers.Origin != $"{http.Request.Scheme}://{http.Request.Host}";
        return isLocal && isNamed && !isForwarded && !isForeign;
    }

    private string? Text()
    {
        if (Request.Headers[KeyHeader] is [{ Length: > 0 } key])
        {
            return key;
        }

        const string Bearer = "Bearer ";
        return Request.Headers.Authorization is [{ } value] && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? value[Bearer.Length..].Trim()
            : null;
    }

    private static AuthenticateResult Success(
        string id, IEnumerable<FaceMLScope> scopes, IEnumerable<string> galleries, string type = SchemeName)
    {
        Claim[] claims =
        [
            new(ClaimTypes.NameIdentifier, id),
            .. scopes.Select(scope => new Claim(ScopeClaim, NameOf(scope))),
            .. galleries.Select(gallery => new Claim(GalleryClaim, gallery)),
        ];
        return AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(claims, type)), SchemeName));
    }

    private Task Answer(FaceMLError error, string detail) => FaceProblem.ToResult(new(error, detail), Context).ExecuteAsync(Context);
}
