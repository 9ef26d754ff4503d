using System.Reflection;
using Microsoft.AspNetCore.StaticFiles;

namespace FaceML.AspNetCore.Page;

/// <summary>The page to try the API: static files of this assembly, nothing from elsewhere.</summary>
internal static class PageFiles
{
    private const string Prefix = "FaceML.AspNetCore.Page/", Index = "index.html";
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly FileExtensionContentTypeProvider Types = new();

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        Assembly assembly = typeof(PageFiles).Assembly;
        foreach (string resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            string file = resource[Prefix.Length..].Replace('\\', '/');
            string type = Types.TryGetContentType(file, out string? known) ? known : "application/octet-stream";
            endpoints.MapGet(file == Index ? "/" : $"/{file}", http => Send(http, assembly, resource, type))
                .AllowAnonymous().ExcludeFromDescription();
        }
    }

    private static async Task Send(HttpContext http, Assembly assembly, string resource, string type)
    {
        IHeaderDictionary headers = http.Response.Headers;
        (headers.ContentSecurityPolicy, headers.XContentTypeOptions) = (Policy, "nosniff");
        (headers["Referrer-Policy"], headers["Cross-Origin-Opener-Policy"]) = ("no-referrer", "same-origin");
        headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()";
        (headers.CacheControl, http.Response.ContentType) = ("no-cache", type);
        await using Stream content = assembly.GetManifestResourceStream(resource)!;
        http.Response.ContentLength = content.Length;
        await content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
