using System.Globalization;
using FaceML.Imaging;
using Microsoft.AspNetCore.Mvc;

namespace FaceML.AspNetCore.Errors;

/// <summary>Errors as problem details (RFC 9457) with a stable <c>code</c>; what is unexpected is told without its message.</summary>
internal static class FaceProblem
{
    /// <summary>The content type of problems.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>The refusal that an exception stands for; null for a bug.</summary>
    public static FaceMLException? Of(Exception exception) => exception switch
    {
        FaceMLException refusal => refusal,
        ImageFormatException { Error: ImageFormatError.TooManyBytes } e => new(FaceMLError.RequestTooLarge, e.Message),
        ImageFormatException e => new(FaceMLError.UnreadableImage, e.Message),
        FaceNotFoundException { Status: FaceStatus.SeveralFaces } e => new(FaceMLError.SeveralFaces, e.Message),
        FaceNotFoundException { Status: FaceStatus.NotRecognizable } e => new(FaceMLError.LowQuality, e.Message),
        FaceNotFoundException e => new(FaceMLError.NoFace, e.Message),
        GalleryException e => Of(e),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } e => new(FaceMLError.RequestTooLarge, e.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } e => new(FaceMLError.SlowUpload, e.Message),
        BadHttpRequestException e => new(FaceMLError.InvalidRequest, e.Message),
        _ => null,
    };

    /// <summary>A refusal as an answer, in the format of the endpoint.</summary>
    public static IResult ToResult(FaceMLException refusal, HttpContext http)
    {
        if (refusal.RetryAfter is { } wait)
        {
            http.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (http.GetEndpoint()?.Metadata.GetMetadata<IRefusalFormat>() is { } format)
        {
            return format.ToResult(refusal, http);
        }

        var problem = new ProblemDetails
        {
            Type = $"urn:faceml:problem:{AnswerJson.Name(refusal.Error)}",
            Title = TitleOf(refusal.Error),
            Status = StatusOf(refusal.Error),
            Detail = refusal.Message,
            Extensions = { ["code"] = AnswerJson.Name(refusal.Error) },
        };
        foreach ((string name, object? value) in refusal.Extensions ?? new Dictionary<string, object?>())
        {
            problem.Extensions[name] = value;
        }

        return Results.Json(problem, AnswerJson.Options, ContentType, problem.Status);
    }

    /// <summary>The HTTP status of a code.</summary>
    public static int StatusOf(FaceMLError error) => error switch
    {
        FaceMLError.InvalidRequest => StatusCodes.Status400BadRequest,
        FaceMLError.Unauthorized => StatusCodes.Status401Unauthorized,
        FaceMLError.Forbidden => StatusCodes.Status403Forbidden,
        FaceMLError.NotFound => StatusCodes.Status404NotFound,
        FaceMLError.Conflict => StatusCodes.Status409Conflict,
        FaceMLError.RequestTooLarge => StatusCodes.Status413PayloadTooLarge,
        FaceMLError.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
        FaceMLError.UnreadableImage or FaceMLError.NoFace or FaceMLError.SeveralFaces or FaceMLError.LowQuality =>
            StatusCodes.Status422UnprocessableEntity,
        FaceMLError.SlowUpload => StatusCodes.Status408RequestTimeout,
        FaceMLError.RateLimited => StatusCodes.Status429TooManyRequests,
        FaceMLError.Overloaded or FaceMLError.Timeout or FaceMLError.StoreUnavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static FaceMLException Of(GalleryException exception) => new(
        exception.Error switch
        {
            GalleryError.InvalidArgument or GalleryError.InvalidEmbedding => FaceMLError.InvalidRequest,
            GalleryError.NotFound => FaceMLError.NotFound,
            GalleryError.AlreadyExists or GalleryError.RecipeMismatch => FaceMLError.Conflict,
            _ => FaceMLError.StoreUnavailable,
        },
        exception.Error switch
        {
            GalleryError.InvalidArgument or GalleryError.InvalidEmbedding or GalleryError.NotFound or GalleryError.AlreadyExists
                or GalleryError.RecipeMismatch => exception.Message,
            GalleryError.TracesRemain =>
                "The person is removed; another process kept the files from being cleaned. Run 'faceml gallery audit' later.",
            GalleryError.OutcomeUnknown => "The connection broke at the end of the change: read the gallery before you repeat it.",
            _ => "The gallery cannot be read or written now. The server's log says why.", // messages of the store name its place
        });

    /// <summary>What a code means, in a few words.</summary>
    public static string TitleOf(FaceMLError error) => error switch
    {
        FaceMLError.InvalidRequest => "The request is not valid",
        FaceMLError.Unauthorized => "A key is required",
        FaceMLError.Forbidden => "The key does not allow this",
        FaceMLError.NotFound => "There is no such thing",
        FaceMLError.Conflict => "It conflicts with what is there",
        FaceMLError.RequestTooLarge => "The request is too large",
        FaceMLError.UnsupportedMediaType => "The content type is not accepted",
        FaceMLError.UnreadableImage => "The image cannot be read",
        FaceMLError.NoFace => "The image shows no usable face",
        FaceMLError.SeveralFaces => "The image shows several faces",
        FaceMLError.LowQuality => "The face is of too low quality",
        FaceMLError.SlowUpload => "The upload took too long",
        FaceMLError.RateLimited => "Too many requests of this key",
        FaceMLError.Overloaded => "The server is busy",
        FaceMLError.Timeout => "The server took too long",
        FaceMLError.StoreUnavailable => "The gallery cannot be reached",
        _ => "Something went wrong in the server",
    };
}
