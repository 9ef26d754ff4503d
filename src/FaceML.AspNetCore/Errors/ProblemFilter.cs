using Microsoft.Extensions.Logging;

namespace FaceML.AspNetCore.Errors;

/// <summary>Answers what is thrown as a problem, and sets the headers that every answer of the API has.</summary>
internal sealed partial class ProblemFilter(FaceMeter meter, ILogger<ProblemFilter> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            return await next(context);
        }
        catch (Exception exception)
        {
            if (http.RequestAborted.IsCancellationRequested)
            {
                return Results.Empty;
            }

            return FaceProblem.ToResult(Refusal(exception, http), http);
        }
    }

    private FaceMLException Refusal(Exception exception, HttpContext http)
    {
        if (FaceProblem.Of(exception) is not { } refusal)
        {
            LogFailure(logger, exception, http.Request.Method, http.GetEndpoint()?.DisplayName);
            refusal = new(FaceMLError.InternalError, $"The server's log says more, under {http.TraceIdentifier}.");
        }

        if (refusal.Error == FaceMLError.StoreUnavailable)
        {
            LogStore(logger, exception, http.Request.Method, http.GetEndpoint()?.DisplayName);
        }

        meter.CountRefused(AnswerJson.Name(refusal.Error));
        return refusal;
    }

    [LoggerMessage(LogLevel.Warning, "{Method} {Endpoint}: the gallery's store failed.")]
    private static partial void LogStore(ILogger logger, Exception exception, string method, string? endpoint);

    [LoggerMessage(LogLevel.Error, "{Method} {Endpoint} failed.")]
    private static partial void LogFailure(ILogger logger, Exception exception, string method, string? endpoint);
}
