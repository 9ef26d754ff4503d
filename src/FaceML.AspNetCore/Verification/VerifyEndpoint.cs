using FaceML.AspNetCore.Models;
using FaceML.Verification;

namespace FaceML.AspNetCore.Verification;

/// <summary><c>POST verify</c>: whether two images show the same person.</summary>
internal static class VerifyEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("verify", Verify)
        .RequireScope(FaceMLScope.Verify).AcceptsPair().Produces<VerificationJson>().MayRefuse(FaceMLError.NotFound)
        .WithName("verify").WithTags("Faces")
        .WithSummary("Do two images show the same person? By the preset, or by a saved pipeline that 'model' names.");

    private static async Task<JsonHttpResult<VerificationJson>> Verify(
        HttpContext http, ImageRequests requests, FaceEngine engine, ServedModels models, FaceMeter meter, string? model = null)
    {
        FaceVerifier verifier = string.IsNullOrEmpty(model) ? engine.Verifier : models.Get(model).Verifier;
        CancellationToken aborted = http.RequestAborted; // read here: the work may outlast the request
        FaceVerification result = await requests.RunAsync(
            http, "verify", ["a", "b"], images => verifier.Verify(images[0].Image, images[1].Image, aborted));
        meter.CountDecision("verify", AnswerJson.Name(result.Decision));
        return TypedResults.Json(VerificationJson.From(result), AnswerJson.Options);
    }
}
