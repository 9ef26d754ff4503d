using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FaceML.AspNetCore.Requests;

/// <summary>What a request with one image sends, for the description of the API.</summary>
internal sealed record ImageForm(IFormFile Image);

/// <summary>What a request with two images sends, for the description of the API.</summary>
internal sealed record PairForm(IFormFile A, IFormFile B);

/// <summary>What endpoints with images have in common.</summary>
internal static class ImageConventions
{
    /// <summary>
    /// Stands for any content type: routing refuses others by itself, without saying why. What is not accepted is refused when the body is
    /// read.
    /// </summary>
    public const string AnyType = "*/*";

    /// <summary>Says that an endpoint takes one image, in the ways that <see cref="RequestBody"/> reads.</summary>
    public static RouteHandlerBuilder AcceptsImage(this RouteHandlerBuilder endpoint) =>
        endpoint.Accepts<ImageForm>("multipart/form-data", "application/json", "image/jpeg", "image/png", AnyType).Refuses();

    /// <summary>Says that an endpoint takes two images.</summary>
    public static RouteHandlerBuilder AcceptsPair(this RouteHandlerBuilder endpoint) =>
        endpoint.Accepts<PairForm>("multipart/form-data", "application/json", AnyType).Refuses();

    /// <summary>Says that an endpoint takes a JSON object.</summary>
    public static RouteHandlerBuilder AcceptsJson<T>(this RouteHandlerBuilder endpoint)
        where T : notnull => endpoint.Accepts<T>("application/json", AnyType).ProducesProblem(400).ProducesProblem(415);

    private static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint)
    {
        foreach (int status in (int[])[400, 413, 415, 422, 503])
        {
            endpoint.ProducesProblem(status);
        }

        // Antiforgery is for cookies; keys come in headers.
        return endpoint.DisableAntiforgery();
    }
}
