namespace FaceML.AspNetCore.Requests;

/// <summary>What a request with one image sends as JSON, for the description of the API.</summary>
internal sealed record ImageBody(byte[] Image);

/// <summary>What a request with two images sends as JSON, for the description of the API.</summary>
internal sealed record PairBody(byte[] A, byte[] B);

/// <summary>What endpoints with images have in common.</summary>
internal static class ImageConventions
{
    /// <summary>
    /// Stands for any content type: routing refuses others by itself, without saying why. What is not accepted is refused when the body is
    /// read.
    /// </summary>
    public const string AnyType = "*/*";

    /// <summary>A form with a file a field.</summary>
    public const string Form = "multipart/form-data";

    /// <summary>A JSON object.</summary>
    public const string Json = "application/json";

    /// <summary>Says that an endpoint takes one image, in the ways that <see cref="RequestBody"/> reads.</summary>
    public static RouteHandlerBuilder AcceptsImage(this RouteHandlerBuilder endpoint) =>
        endpoint.Accepts<ImageBody>(Form, Json, "image/jpeg", "image/png", "application/octet-stream", AnyType).Refuses();

    /// <summary>Says that an endpoint takes two images.</summary>
    public static RouteHandlerBuilder AcceptsPair(this RouteHandlerBuilder endpoint) =>
        endpoint.Accepts<PairBody>(Form, Json, AnyType).Refuses();

    /// <summary>Says that an endpoint takes a JSON object.</summary>
    public static RouteHandlerBuilder AcceptsJson<T>(this RouteHandlerBuilder endpoint)
        where T : notnull => endpoint.Accepts<T>(Json, AnyType)
            .MayRefuse(
                FaceMLError.InvalidRequest, FaceMLError.SlowUpload, FaceMLError.RequestTooLarge, FaceMLError.UnsupportedMediaType);

    // Antiforgery is for cookies; keys come in headers.
    private static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint) => endpoint.DisableAntiforgery().MayRefuse(
        FaceMLError.InvalidRequest, FaceMLError.SlowUpload, FaceMLError.RequestTooLarge, FaceMLError.UnsupportedMediaType,
        FaceMLError.UnreadableImage, FaceMLError.Overloaded, FaceMLError.Timeout);
}
